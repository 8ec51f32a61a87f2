// The page of the demo: listens, asks the backend, and draws what it says.
import type { DemoState, Gate, Instead, Mode, StreamEvent } from '../wire.js';
import * as backend from './backend.js';
import { drawMessage, Writing } from './chat.js';
import { find, h } from './dom.js';
import {
  download,
  modeNow,
  showApp,
  showCalls,
  showCost,
  showMode,
  showRows,
  showTab,
  tell,
  tellDone,
  toEnd,
  whatIfNow,
} from './view.js';
import { drawTrouble, drawWaysOn } from './ways-on.js';

const RECEIPT_POLLS = 20;
const RECEIPT_POLL_MS = 250;
const WIDE = '(min-width: 1240px)';

const messages = find('messages', HTMLElement);
const wayOn = find('way-on', HTMLElement);
const ask = find('ask', HTMLTextAreaElement);
const send = find('send', HTMLButtonElement);
const stop = find('stop', HTMLButtonElement);
const estimated = find('estimate', HTMLElement);
const balance = find('balance', HTMLElement);
const model = find('model', HTMLElement);
const seen = find('seen', HTMLDetailsElement);

let state: DemoState | undefined;
let chosenModel = 'demo-balanced';
let running: AbortController | undefined;
let estimates = 0;

function showSuggestions(suggestions: readonly string[]): void {
  const chip = (text: string) =>
    h('button', { type: 'button', onclick: () => void converse(text) }, text);
  find('suggestions', HTMLElement).replaceChildren(...suggestions.map(chip));
  ask.placeholder = suggestions[0] ?? 'What should change?';
}

function show(now: DemoState): void {
  state = now;
  messages.replaceChildren(...now.messages.map((one) => drawMessage(one, now.models)));
  find('welcome', HTMLElement).hidden = now.messages.length > 0;
  find('calls', HTMLElement).replaceChildren();
  showCalls(now.calls);
  showApp(now);
  showRows(now);
  showSuggestions(now.suggestions);
  toEnd();
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
    if (mine === estimates) estimated.textContent = backend.wordsOf(error);
  }
}

const upgrade = (plan: string) =>
  void moving(async () => {
    showCalls((await backend.changePlan(plan)).calls);
    return 'You have the new plan and all of its credits.';
  });

function showRefusal(gate: Gate, instead: readonly Instead[] = []): void {
  const on = {
    upgrade,
    wait: () => void jump(),
    instead: (other: Instead) => {
      setMode(other.mode);
      choose(other.model);
      leaveWaysOn();
      ask.focus();
    },
  };
  const card = drawWaysOn({ gate, instead, models: state?.models ?? [] }, on);
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
    tell(backend.wordsOf(error));
  }
}

const jump = () =>
  moving(async () => {
    const { calls } = await backend.jumpToRenewal();
    showCalls(calls);
    return 'A new period has begun: your plan’s credits are back.';
  });

/** What a model costs in this mode is the widget's to know. */
function setMode(mode: Mode): void {
  showMode(mode);
  model.setAttribute('mode', mode);
}

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
      unsaid(text, [mine, writing.element]);
      showCalls(refused.calls);
      setRunning(undefined);
      showCost(refused.gate);
      return showRefusal(refused.gate, refused.instead);
    }
  } catch (error) {
    if (controller.signal.aborted) await afterStop();
    else {
      unsaid(text, [mine, writing.element]);
      wayOn.replaceChildren(drawTrouble(backend.wordsOf(error)));
      toEnd();
    }
  }
  setRunning(undefined);
  find('what-if', HTMLSelectElement).value = 'nothing';
  await showEstimate();
}

/** Back into the field: what did not get through is no part of the conversation. */
function unsaid(text: string, drawn: readonly HTMLElement[]): void {
  for (const element of drawn) element.remove();
  find('welcome', HTMLElement).hidden = messages.childElementCount > 0;
  ask.value = text;
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
    tellDone(action, done);
    return done;
  } catch (error) {
    tell(backend.wordsOf(error));
    return undefined;
  }
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
    radio.addEventListener('change', () => {
      setMode(modeNow());
      void showEstimate();
    });
  }
  model.addEventListener('model-change', (event) => {
    if (event instanceof CustomEvent && typeof event.detail?.id === 'string') {
      choose(event.detail.id);
    }
  });
  // From the widget's dialog: in this sandbox nobody pays for a plan.
  document.addEventListener('credits-upgrade', (event) => {
    if (!(event instanceof CustomEvent) || typeof event.detail?.plan !== 'string') return;
    event.preventDefault();
    upgrade(event.detail.plan);
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

/** For the widget, whenever its last token is about to end. */
async function getToken(): Promise<string> {
  const { token, calls } = await backend.getToken();
  showCalls(calls);
  return token;
}

async function begin(): Promise<void> {
  seen.open = matchMedia(WIDE).matches;
  listen();
  try {
    show(await backend.getState());
    Object.assign(balance, { getToken });
    // Its options say already how many more messages there are.
    Object.assign(model, { getToken, strings: { modelLikeLast: '' } });
    await showEstimate();
  } catch (error) {
    estimated.textContent = backend.wordsOf(error);
  }
}

void begin();
