// The page of the demo: listens, asks the backend, and draws what it says.
import type { BuiltApp, Call, DemoState, Gate, Mode, StreamEvent, WhatIf } from '../wire.js';
import * as backend from './backend.js';
import { drawCall } from './calls.js';
import { drawMessage, Writing } from './chat.js';
import { amount, find, h } from './dom.js';
import { drawApp } from './preview.js';
import { drawWaysOn } from './ways-on.js';

const MAX_CALLS_SHOWN = 60;
const RECEIPT_POLLS = 20;
const RECEIPT_POLL_MS = 250;
const WIDE = '(min-width: 1240px)';

const log = find('log', HTMLElement);
const messages = find('messages', HTMLElement);
const wayOn = find('way-on', HTMLElement);
const ask = find('ask', HTMLTextAreaElement);
const send = find('send', HTMLButtonElement);
const stop = find('stop', HTMLButtonElement);
const estimated = find('estimate', HTMLElement);
const told = find('told', HTMLElement);
const balance = find('balance', HTMLElement);
const model = find('model', HTMLElement);
const seen = find('seen', HTMLDetailsElement);
const callList = find('calls', HTMLElement);

let state: DemoState | undefined;
let chosenModel = 'demo-balanced';
let running: AbortController | undefined;
let estimates = 0;

const modeNow = (): Mode =>
  document.querySelector<HTMLInputElement>('input[name=mode]:checked')?.value === 'plan'
    ? 'plan'
    : 'build';

const whatIfNow = (): WhatIf => {
  const { value } = find('what-if', HTMLSelectElement);
  return value === 'platform_error' || value === 'failed' ? value : 'nothing';
};

/** Words for whoever looks, and for whoever listens. */
const tell = (words: string) => (told.textContent = words);

const wordsOf = (error: unknown): string =>
  error instanceof Error ? error.message : 'Something went wrong.';

function showCalls(calls: readonly Call[]): void {
  for (const call of calls) callList.prepend(drawCall(call));
  while (callList.childElementCount > MAX_CALLS_SHOWN) callList.lastElementChild?.remove();
  const newest = calls.at(-1)?.number;
  if (newest !== undefined) find('seen-count', HTMLElement).textContent = String(newest);
}

function showApp({ app, published }: { app: BuiltApp; published: number }): void {
  find('preview', HTMLElement).replaceChildren(drawApp(app, published));
  for (const id of ['publish', 'share', 'connect']) {
    find(id, HTMLButtonElement).disabled = app.version === 0;
  }
}

function showSuggestions(suggestions: readonly string[]): void {
  const chip = (text: string) =>
    h('button', { type: 'button', onclick: () => void converse(text) }, text);
  find('suggestions', HTMLElement).replaceChildren(...suggestions.map(chip));
}

