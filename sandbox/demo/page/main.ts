// The page of the demo: listens, asks the backend, and draws what it says.
import type { DemoState } from '../shared/wire.js';
import * as backend from './backend.js';
import { converse, show, stop } from './conversation.js';
import { jump, jumped, planChanged, setMode, setModel, showEstimate, spendAll } from './cost.js';
import { find } from './dom.js';
import { modeNow, showCalls, showNoApp, showTab } from './view.js';
import { followPrices, listenToWork } from './work.js';

const WIDE = '(min-width: 1240px)';
const START_POLL_MS = 1_500;
const MAX_START_POLLS = 40;

const ask = find('ask', HTMLTextAreaElement);
const model = find('model', HTMLElement);

function listenToConversation(): void {
  find('composer', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    void converse(ask.value || ask.placeholder);
  });
  ask.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void converse(ask.value);
  });
  find('suggestions', HTMLElement).addEventListener('click', ({ target }) => {
    if (target instanceof HTMLButtonElement) void converse(target.textContent);
  });
  find('stop', HTMLElement).addEventListener('click', stop);
  for (const radio of document.querySelectorAll('input[name=mode]')) {
    radio.addEventListener('change', () => {
      setMode(modeNow());
      void showEstimate();
    });
  }
  model.addEventListener('model-change', (event) => {
    if (event instanceof CustomEvent && typeof event.detail?.id === 'string') {
      setModel(event.detail.id);
    }
  });
  // A receipt that opens below the edge of the conversation is brought into it.
  find('log', HTMLElement).addEventListener(
    'toggle',
    ({ target }) => {
      if (target instanceof HTMLDetailsElement && target.open) {
        target.scrollIntoView({ block: 'nearest' });
      }
    },
    { capture: true },
  );
}

function listen(): void {
  listenToConversation();
  listenToWork();
  document.addEventListener('plan-change', (event) => {
    if (event instanceof CustomEvent) planChanged(event.detail?.status);
  });
  find('show-app', HTMLElement).addEventListener('click', () => showTab(false));
  find('show-data', HTMLElement).addEventListener('click', () => showTab(true));
  find('renewal', HTMLElement).addEventListener('click', () => void jump());
  find('spend-all', HTMLElement).addEventListener('click', () => void spendAll());
}

/** For the widget, whenever its last token is about to end. */
async function getToken(): Promise<string> {
  await jumped();
  const { token, calls } = await backend.getToken();
  showCalls(calls);
  return token;
}

/** The first word of the backend, which may still be starting. */
async function firstState(): Promise<DemoState> {
  for (let poll = 1; ; poll += 1) {
    try {
      return await backend.getState();
    } catch (error) {
      if (poll === MAX_START_POLLS) throw error;
      const words = `${backend.wordsOf(error)} This page goes on by itself.`;
      find('estimate', HTMLElement).textContent = words;
      await new Promise((resolve) => setTimeout(resolve, START_POLL_MS));
    }
  }
}

async function begin(): Promise<void> {
  find('seen', HTMLDetailsElement).open = matchMedia(WIDE).matches;
  listen();
  showNoApp();
  try {
    show(await firstState());
    Object.assign(find('balance', HTMLElement), { getToken });
    // Its options say already how many more messages there are.
    Object.assign(model, { getToken, strings: { modelLikeLast: '' } });
    await showEstimate();
    await followPrices();
  } catch (error) {
    find('estimate', HTMLElement).textContent = backend.wordsOf(error);
  }
}

void begin();
