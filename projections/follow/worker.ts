import { setTimeout as sleep } from 'node:timers/promises';
import { WakeUp } from '../../platform/wake-up.js';
import type { DecodedEvent } from './decoded-event.js';
import type { Lane } from './lane.js';

const MAX_BATCH_EVENTS = 1_000;
/** Reading from the log pauses while a lane is this far behind. */
const MAX_WAITING_EVENTS = 4_000;
/** One or two events at a time are somebody who waits for what he has written. */
const FEW_EVENTS = 2;
const PAUSE_MS = 50;

/**
 * Feeds one lane with what has arrived. The first event after a silence is handled at once. When
 * several come at a time a lane rests for 50 ms after each batch, so that batches grow: what a
 * batch costs besides its events would else take a good part of a processor.
 */
export class Worker {
  private waiting: DecodedEvent[] = [];
  private pushed = 0;
  private handled = 0;
  /** How many events had come when the log last had nothing more: none of their appends goes on. */
  private whole = 0;
  /** How many events had come when the log first had nothing more. */
  private liveAfter: number | undefined;
  private isLive = false;
  private readonly news = new WakeUp();
  private readonly roomMade = new WakeUp();

  constructor(
    private readonly lane: Pick<Lane, 'handle'>,
    /** The lane has handled all there was when it began. */
    private readonly onLive: () => Promise<void>,
  ) {}

  /** `caughtUp`: the log has nothing more at the moment. */
  push(events: readonly DecodedEvent[], caughtUp: boolean): void {
    for (const event of events) this.waiting.push(event);
    this.pushed += events.length;
    if (caughtUp) {
      this.liveAfter ??= this.pushed;
      this.whole = this.pushed;
    }
    this.news.call();
  }

  /** Waits until there is room for more, or `signal` aborts. */
  async room(signal: AbortSignal): Promise<void> {
    while (this.waiting.length >= MAX_WAITING_EVENTS && !signal.aborted) {
      await this.roomMade.wait(signal);
    }
  }

  /** Works until `signal` aborts (a batch is finished); throws what the lane throws. */
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
   * The next events, up to the end of an append: a reader must not see a balance before the level
   * that goes with it. Appends are contiguous in the log; most are far smaller than a batch.
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

/** What cannot be read ends what came before it: its projection stops there. */
const endsAppend = (event: DecodedEvent): boolean =>
  'failure' in event || event.recorded.revision === event.recorded.meta.append_end;