function showRows({ rows }: DemoState): void {
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

function show(now: DemoState): void {
  state = now;
  messages.replaceChildren(...now.messages.map((one) => drawMessage(one, now.models)));
  find('welcome', HTMLElement).hidden = now.messages.length > 0;
  callList.replaceChildren();
  showCalls(now.calls);
  showApp(now);
  showRows(now);
  showSuggestions(now.suggestions);
  toEnd();
}

const toEnd = () => log.scrollTo({ top: log.scrollHeight });

function showCost({ cost, available, allowed }: Gate): void {
  const needs = cost === null ? '' : `About ${amount(cost)} credits a message; `;
  estimated.textContent = `${needs}you have ${amount(available)}.`;
  estimated.classList.toggle('short', !allowed);
}

/** What the message that stands there would cost; only the newest answer counts. */
async function showEstimate(): Promise<void> {
  estimates += 1;
  const mine = estimates;
  try {
    const { gate, calls } = await backend.estimate({ model: chosenModel, mode: modeNow() });
    showCalls(calls);
    if (mine !== estimates) return;
    showCost(gate);
  } catch (error) {
    if (mine === estimates) estimated.textContent = wordsOf(error);
  }
}

function showRefusal(gate: Gate): void {
  const on = {
    upgrade: (plan: string) =>
      void moving(async () => {
        showCalls((await backend.changePlan(plan)).calls);
        return 'You have the new plan and all of its credits.';
      }),
    wait: () => void jump(),
    lighter: () => {
      choose('demo-light');
      leaveWaysOn();
      ask.focus();
    },
  };
  const card = drawWaysOn({ gate, model: chosenModel, on });
  wayOn.replaceChildren(card);
  find('suggestions', HTMLElement).replaceChildren();
  card.scrollIntoView({ block: 'nearest' });
}

function leaveWaysOn(): void {
  wayOn.replaceChildren();
  if (state) showSuggestions(state.suggestions);
}

/** Does something that changes the credits, then asks anew what a message costs. */
async function moving(work: () => Promise<string>): Promise<void> {
  try {
    tell(await work());
    leaveWaysOn();
    await showEstimate();
  } catch (error) {
    tell(wordsOf(error));
  }
}

const jump = () =>
  moving(async () => {
    const { calls } = await backend.jumpToRenewal();
    showCalls(calls);
    return 'A new period has begun: your plan’s credits are back.';
  });

function choose(id: string): void {
  chosenModel = id;
  model.setAttribute('value', id);
  void showEstimate();
}

function setRunning(controller: AbortController | undefined): void {
  running = controller;
  send.hidden = controller !== undefined;
  stop.hidden = controller === undefined;
  find('suggestions', HTMLElement).classList.toggle('waiting', controller !== undefined);
}

/** Sends a message and shows what becomes of it. */
async function converse(text: string): Promise<void> {
  if (running || text.trim() === '') return;
  const controller = new AbortController();
  setRunning(controller);
  wayOn.replaceChildren();
  find('welcome', HTMLElement).hidden = true;
  const mine = drawMessage({ id: '', who: 'visitor', text, steps: [], mode: modeNow() }, []);
  const writing = new Writing();
  messages.append(mine, writing.element);
  ask.value = '';
  toEnd();
  const message = { text, model: chosenModel, mode: modeNow(), what_if: whatIfNow() };
  try {
    const listen = (event: StreamEvent) => hear(event, writing);
    const refused = await backend.sendMessage(message, listen, controller.signal);
    if (refused) {
      mine.remove();
      writing.element.remove();
      ask.value = text;
      showCalls(refused.calls);
      setRunning(undefined);
      showCost(refused.gate);
      return showRefusal(refused.gate);
    }
  } catch (error) {
    if (controller.signal.aborted) await afterStop();
    else {
      writing.element.remove();
      ask.value = text;
      tell(wordsOf(error));
    }
  }
  setRunning(undefined);
  find('what-if', HTMLSelectElement).value = 'nothing';
  await showEstimate();
}

function hear(event: StreamEvent, writing: Writing): void {
  switch (event.type) {
    case 'call':
      return showCalls([event.call]);
    case 'started':
      return writing.hold(event.held);
    case 'held':
      return writing.hold(event.held);
    case 'step':
      writing.step(event.text);
      return toEnd();
    case 'text':
      writing.write(event.text, event.output_tokens);
      return toEnd();
    case 'done': {
      const { message, app, suggestions } = event;
      writing.element.replaceWith(drawMessage(message, state?.models ?? []));
      if (state) state = { ...state, app, suggestions };
      showApp({ app, published: state?.published ?? 0 });
      showSuggestions(suggestions);
      return toEnd();
    }
    case 'failed':
      writing.write(` ${event.message}`, 0);
      return;
  }
}

/** The backend hears that we have left, and charges what was written: its receipt comes late. */
async function afterStop(): Promise<void> {
  for (let poll = 0; poll < RECEIPT_POLLS; poll += 1) {
    const now = await backend.getState();
    if (now.messages.at(-1)?.who === 'builder') return show(now);
    await new Promise((resolve) => setTimeout(resolve, RECEIPT_POLL_MS));
  }
}

const DONE: Readonly<Record<string, string>> = {
  publish: 'Publishing needs no credits: the gate lets it through at zero too.',
  share: 'Sharing needs no credits either.',
  'add-row': 'Your data is yours: changing it needs no credits.',
  'export-rows': 'Exported, without credits.',
  connect: 'Connecting is an AI action: the gate asked for credits first.',
};

async function act(action: string, body: object = {}): Promise<string | undefined> {
  try {
    const { gate, done, calls, state: now } = await backend.act(action, body);
    showCalls(calls);
    state = now;
    showApp(now);
    showRows(now);
    if (!gate.allowed) {
      tell('');
      showRefusal(gate);
      return undefined;
    }
    const words = action === 'export-rows' ? '' : `${done ?? ''} `;
    tell(`${words}${DONE[action] ?? ''}`);
    return done;
  } catch (error) {
    tell(wordsOf(error));
    return undefined;
  }
}

function download(text: string): void {
  const link = h('a', { href: URL.createObjectURL(new Blob([text], { type: 'text/csv' })) });
  link.download = 'rows.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

function showTab(isData: boolean): void {
  find('preview', HTMLElement).hidden = isData;
  find('data', HTMLElement).hidden = !isData;
  find('show-app', HTMLElement).setAttribute('aria-pressed', String(!isData));
  find('show-data', HTMLElement).setAttribute('aria-pressed', String(isData));
}

function listen(): void {
  find('composer', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    void converse(ask.value || ask.placeholder);
  });
  ask.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void converse(ask.value);
  });
  stop.addEventListener('click', () => running?.abort());
  for (const radio of document.querySelectorAll('input[name=mode]')) {
    radio.addEventListener('change', () => void showEstimate());
  }
  model.addEventListener('model-change', (event) => {
    if (event instanceof CustomEvent && typeof event.detail?.id === 'string') {
      choose(event.detail.id);
    }
  });
  for (const action of ['publish', 'share', 'connect']) {
    find(action, HTMLElement).addEventListener('click', () => void act(action));
  }
  find('show-app', HTMLElement).addEventListener('click', () => showTab(false));
  find('show-data', HTMLElement).addEventListener('click', () => showTab(true));
  find('add-row', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    const [name, note] = [find('row-name', HTMLInputElement), find('row-note', HTMLInputElement)];
    void act('add-row', { name: name.value, note: note.value });
    name.value = note.value = '';
    name.focus();
  });
  find('export', HTMLElement).addEventListener('click', () => {
    void act('export-rows').then((csv) => csv !== undefined && download(csv));
  });
  find('renewal', HTMLElement).addEventListener('click', () => void jump());
}

async function begin(): Promise<void> {
  seen.open = matchMedia(WIDE).matches;
  listen();
  try {
    show(await backend.getState());
    Object.assign(balance, { getToken: backend.getToken });
    // Its options say already how many more messages there are.
    Object.assign(model, { getToken: backend.getToken, strings: { modelLikeLast: '' } });
    await showEstimate();
  } catch (error) {
    estimated.textContent = wordsOf(error);
  }
}

void begin();
