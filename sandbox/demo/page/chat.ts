// The conversation as it is drawn: messages, one of which may be being written.
import type { Message, ModelCard } from '../shared/wire.js';
import { count, credits, h } from './dom.js';
import { drawPaid, drawReceipt } from './receipt.js';

/** A message that stands. */
export function drawMessage(message: Message, models: readonly ModelCard[]): HTMLElement {
  const { who, text, steps, mode, receipt, paid } = message;
  if (who === 'visitor') {
    return h('li', { class: 'mine' }, h('span', { class: 'hidden' }, 'You: '), h('p', {}, text));
  }
  if (paid) return h('li', { class: 'theirs did' }, h('p', {}, text), drawPaid(paid));
  return h(
    'li',
    { class: `theirs ${mode}` },
    h('span', { class: 'hidden' }, 'Tinker: '),
    steps.length > 0 ? stepList(steps, true) : null,
    h('p', {}, text),
    receipt ? drawReceipt(receipt, models) : null,
  );
}

const stepList = (steps: readonly string[], done: boolean) =>
  h(
    'ul',
    { class: 'steps' },
    ...steps.map((step, index) =>
      h('li', { class: done || index < steps.length - 1 ? 'done' : 'now' }, step),
    ),
  );

/** A message that is being written. */
export class Writing {
  readonly element: HTMLElement;
  private readonly words = h('p', { class: 'words' });
  private readonly meter = h('p', { class: 'meter' }, 'Waiting for the first word…');
  private steps: string[] = [];
  private list = stepList([], false);
  private tokens = 0;
  private held = '0';

  constructor() {
    this.element = h(
      'li',
      { class: 'theirs writing', 'aria-busy': 'true' },
      h('span', { class: 'hidden' }, 'Tinker: '),
      this.list,
      this.words,
      this.meter,
    );
  }

  step(text: string): void {
    this.steps = [...this.steps, text];
    const list = stepList(this.steps, false);
    this.list.replaceWith(list);
    this.list = list;
  }

  write(text: string, outputTokens: number): void {
    this.words.append(text);
    this.tokens = outputTokens;
    this.tell();
  }

  hold(held: string): void {
    this.held = held;
    this.tell();
  }

  /** No more is going to come. */
  end(): void {
    this.element.removeAttribute('aria-busy');
    this.element.classList.remove('writing');
    this.meter.remove();
  }

  /** It came to nothing, for a reason. */
  fail(words: string): void {
    this.words.append(` … ${words}`);
    this.end();
  }

  private tell(): void {
    this.meter.textContent = `${credits(this.held)} reserved · ${count(this.tokens)} tokens written`;
  }
}
