import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { periodOf } from './items.js';

type Subscription = Kinds['subscription'];

/** A subscription that ends with its period, or that goes on after all. */
export const endsWith = (
  turn: Turn,
  subscription: Subscription,
  ends: boolean,
): Partial<Subscription> => ({
  cancel_at_period_end: ends,
  cancel_at: ends ? periodOf(subscription).end : null,
  canceled_at: ends ? turn.now : null,
});
