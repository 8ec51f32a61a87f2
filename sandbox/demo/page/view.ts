// The parts of the page that only show what they are given, or say what is chosen.
import type { BuiltApp, Call, DemoState, Gate, Mode, WhatIf } from '../wire.js';
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
  return value === 'platform_error' || value === 'failed' ? value : 'nothing';
};

/** Words for whoever looks, and for whoever listens. */
export const tell = (words: string) => (find('told', HTMLElement).textContent = words);

const DONE: Readonly<Record<string, string>> = {
  publish: 'Publishing needs no credits: the gate lets it through at zero too.',
  share: 'Sharing needs no credits either.',
  'add-row': 'Your data is yours: changing it needs no credits.',
  'export-rows': 'Exported, without credits.',
  connect: 'Connecting is an AI action: the gate asked for credits first.',
};

/** What has been done, and why it did or did not take credits. */
export function tellDone(action: string, done: string | undefined): void {
  const words = action === 'export-rows' ? '' : `${done ?? ''} `;
  tell(`${words}${DONE[action] ?? ''}`);
}

/** Adds calls to what Scrip saw, the newest on top. */
export function showCalls(calls: readonly Call[]): void {
  const callList = find('calls', HTMLElement);
  for (const call of calls) callList.prepend(drawCall(call));
  while (callList.childElementCount > MAX_CALLS_SHOWN) callList.lastElementChild?.remove();
  const newest = calls.at(-1)?.number;
  if (newest !== undefined) find('seen-count', HTMLElement).textContent = String(newest);
}

/** The app, and what can be done with it once there is one. */
export function showApp({ app, published }: { app: BuiltApp; published: number }): void {
  find('preview', HTMLElement).replaceChildren(drawApp(app, published));
  for (const id of ['publish', 'share', 'connect']) {
    find(id, HTMLButtonElement).disabled = app.version === 0;
  }
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
export function showCost({ cost, available, allowed }: Gate): void {
  const estimated = find('estimate', HTMLElement);
  const needs = cost === null ? '' : `About ${credits(cost)} a message; `;
  estimated.textContent = `${needs}you have ${amount(available)}.`;
  estimated.classList.toggle('short', !allowed);
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
