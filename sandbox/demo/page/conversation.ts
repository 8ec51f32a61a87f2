// Sends messages and renders the replies.
import type { DemoState, StreamEvent } from '../shared/wire.js';
import * as backend from './backend.js';
import { drawMessage, Writing } from './chat.js';
import {
  hideEstimate,
  leaveWaysOn,
  showEstimate,
  showRefusal,
  showTrouble,
  toNewest,
} from './cost.js';
import { find } from './dom.js';
import { shown } from './shown.js';
import {
  modeNow,
  showApp,
  showCalls,
  showCost,
  showRows,
  showSuggestions,
  tell,
  toEnd,
  whatIfNow,
} from './view.js';

const RECEIPT_POLLS = 20;
const RECEIPT_POLL_MS = 250;

const messages = find('messages', HTMLElement);
const ask = find('ask', HTMLTextAreaElement);

let running: AbortController | undefined;

/** Draws everything anew. */
export function show(now: DemoState): void {
  shown.state = now;
  messages.replaceChildren(...now.messages.map((one) => drawMessage(one, now.models)));
  find('welcome', HTMLElement).hidden = now.messages.length > 0;
  find('calls', HTMLElement).replaceChildren();
  showCalls(now.calls);
  showApp(now);
  showRows(now);
  showSuggestions(now.suggestions);
  if (now.messages.length > 0) toEnd();
}

/** Ends the message that is being written; what was written is paid for. */
export const stop = (): void => running?.abort();

/** Sends a message and shows what becomes of it. */
export async function converse(text: string): Promise<void> {
  if (running || text.trim() === '') return;
  const controller = new AbortController();
  setRunning(controller);
  leaveWaysOn();
  hideEstimate();
  // What was told of the balance before does not hold any more.
  tell('');
  find('welcome', HTMLElement).hidden = true;
  find('first', HTMLElement).hidden = true;
  const mine = drawMessage({ id: '', who: 'visitor', text, steps: [], mode: modeNow() }, []);
  const writing = new Writing();
  messages.append(mine, writing.element);
  ask.value = '';
  toEnd();
  const sending = new Sending(text, [mine, writing.element], writing);
  const goesOn = await sending.send(controller.signal);
  setRunning(undefined);
  toNewest();
  find('what-if', HTMLSelectElement).value = 'nothing';
  if (goesOn) await showEstimate();
}

function setRunning(controller: AbortController | undefined): void {
  const [send, stop] = [find('send', HTMLElement), find('stop', HTMLElement)];
  const suggestions = find('suggestions', HTMLElement);
  const { activeElement } = document;
  const wasThere =
    activeElement === send || activeElement === stop || suggestions.contains(activeElement);
  running = controller;
  send.hidden = controller !== undefined;
  stop.hidden = controller === undefined;
  suggestions.classList.toggle('waiting', controller !== undefined);
  // The pressed button disappears: move keyboard focus to the button that replaces it.
  // Do not scroll: the user is reading the answer.
  if (wasThere) (controller ? stop : send).focus({ preventScroll: true });
}

/** One message on its way. */
class Sending {
  private hasStarted = false;
  private isDone = false;

  constructor(
    private readonly text: string,
    private readonly drawn: readonly HTMLElement[],
    private readonly writing: Writing,
  ) {}

  /** Resolves when it has come to an end, with whether what the next one costs is to be asked. */
  async send(signal: AbortSignal): Promise<boolean> {
    const message = {
      text: this.text,
      model: shown.model,
      mode: modeNow(),
      what_if: whatIfNow(),
    };
    try {
      const refused = await backend.sendMessage(message, (event) => this.hear(event), signal);
      if (refused) {
        this.unsaid();
        showCalls(refused.calls);
        showCost(refused.gate);
        showRefusal(refused.gate, refused.instead);
        return false;
      }
      // It ended, and said nothing of its end.
      if (!this.isDone) await this.cut();
    } catch (error) {
      if (signal.aborted) await lateReceipt();
      else if (this.hasStarted) await this.cut();
      else {
        this.unsaid();
        const words = backend.wordsOf(error);
        showTrouble(`${words} Nothing was sent, and nothing was charged.`);
      }
    }
    return true;
  }

  /** Back into the field: what did not get through is no part of the conversation. */
  private unsaid(): void {
    for (const element of this.drawn) element.remove();
    find('welcome', HTMLElement).hidden = messages.childElementCount > 0;
    ask.value = this.text;
  }

  /** The backend has noticed too and has charged what was written: its receipt comes late. */
  private async cut(): Promise<void> {
    this.writing.end();
    const isThere = await lateReceipt();
    showTrouble(
      'The connection broke in the middle of the answer. You pay for what was written until ' +
        `then; the rest of what was reserved is yours again. ${isThere ? '' : TRY_LATER}`,
    );
  }

  private hear(event: StreamEvent): void {
    const { writing } = this;
    switch (event.type) {
      case 'call':
        return showCalls([event.call]);
      case 'started':
        this.hasStarted = true;
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
        this.isDone = true;
        writing.element.replaceWith(drawMessage(message, shown.state?.models ?? []));
        if (shown.state) {
          shown.state = { ...shown.state, app, suggestions };
          showApp(shown.state);
        }
        showSuggestions(suggestions);
        return toEnd();
      }
      case 'failed':
        this.isDone = true;
        return writing.fail(event.message);
    }
  }
}

const TRY_LATER = 'Load the page anew in a moment to see what it came to.';

/** Waits for what the backend makes of a message that was left; false: it does not answer. */
async function lateReceipt(): Promise<boolean> {
  for (let poll = 0; poll < RECEIPT_POLLS; poll += 1) {
    const now = await backend.getState().catch(() => undefined);
    if (now?.messages.at(-1)?.who === 'builder') {
      show(now);
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, RECEIPT_POLL_MS));
  }
  return false;
}
