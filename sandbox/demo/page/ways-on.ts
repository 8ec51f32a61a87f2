// Shows the options when the gate refuses a message.
import type { Gate, Instead, ModelCard, WayOn } from '../shared/wire.js';
import { amount, credits, date, h, money } from './dom.js';

/** What the ways on lead to, besides the widget. */
export interface OnWay {
  readonly wait: () => void;
  /** Another message in place of the one that was refused. */
  readonly instead: (other: Instead) => void;
}

/** What was refused, and all that is known of what would not be. */
export interface Stopped {
  readonly gate: Gate;
  readonly instead: readonly Instead[];
  readonly models: readonly ModelCard[];
}

/** A message did not get through, or not to its end, and credits are not the reason. */
export const drawTrouble = (words: string) =>
  h('section', { class: 'ways', role: 'alert' }, h('p', {}, words));

/** The refusal in words, and the ways on that the gate names. */
export function drawWaysOn({ gate, instead, models }: Stopped, on: OnWay): HTMLElement {
  const { options } = gate;
  const packs = options.filter(({ kind }) => kind === 'pack');
  const upgrades = options.filter(({ kind }) => kind === 'upgrade');
  const wait = options.find(({ kind }) => kind === 'wait');
  return h(
    'section',
    { class: 'ways', role: 'alert', 'aria-labelledby': 'ways-title' },
    h('h3', { id: 'ways-title' }, headingFor(gate)),
    h('p', {}, whyFor(gate), ' Publishing, sharing and your data go on as before.'),
    h(
      'ul',
      {},
      ...instead.map((other) => insteadWay(other, models, on)),
      packs.length > 0 ? packWay(packs) : null,
      ...upgrades.slice(0, 1).map((option) => upgradeWay(option)),
      wait?.available_at ? waitWay(wait.available_at, on) : null,
    ),
  );
}

const WHAT: Readonly<Record<string, string>> = {
  ai_change: 'It',
  image_generation: 'A picture',
  connect_integration: 'Connecting',
};

function headingFor({ action, available, debt }: Gate): string {
  if (Number(debt) > 0) return `You owe ${credits(debt)}`;
  if (Number(available) <= 0) return 'You are out of credits';
  return action === 'ai_change' ? 'Not enough for this message' : 'Not enough credits';
}

/** Why the action was refused. Says that the attempt itself cost nothing. */
function whyFor({ action, cost, available, debt }: Gate): string {
  if (Number(debt) > 0) {
    return 'The work took more than you had. Whatever comes in next pays that back first.';
  }
  const what = WHAT[action] ?? 'This';
  if (Number(available) <= 0)
    return 'AI changes, pictures and integrations wait until there are more.';
  const about = action === 'ai_change' ? 'needs about' : 'costs';
  const needs = cost === null ? `${what} needs credits` : `${what} ${about} ${credits(cost)}`;
  return `${needs}; you have ${amount(available)}. Nothing was charged.`;
}

const way = (title: string, text: string, button: HTMLElement) =>
  h('li', {}, h('div', {}, h('b', {}, title), h('p', {}, text)), button);

function insteadWay(other: Instead, models: readonly ModelCard[], on: OnWay): HTMLElement {
  const { model, mode, cost } = other;
  const name = models.find(({ id }) => id === model)?.name ?? model;
  const isPlan = mode === 'plan';
  const button = h(
    'button',
    { type: 'button', onclick: () => on.instead(other) },
    isPlan ? `Plan with ${name}` : `Use ${name}`,
  );
  const title = isPlan ? 'Plan it first' : 'Use a lighter model';
  const about = `About ${credits(cost)}: that fits into what you have.`;
  return way(title, isPlan ? `${about} Nothing is changed yet.` : about, button);
}

function packWay(packs: readonly WayOn[]): HTMLElement {
  const shown = packs
    .filter(({ price }) => price)
    .sort((a, b) => (a.price?.minor ?? 0) - (b.price?.minor ?? 0))
    .map(({ name, pack, price, credits: given }) => {
      return `${name ?? pack} ${price ? money(price) : ''} → ${amount(given ?? '0')}`;
    });
  // The widget's own button and dialog: what it sells is Scrip's to say.
  const button = document.createElement('credit-packs');
  button.setAttribute('primary', '');
  button.setAttribute('label', 'getMoreShort');
  return way('Get a pack', `${shown.join(', ')}. Packs never expire.`, button);
}

function upgradeWay({ price, credits: given = '0' }: WayOn): HTMLElement {
  // The widget's own button and dialog, which change the plan and show what that costs first.
  const button = document.createElement('credit-packs');
  button.setAttribute('goal', 'upgrade');
  button.setAttribute('label', 'upgrade');
  const cost = price ? `${money(price)} a month for ` : '';
  return way('Upgrade', `${cost}${credits(given)}, by a test card.`, button);
}

function waitWay(at: string, on: OnWay): HTMLElement {
  const button = h('button', { type: 'button', onclick: () => on.wait() }, 'Jump there');
  return way('Wait', `Credits renew on ${date(at)}, or now by time machine.`, button);
}
