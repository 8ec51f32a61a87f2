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
/** Without any event or heartbeat for this long, the subscription may be behind. */
export const SILENCE_LIMIT_MS = 5_000;

/** An instant on two clocks: monotonic, and the product's, which the test clock can advance. */
export interface Moment {
  readonly ms: number;
  readonly at: Instant;
}

/**
 * The process's subscription to models and the catalogue: passes every event, from the beginning of
 * the log, to the caches, and knows how current they are.
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

  /** Registers a listener for every event; before `start`. */
  onEvent(take: (recorded: Recorded) => void): void {
    this.takers.push(take);
  }

  /** Starts; resolves once all events of the log so far have been passed on. */
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
   * Whether the subscription has shown for 5 s neither the end of the log nor a recent event: then
   * read the store instead.
   */
  isSilent(): boolean {
    return this.isOld(this.lastSign);
  }

  /** The current moment, for `isOld`. */
  moment(): Moment {
    return { ms: performance.now(), at: this.clock.now() };
  }

  /** Whether data of that moment may be outdated: 5 s have passed on either clock. */
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
        complaints.warn(
          error,
          { pauseMs },
          'the subscription to models and plans broke: trying again',
        );
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

  /** Events of a subscription that is catching up do not show that it is current. */
  private isUpToDate({ caughtUp, events }: RecordedBatch): boolean {
    const last = events.at(-1);
    const isYoung = last && this.clock.now() - last.meta.recorded_at <= SILENCE_LIMIT_MS;
    return caughtUp || isYoung === true;
  }
}
