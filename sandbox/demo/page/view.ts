// Renders the static parts of the page and reads its controls.
import {
  NOTHING,
  type Call,
  type DemoState,
  type Gate,
  type Mode,
  type Paid,
  type Price,
  type WhatIf,
} from '../shared/wire.js';
import { drawCall } from './calls.js';
import { amount, credits, find, h } from './dom.js';
import { drawApp } from './preview.js';

const MAX_CALLS_SHOWN = 60;

/** What the builder is to do, as it is chosen. */
export const modeNow = (): Mode =>
  document.querySelector<HTMLInputElement>('input[name=mode]:checked')?.value === 'plan'
    ? 'plan'
    : 'build';

/** Chooses what the builder is to do. */
export function showMode(mode: Mode): void {
  for (const radio of document.querySelectorAll<HTMLInputElement>('input[name=mode]')) {
    radio.checked = radio.value === mode;
  }
}

/** How the next message is to go wrong, as it is chosen. */
export const whatIfNow = (): WhatIf => {
  const { value } = find('what-if', HTMLSelectElement);
  return value === 'platform_error' || value === 'failed' || value === 'tenfold'
    ? value
    : 'nothing';
};

/** Shows words in the status line, which screen readers announce. */
export const tell = (words: string) => (find('told', HTMLElement).textContent = words);

const DONE: Readonly<Record<string, string>> = {
  publish: 'Publishing needs no credits: the gate lets it through at zero too.',
  share: 'Sharing needs no credits either.',
  'add-row': 'Your data is yours: changing it needs no credits.',
  'export-rows': 'Exported, without credits.',
};

/** What has been done, and why it did or did not take credits. */
export function tellDone(action: string, done: string | undefined, paid: Paid | undefined): void {
  const words = action === 'export-rows' ? '' : `${done ?? ''} `;
  const free = DONE[action] ?? 'Nothing was taken for it.';
  tell(
    paid
      ? `${words}It took ${credits(paid.credits)}; you have ${amount(paid.available)}.`
      : words + free,
  );
}

/** Adds calls to what Scrip saw, the newest on top. */
export function showCalls(calls: readonly Call[]): void {
  const callList = find('calls', HTMLElement);
  for (const call of calls) callList.prepend(drawCall(call));
  while (callList.childElementCount > MAX_CALLS_SHOWN) callList.lastElementChild?.remove();
  const newest = calls.at(-1)?.number;
  if (newest !== undefined) find('seen-count', HTMLElement).textContent = String(newest);
}

/** The place of the app, until it is known whether there is one. */
export const showNoApp = (): void =>
  find('preview', HTMLElement).replaceChildren(
    drawApp({ app: NOTHING, published: 0, integrations: [] }),
  );

/** The app, and what can be done with it once there is one. */
export function showApp(state: DemoState): void {
  find('preview', HTMLElement).replaceChildren(drawApp(state));
  for (const id of ['publish', 'share', 'picture']) {
    find(id, HTMLButtonElement).disabled = state.app.version === 0;
  }
  showPrices(state);
}

/** What can be had for credits, with its price on it before anybody asks. */
export function showPrices({ app, integrations, connectable, prices }: DemoState): void {
  const next = connectable.find((one) => !integrations.includes(one));
  const connect = find('connect', HTMLButtonElement);
  connect.disabled = app.version === 0 || next === undefined;
  label(connect, next === undefined ? 'All connected' : `Connect ${next}`, next && prices.connect);
  const drawing = app.picture === 0 ? 'Draw a picture' : 'Draw another';
  label(find('picture', HTMLButtonElement), drawing, prices.picture);
}

function label(button: HTMLButtonElement, words: string, price: Price | undefined | ''): void {
  const { now = null, soon = null } = price || {};
  const costs = now !== null ? credits(now) : soon === null ? '' : `free, soon ${credits(soon)}`;
  button.replaceChildren(words, costs === '' ? '' : h('small', {}, costs));
}

/** What a visitor might ask for next. */
export function showSuggestions(suggestions: readonly string[]): void {
  const chips = suggestions.map((text) => h('button', { type: 'button' }, text));
  find('suggestions', HTMLElement).replaceChildren(...chips);
  find('first', HTMLElement).hidden = find('welcome', HTMLElement).hidden || chips.length === 0;
  find('ask', HTMLTextAreaElement).placeholder = suggestions[0] ?? 'What should change?';
}

/** The rows that the app's users have left. */
export function showRows({ rows }: DemoState): void {
  const table = h(
    'table',
    {},
    h('caption', { class: 'hidden' }, 'Your data'),
    h(
      'thead',
      {},
      h('tr', {}, h('th', { scope: 'col' }, 'Name'), h('th', { scope: 'col' }, 'Note')),
    ),
    h(
      'tbody',
      {},
      ...rows.map(({ name, note }) => h('tr', {}, h('td', {}, name), h('td', {}, note))),
    ),
  );
  const nothing = h('p', { class: 'muted' }, 'No rows yet. Adding some needs no credits.');
  find('rows', HTMLElement).replaceChildren(rows.length === 0 ? nothing : table);
}

/** Scrolls the conversation to its end. */
export function toEnd(): void {
  const log = find('log', HTMLElement);
  log.scrollTo({ top: log.scrollHeight });
}

/** What a message takes, and what there is. */
export function showCost(gate: Gate): void {
  const estimated = find('estimate', HTMLElement);
  estimated.textContent = costWords(gate);
  estimated.classList.toggle('short', !gate.allowed);
}

function costWords({ cost, available, debt, allowed }: Gate): string {
  if (Number(debt) > 0) return `You owe ${credits(debt)}.`;
  if (!allowed && Number(available) <= 0) return 'You are out of credits.';
  const needs = cost === null ? 'You' : `About ${credits(cost)}; you`;
  return `${needs} have ${amount(available)}${allowed ? '.' : ': not enough.'}`;
}

/** The app, or its data. */
export function showTab(isData: boolean): void {
  find('preview', HTMLElement).hidden = isData;
  find('data', HTMLElement).hidden = !isData;
  find('show-app', HTMLElement).setAttribute('aria-pressed', String(!isData));
  find('show-data', HTMLElement).setAttribute('aria-pressed', String(isData));
}

/** Hands a text to the visitor as a file. */
export function download(text: string): void {
  const link = h('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })) });
  link.download = 'rows.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}
