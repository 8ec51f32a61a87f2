import { WakeUp } from '../../wake-up.js';
import type { ReadResponse } from '../wire/read-wire.js';
import type { ReadEvent } from '../wire/stored-event.js';

/** A subscription stops reading from the wire while this many events wait to be handled. */
const MAX_WAITING_EVENTS = 4_096;

/** What a subscription hands over at once. `caughtUp`: nothing more was waiting at the store. */
export interface Batch {
  readonly events: ReadEvent[];
  readonly caughtUp: boolean;
}

/** What has arrived and waits: bounded, because the wire is paused when it is full. */
export class Inbox {
  private waiting: ReadEvent[] = [];
  private caughtUp = false;
  private failure: { readonly error: unknown } | undefined;
  private ended = false;
  private readonly news = new WakeUp();

  /** Takes what has arrived. */
  receive(response: ReadResponse): void {
    if (response.kind === 'other') return;
    if (response.kind === 'event') this.waiting.push(response.event);
    else this.caughtUp = true;
    this.news.call();
  }

  /** Nothing more will arrive, for this reason: whoever has taken all is told. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.news.call();
  }

  /** Nothing more is wanted. */
  end(): void {
    this.ended = true;
    this.news.call();
  }

  get isFull(): boolean {
    return this.waiting.length >= MAX_WAITING_EVENTS;
  }

  /** Less than half of what it may hold waits. */
  get hasRoom(): boolean {
    return this.waiting.length < MAX_WAITING_EVENTS / 2;
  }

  /** The next events, at most `max`; undefined at the end; throws what broke the subscription. */
  async take(max: number): Promise<Batch | undefined> {
    while (this.waiting.length === 0 && !this.caughtUp && !this.failure && !this.ended) {
      await this.news.wait();
    }
    if (this.ended) return undefined;
    if (this.waiting.length === 0 && this.failure) throw this.failure.error;
    const events = this.waiting.splice(0, max);
    const caughtUp = this.caughtUp && this.waiting.length === 0;
    if (caughtUp) this.caughtUp = false;
    return { events, caughtUp };
  }
}
