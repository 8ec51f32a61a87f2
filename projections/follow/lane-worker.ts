import { setTimeout as sleep } from 'node:timers/promises';
import { WakeUp } from '../../platform/wake-up.js';
import type { DecodedEvent } from './decoded-event.js';
import type { Lane } from './lane.js';

const MAX_BATCH_EVENTS = 1_000;
/** Reading from the log pauses while a lane is this far behind. */
const MAX_WAITING_EVENTS = 4_000;
/** With this few events, a client is likely waiting for its own write. */
const FEW_EVENTS = 2;
const PAUSE_MS = 50;

/**
 * Feeds one lane with arriving events. The first event after a pause is handled at once. Under
 * load, a lane rests for 50 ms after each batch, so that batches grow and their fixed cost takes
 * less CPU time.
 */
export class LaneWorker {
  private waiting: DecodedEvent[] = [];
  private pushed = 0;
  private handled = 0;
  /** Events received when the log last had no more: the last of them ends its append. */
  private whole = 0;
  /** Events received when the log first had no more. */
  private liveAfter: number | undefined;
  private isLive = false;
  private readonly news = new WakeUp();
  private readonly roomMade = new WakeUp();

  constructor(
    private readonly lane: Pick<Lane, 'handle'>,
    /** Called when the lane has handled everything that was there at the start. */
    private readonly onLive: () => Promise<void>,
  ) {}

  /** `caughtUp`: the log has no more at present. */
  push(events: readonly DecodedEvent[], caughtUp: boolean): void {
    for (const event of events) this.waiting.push(event);
    this.pushed += events.length;
    if (caughtUp) {
      this.liveAfter ??= this.pushed;
      this.whole = this.pushed;
    }
    this.news.call();
  }

  /** Waits until there is room, or `signal` aborts. */
  async room(signal: AbortSignal): Promise<void> {
    while (this.waiting.length >= MAX_WAITING_EVENTS && !signal.aborted) {
      await this.roomMade.wait(signal);
    }
  }

  /** Works until `signal` aborts, finishing the current batch; rethrows errors of the lane. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const startedMs = performance.now();
      const batch = this.take();
      if (batch.length > 0) await this.lane.handle(batch);
      this.handled += batch.length;
      await this.sayWhenLive();
      if (batch.length === 0) await this.news.wait(signal);
      else await this.rest(batch.length, performance.now() - startedMs, signal);
    }
  }

  /**
   * Takes events up to the end of an append: readers must not see a balance before its level.
   * Appends are contiguous in the log, and mostly far smaller than a batch.
   */
  private take(): DecodedEvent[] {
    const last = this.waiting.slice(0, MAX_BATCH_EVENTS).findLastIndex(endsAppend);
    const end = last < 0 ? this.waiting.findIndex(endsAppend) : last;
    const whole = Math.min(this.whole - this.handled, MAX_BATCH_EVENTS);
    const batch = this.waiting.splice(0, Math.max(end + 1, whole));
    if (batch.length > 0) this.roomMade.call();
    return batch;
  }

  private async sayWhenLive(): Promise<void> {
    if (this.isLive || this.liveAfter === undefined || this.handled < this.liveAfter) return;
    this.isLive = true;
    await this.onLive();
  }

  private async rest(events: number, busyMs: number, signal: AbortSignal): Promise<void> {
    const pauseMs = events > FEW_EVENTS ? PAUSE_MS : Math.min(2 * busyMs, PAUSE_MS);
    if (this.waiting.length >= MAX_BATCH_EVENTS || pauseMs < 1) return;
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}

/** An unreadable event ends a batch: its projection stops there. */
const endsAppend = (event: DecodedEvent): boolean =>
  'failure' in event || event.recorded.revision === event.recorded.meta.append_end;
