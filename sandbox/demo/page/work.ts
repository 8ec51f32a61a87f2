// Actions on the app besides changing it, free or at a fixed price.
import * as backend from './backend.js';
import { drawMessage } from './chat.js';
import { showEstimate, showRefusal } from './cost.js';
import { find } from './dom.js';
import { shown } from './shown.js';
import {
  download,
  showApp,
  showCalls,
  showPrices,
  showRows,
  tell,
  tellDone,
  toEnd,
} from './view.js';

const PRICE_POLL_MS = 5_000;
/** A policy starts a minute after it is published. */
const MAX_PRICE_POLLS = 24;

/** Does something with the app, if the gate lets it through; answers what came of it. */
export async function act(action: string, body: object = {}): Promise<string | undefined> {
  try {
    const { gate, done, paid, calls, state: now } = await backend.act(action, body);
    showCalls(calls);
    shown.state = now;
    showApp(now);
    showRows(now);
    if (!gate.allowed) {
      tell('');
      showRefusal(gate);
      return undefined;
    }
    tellDone(action, done, paid);
    if (paid) {
      const receipt = now.messages.at(-1);
      find('welcome', HTMLElement).hidden = true;
      if (receipt) find('messages', HTMLElement).append(drawMessage(receipt, now.models));
      toEnd();
      await showEstimate();
    }
    return done;
  } catch (error) {
    tell(backend.wordsOf(error));
    return undefined;
  }
}

/** A policy that is to come is waited for: its prices stand on the buttons from then on. */
export async function followPrices(): Promise<void> {
  for (let poll = 0; poll < MAX_PRICE_POLLS; poll += 1) {
    const { state } = shown;
    if (!state || (state.prices.picture.soon ?? state.prices.connect.soon) === null) return;
    await new Promise((resolve) => setTimeout(resolve, PRICE_POLL_MS));
    const prices = await backend.getPrices().catch(() => undefined);
    if (!prices || !shown.state) continue;
    shown.state = { ...shown.state, prices };
    showPrices(shown.state);
  }
}

/** Listens to the app's own buttons and to its data. */
export function listenToWork(): void {
  for (const action of ['publish', 'share', 'picture', 'connect']) {
    find(action, HTMLElement).addEventListener('click', () => void act(action));
  }
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
}
