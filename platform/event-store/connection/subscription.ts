import { status } from '@grpc/grpc-js';
import { backOffMs } from '../../patience/back-off.js';
import { StoreUnavailable } from './failures.js';
import { EventBuffer, type Batch } from './event-buffer.js';
import { cancel, type Reading } from './reader.js';
import type { ReadResponse } from '../wire/read-wire.js';

const PAUSES = { firstMs: 50, longestMs: 1_000 };
/** Consecutive failures without an event before a subscription gives up: some 7 s. */
const MAX_FRUITLESS_TRIES = 12;

/** The store is unavailable, or dropped a slow reader. Other errors would only recur. */
const PASSING: readonly unknown[] = [status.ABORTED, status.CANCELLED, status.UNAVAILABLE];

/** Options of a subscription. */
export interface SubscriptionOptions {
  /** Opens a call that delivers everything after a position; null: from the beginning. */
  readonly open: (after: bigint | null) => Promise<Reading>;
  readonly after: bigint | null;
  /** Explains a refusal of the store. */
  readonly explain: (error: unknown) => unknown;
  /** Called each time the subscription is resumed. */
  readonly onResumed: () => void;
}

/**
 * Delivers everything after a position, in order and once, across broken calls. EventStoreDB ends
 * the call of a live reader that falls 32 events behind: the next call starts after the last event
 * received, at once if the previous call delivered any, otherwise after a delay. A refusal or an
 * unavailable store ends the subscription.
 */
export class Subscription {
  private readonly inbox = new EventBuffer();
  private reading: Reading | undefined;
  /** Position of the last event received. */
  private after: bigint | null;
  private isTaken = false;
  private isResuming = false;
  private fruitlessTries = 0;
  private timer: NodeJS.Timeout | undefined;
  private ended = false;

  constructor(private readonly options: SubscriptionOptions) {
    this.after = options.after;
    this.open();
  }

  /** Takes at most `max` events; undefined at the end; throws the error that ended it. */
  async take(max: number): Promise<Batch | undefined> {
    const batch = await this.inbox.take(max);
    if (this.inbox.hasRoom && this.reading?.isPaused()) this.reading.resume();
    return batch;
  }

  /** Ends the subscription and wakes its consumer. */
  end(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.inbox.end();
    if (this.reading) cancel(this.reading);
    this.reading = undefined;
  }

  private open(): void {
    this.options.open(this.after).then(
      (reading) => (this.ended ? cancel(reading) : this.listen(reading)),
      (error: unknown) => this.lose(error),
    );
  }

  private listen(reading: Reading): void {
    this.reading = reading;
    // Ignore what a broken call still delivers: the next call repeats it.
    const isCurrent = () => this.reading === reading;
    const lost = (error?: unknown) => {
      if (!isCurrent()) return;
      this.reading = undefined;
      this.lose(error);
    };
    reading.on('data', (response: ReadResponse) => {
      if (!isCurrent()) return;
      this.receive(response);
      if (this.inbox.isFull) reading.pause();
    });
    reading.on('error', lost);
    reading.on('end', () => lost());
    reading.on('close', () => lost());
  }

  private receive(response: ReadResponse): void {
    this.isTaken = true;
    if (this.isResuming) this.options.onResumed();
    this.isResuming = false;
    if (response.kind === 'event') {
      this.after = response.event.position;
      this.fruitlessTries = 0;
    }
    this.inbox.receive(response);
  }

  private lose(error: unknown): void {
    if (this.ended) return;
    if (!this.isTaken || !isPassing(error) || this.fruitlessTries >= MAX_FRUITLESS_TRIES) {
      const lost = error ?? new StoreUnavailable('the event store ended the subscription');
      return this.inbox.fail(this.options.explain(lost));
    }
    const tries = this.fruitlessTries;
    this.fruitlessTries += 1;
    this.isResuming = true;
    if (tries === 0) return this.open();
    this.timer = setTimeout(() => this.open(), backOffMs(tries, PAUSES));
  }
}

/** A call that ended without an error counts as dropped by the store. */
const isPassing = (error: unknown): boolean =>
  error === undefined ||
  (error instanceof Error && 'code' in error && PASSING.includes(error.code));
