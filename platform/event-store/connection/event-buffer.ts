import { WakeUp } from '../../wake-up.js';
import type { ReadResponse } from '../wire/read-wire.js';
import type { ReadEvent } from '../wire/stored-event.js';

/** A subscription stops reading from the connection while this many events wait. */
const MAX_WAITING_EVENTS = 4_096;

/** Events handed over together. `caughtUp`: the store has no more at present. */
export interface Batch {
  readonly events: ReadEvent[];
  readonly caughtUp: boolean;
}

/**
 * Buffers events of a subscription until they are handled. Bounded: the connection is paused when
 * it is full.
 */
export class EventBuffer {
  private waiting: ReadEvent[] = [];
  private caughtUp = false;
  private failure: { readonly error: unknown } | undefined;
  private ended = false;
  private readonly news = new WakeUp();

  /** Adds a response. */
  receive(response: ReadResponse): void {
    if (response.kind === 'other') return;
    if (response.kind === 'event') this.waiting.push(response.event);
    else this.caughtUp = true;
    this.news.call();
  }

  /** Ends the buffer with an error, thrown after the remaining events are taken. */
  fail(error: unknown): void {
    this.failure ??= { error };
    this.news.call();
  }

  /** Ends the buffer. */
  end(): void {
    this.ended = true;
    this.news.call();
  }

  get isFull(): boolean {
    return this.waiting.length >= MAX_WAITING_EVENTS;
  }

  /** Whether less than half of the limit waits. */
  get hasRoom(): boolean {
    return this.waiting.length < MAX_WAITING_EVENTS / 2;
  }

  /** Takes at most `max` events; undefined at the end; throws the error that ended it. */
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
