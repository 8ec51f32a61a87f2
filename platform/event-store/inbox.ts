import type { AllStreamResolvedEvent, EventStoreDBClient } from '@eventstore/db-client';
import { toReadEvent, type ReadEvent } from './stored-event.js';

/** A subscription stops reading from the wire while this many events wait to be handled. */
const MAX_WAITING_EVENTS = 4_096;

/** What a subscription hands over at once. `caughtUp`: nothing more was waiting at the store. */
export interface Batch {
  readonly events: ReadEvent[];
  readonly caughtUp: boolean;
}

type Subscription = ReturnType<EventStoreDBClient['subscribeToAll']>;

/** What has arrived and waits: bounded, because the wire is paused when it is full. */
export class Inbox {
  private waiting: ReadEvent[] = [];
  private caughtUp = false;
  private failure: Error | undefined;
  private ended = false;
  private wake: (() => void) | undefined;
  /** Events the client had parsed but not handed over when it said `caughtUp`: they come first. */
  private beforeMark = 0;

  constructor(private readonly subscription: Subscription) {
    subscription.on('data', (resolved: AllStreamResolvedEvent) => {
      const event = toReadEvent(resolved);
      if (event) this.waiting.push(event);
      this.caughtUp = this.beforeMark > 0 && --this.beforeMark === 0;
      if (this.waiting.length >= MAX_WAITING_EVENTS) subscription.pause();
      this.wake?.();
    });
    subscription.on('caughtUp', () => {
      this.beforeMark = subscription.readableLength;
      this.caughtUp = this.beforeMark === 0;
      this.wake?.();
    });
    subscription.on('error', (error: Error) => {
      this.failure = error;
      this.wake?.();
    });
    subscription.on('end', () => this.lose());
    subscription.on('close', () => this.lose());
  }

  end(): void {
    this.ended = true;
    this.wake?.();
  }

  /** The next events, at most `max`; undefined at the end; throws what broke the subscription. */
  async take(max: number): Promise<Batch | undefined> {
    while (this.waiting.length === 0 && !this.caughtUp && !this.failure && !this.ended) {
      await new Promise<void>((resolve) => (this.wake = resolve));
      this.wake = undefined;
    }
    if (this.ended) return undefined;
    if (this.waiting.length === 0 && this.failure) throw this.failure;
    const events = this.waiting.splice(0, max);
    const caughtUp = this.caughtUp && this.waiting.length === 0;
    if (caughtUp) this.caughtUp = false;
    if (this.subscription.isPaused() && this.waiting.length < MAX_WAITING_EVENTS / 2) {
      this.subscription.resume();
    }
    return { events, caughtUp };
  }

  private lose(): void {
    if (!this.ended) this.failure ??= new Error('the event store ended the subscription');
    this.wake?.();
  }
}
