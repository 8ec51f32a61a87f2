import type { ModelCard } from './shared/wire.js';

/** A model of the demo: how it is described to Scrip, and what a million tokens cost in credits. */
export interface DemoModel extends ModelCard {
  readonly description: string;
  /** From 1 to 5, as is `quality`. */
  readonly speed: number;
  readonly quality: number;
  readonly input: string;
  readonly output: string;
}

/**
 * Three made-up models. Their prices stand to each other as public list prices of a small, a middle
 * and a large model do ($0.80/$4, $3/$15, $15/$75 a million tokens).
 */
export const MODELS: readonly DemoModel[] = [
  {
    id: 'demo-light',
    name: 'Light',
    description: 'Quick and cheap: wording, colours, small changes',
    speed: 5,
    quality: 3,
    input: '160',
    output: '800',
  },
  {
    id: 'demo-balanced',
    name: 'Balanced',
    description: 'Good at most things: new sections, whole pages',
    speed: 4,
    quality: 4,
    input: '600',
    output: '3000',
  },
  {
    id: 'demo-powerful',
    name: 'Powerful',
    description: 'For what the others get wrong; costs five times as much',
    speed: 2,
    quality: 5,
    input: '3000',
    output: '15000',
  },
];

/** What all of them have in common: planning costs half, our own failures nothing. */
export const MULTIPLIERS = {
  mode_multipliers: { plan: '0.5' },
  outcome_multipliers: { platform_error: '0' },
};
