import { status } from '@grpc/grpc-js';
import { StoreUnavailable } from './failures.js';
import { Inbox, type Batch } from './inbox.js';
import { cancel, type Reading } from './reader.js';
import type { ReadResponse } from '../wire/read-wire.js';

const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 1_000;
/** A subscription that broke so often in a row, with no event in between, is given up: some 7 s. */
const MAX_FRUITLESS_TRIES = 12;

/** The store went away, or would not wait for a slow reader. Anything else would come again. */
const PASSING: readonly unknown[] = [status.ABORTED, status.CANCELLED, status.UNAVAILABLE];

/** What a subscription is made with. */
export interface SubscriptionOptions {
  /** Opens a call that brings everything after a position, from the beginning for null. */
  readonly open: (after: bigint | null) => Promise<Reading>;
  readonly after: bigint | null;
  /** Says in words why the store refuses. */
  readonly explain: (error: unknown) => unknown;
  /** Told each time the store has taken the subscription up again. */
  readonly onResumed: () => void;
}

/**
 * Everything after a position, in order and once, whatever becomes of the calls that bring it.
 * EventStoreDB ends the call of a reader that falls 32 events behind while live: the next call
 * begins behind the last event received, at once where one has come since the call before, else
 * after a pause. A refusal, and a store that stays away, end the subscription.
 */
export class Subscription {
  private readonly inbox = new Inbox();
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

  /** The next events, at most `max`; undefined at the end; throws what ended the subscription. */
  async take(max: number): Promise<Batch | undefined> {
    const batch = await this.inbox.take(max);
    if (this.inbox.hasRoom && this.reading?.isPaused()) this.reading.resume();
    return batch;
  }

  /** Whoever waits for events is told that there are no more. */
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
    // What a call still delivers once it has broken comes again by the next one.
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
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), MAX_PAUSE_MS);
    this.timer = setTimeout(() => this.open(), pauseMs * (0.5 + Math.random() / 2));
  }
}

/** A call that ended without an error counts as one that the store let go of. */
const isPassing = (error: unknown): boolean =>
  error === undefined ||
  (error instanceof Error && 'code' in error && PASSING.includes(error.code));
