import { setTimeout as sleep } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from '../../platform/log.js';
import { LOG } from '../http/log.js';
import { EventStore, type Recorded } from '../../platform/event-store.js';

const FIRST_RETRY_MS = 100;
const MAX_RETRY_MS = 5_000;
/** With no sign of life for this long, the subscription may be behind without knowing it. */
export const SILENCE_LIMIT_MS = 5_000;

/**
 * The one subscription of this process to models and the catalogue: hands every event to whoever
 * keeps them folded, from the beginning of the log, and says how fresh that is.
 */
@Injectable()
export class CatalogueFeed {
  private readonly aborter = new AbortController();
  private readonly takers: ((recorded: Recorded) => void)[] = [];
  private lastSignMs = -Infinity;
  private position: bigint | null = null;
  private running: Promise<void> | undefined;

  constructor(
    private readonly store: EventStore,
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

  /** Whether the subscription has given no sign of life for 5 s: then ask the store itself. */
  isSilent(): boolean {
    return performance.now() - this.lastSignMs > SILENCE_LIMIT_MS;
  }

  private async run(caughtUp: () => void): Promise<void> {
    const { signal } = this.aborter;
    for (let pauseMs = FIRST_RETRY_MS; !signal.aborted;) {
      const before = this.lastSignMs;
      try {
        await this.follow(caughtUp);
      } catch (error) {
        if (signal.aborted) return;
        pauseMs = this.lastSignMs > before ? FIRST_RETRY_MS : Math.min(2 * pauseMs, MAX_RETRY_MS);
        this.log.warn({ err: error, pauseMs }, 'the subscription to models and plans broke; again');
        await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private async follow(caughtUp: () => void): Promise<void> {
    const prefixes = ['model-', 'catalogue-'];
    const { signal } = this.aborter;
    for await (const batch of this.store.subscribe({ after: this.position, prefixes, signal })) {
      for (const event of batch.events) this.takers.forEach((take) => take(event));
      this.position = batch.position ?? this.position;
      this.lastSignMs = performance.now();
      if (batch.caughtUp) caughtUp();
    }
  }
}
