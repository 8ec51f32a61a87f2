import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '../../platform/log.js';
import { ThrottledWarnings } from '../../platform/failures/throttled-warnings.js';
import { retrying, type RetryOptions } from '../../platform/patience/back-off.js';
import { LOG } from '../http/log.js';
import type { Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import {
  EventStore,
  type Recorded,
  type RecordedBatch,
} from '../../platform/event-store/event-store.js';

const PAUSES = { firstMs: 100, longestMs: 5_000 };
/** With no sign of life for this long, the subscription may be behind without knowing it. */
export const SILENCE_LIMIT_MS = 5_000;

/** A moment by two clocks: the monotonic one, and the product's, which the sandbox moves on. */
export interface Moment {
  readonly ms: number;
  readonly at: Instant;
}

/**
 * The one subscription of this process to models and the catalogue: hands every event to whoever
 * keeps them folded, from the beginning of the log, and says how fresh that is.
 */
@Injectable()
export class CatalogueFeed {
  private readonly aborter = new AbortController();
  private readonly takers: ((recorded: Recorded) => void)[] = [];
  private lastSign: Moment = { ms: -Infinity, at: -Infinity };
  private position: bigint | null = null;
  private running: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Hands over every event from now on; before `start`. */
  onEvent(take: (recorded: Recorded) => void): void {
    this.takers.push(take);
  }

  /** Begins; resolves once everything that was in the log has been handed over. */
  start(): Promise<void> {
    return new Promise((caughtUp) => {
      this.running = this.run(caughtUp);
    });
  }

  async stop(): Promise<void> {
    this.aborter.abort();
    await this.running;
  }

  /**
   * Whether the subscription has shown for 5 s neither that it is at the end of the log nor an
   * event younger than that: then ask the store itself.
   */
  isSilent(): boolean {
    return this.isOld(this.lastSign);
  }

  /** This moment, for `isOld` later on. */
  moment(): Moment {
    return { ms: performance.now(), at: this.clock.now() };
  }

  /** Whether what was known at that moment may be out of date: 5 s have passed by either clock. */
  isOld({ ms, at }: Moment): boolean {
    return performance.now() - ms > SILENCE_LIMIT_MS || this.clock.now() - at > SILENCE_LIMIT_MS;
  }

  private async run(caughtUp: () => void): Promise<void> {
    const { signal } = this.aborter;
    const complaints = new ThrottledWarnings(this.log);
    const retries: RetryOptions = {
      pauses: PAUSES,
      signal,
      onFailure(error, pauseMs) {
        complaints.warn(error, { pauseMs }, 'the subscription to models and plans broke; again');
      },
    };
    while (!signal.aborted) await retrying((heard) => this.follow(caughtUp, heard), retries);
  }

  private async follow(caughtUp: () => void, heard: () => void): Promise<void> {
    const prefixes = ['model-', 'catalogue-'];
    const { signal } = this.aborter;
    for await (const batch of this.store.subscribe({ after: this.position, prefixes, signal })) {
      for (const event of batch.events) this.takers.forEach((take) => take(event));
      this.position = batch.position ?? this.position;
      heard();
      if (this.isUpToDate(batch)) this.lastSign = this.moment();
      if (batch.caughtUp) caughtUp();
    }
  }

  /** Old events come one after another while a subscription catches up: no sign that it has. */
  private isUpToDate({ caughtUp, events }: RecordedBatch): boolean {
    const last = events.at(-1);
    const isYoung = last && this.clock.now() - last.meta.recorded_at <= SILENCE_LIMIT_MS;
    return caughtUp || isYoung === true;
  }
}
