// Shows the next message's cost, why it cannot be sent, and what helps.
import type { Gate, Instead, Mode } from '../shared/wire.js';
import * as backend from './backend.js';
import { credits, find } from './dom.js';
import { shown } from './shown.js';
import { modeNow, showCalls, showCost, showMode, showSuggestions, tell, toEnd } from './view.js';
import { drawTrouble, drawWaysOn } from './ways-on.js';

const wayOn = find('way-on', HTMLElement);
const model = find('model', HTMLElement);

const CARD_MARGIN_PX = 12;

let estimates = 0;

/** Shows what the typed message would cost; only the newest answer counts. */
export async function showEstimate(): Promise<void> {
  estimates += 1;
  const mine = estimates;
  try {
    const { gate, calls } = await backend.estimate({ model: shown.model, mode: modeNow() });
    showCalls(calls);
    if (mine !== estimates) return;
    showCost(gate);
    // A user without credits learns so before writing a message that would be refused.
    if (!gate.allowed && Number(gate.available) <= 0) showRefusal(gate);
  } catch (error) {
    if (mine === estimates) find('estimate', HTMLElement).textContent = backend.wordsOf(error);
  }
}

/** Hides the estimate while a message runs, because the balance it was based on is outdated. */
export function hideEstimate(): void {
  estimates += 1;
  const estimated = find('estimate', HTMLElement);
  estimated.textContent = '';
  estimated.classList.remove('short');
}

/** In place of an answer: why there is none, and the ways on. */
export function showRefusal(gate: Gate, instead: readonly Instead[] = []): void {
  const models = shown.state?.models ?? [];
  const on = { wait: () => void jump(), instead: choose };
  wayOn.replaceChildren(drawWaysOn({ gate, instead, models }, on));
  showSuggestions([]);
  toWaysOn();
  keepInView();
}

/** The widget's button in it is drawn late, and so is what is around it. */
const settling = new ResizeObserver(() => toWaysOn());
const stopSettling = (): void => settling.disconnect();
const HANDS = ['pointerdown', 'wheel', 'keydown', 'touchmove'] as const;

/** Until somebody lays hands on the page: where they scroll to is theirs to say. */
function keepInView(): void {
  stopSettling();
  settling.observe(wayOn);
  settling.observe(find('log', HTMLElement));
  for (const hand of HANDS) {
    document.addEventListener(hand, stopSettling, { once: true, passive: true });
  }
}

/** Its heading comes first, also where all of it does not fit. */
function toWaysOn(): void {
  const log = find('log', HTMLElement);
  const card = wayOn.firstElementChild;
  if (card instanceof HTMLElement) log.scrollTo({ top: card.offsetTop - CARD_MARGIN_PX });
  log.scrollIntoView({ block: 'nearest' });
}

/** In place of an answer: what went wrong, and what that means for the credits. */
export function showTrouble(words: string): void {
  wayOn.replaceChildren(drawTrouble(words));
  toWaysOn();
}

/** To what came last: the card, if one stands there, else the end of the conversation. */
export const toNewest = (): void => (wayOn.firstElementChild ? toWaysOn() : toEnd());

/** Takes away what was in the way. */
export function leaveWaysOn(): void {
  if (wayOn.contains(document.activeElement)) {
    find('log', HTMLElement).focus({ preventScroll: true });
  }
  stopSettling();
  wayOn.replaceChildren();
  if (shown.state) showSuggestions(shown.state.suggestions);
}

/** Does something that changes the credits, then asks anew what a message costs. */
export async function moving(work: () => Promise<string>): Promise<void> {
  try {
    tell(await work());
    leaveWaysOn();
    await showEstimate();
  } catch (error) {
    tell(backend.wordsOf(error));
  }
}

/** The widget has changed the plan: what that does to the credits is asked for anew. */
export const planChanged = (status: unknown): void =>
  void moving(async () => CHANGES[String(status)] ?? 'Nothing has changed.');

const CHANGES: Readonly<Record<string, string>> = {
  applied: 'You have the new plan and all of its credits.',
  pending: 'The new plan begins once it is paid.',
  scheduled: 'It changes with the next period.',
  withdrawn: 'Your plan stays as it is.',
};

const RENEWALS = {
  free: 'A new period has begun: your plan’s credits are back.',
  paid: 'A new period has begun, and is paid: your plan’s credits are there.',
  unpaid: 'The renewal is not paid. What your plan gave stays for 96 hours after its period.',
} as const;

let jumping: Promise<unknown> = Promise.resolve();

/** Ends when the sandbox's clock moves no more: tokens of before have ended then. */
export const jumped = (): Promise<unknown> => jumping;

/** Lets the sandbox's clock pass to the next period, until its renewal is paid. */
export const jump = (): Promise<void> =>
  moving(async () => {
    const renewed = backend.jumpToRenewal();
    jumping = renewed.catch(() => undefined);
    const { pays, calls } = await renewed;
    showCalls(calls);
    return RENEWALS[pays];
  });

/** Spends all that is left in one charge. */
export const spendAll = (): Promise<void> =>
  moving(async () => {
    const { spent, debt, calls } = await backend.spendAll();
    showCalls(calls);
    if (Number(debt) > 0) return `You owe ${credits(debt)}: there is nothing left to use up.`;
    if (Number(spent) <= 0) return 'There was nothing left to use up. Try what still works.';
    return 'Your credits are used up. Try what still works.';
  });

/** What a model costs in this mode is the widget's to know. */
export function setMode(mode: Mode): void {
  showMode(mode);
  model.setAttribute('mode', mode);
}

/** From now on messages go to this model. */
export function setModel(id: string): void {
  shown.model = id;
  model.setAttribute('value', id);
  void showEstimate();
}

/** The message that was refused stays in its field, to be sent in another way. */
function choose({ model: id, mode }: Instead): void {
  setMode(mode);
  setModel(id);
  leaveWaysOn();
  find('ask', HTMLTextAreaElement).focus();
}
