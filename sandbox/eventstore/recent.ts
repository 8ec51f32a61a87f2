import type { ReadableEvent } from './event.js';

/** Bytes of events kept in memory, so that who reads the end of the log asks no database. */
export const KEPT_BYTES = 32 * 1024 * 1024;
/** What an event costs beyond its message. */
const OVERHEAD_BYTES = 200;

/** The last events of the log, in order and without gaps. */
export class RecentEvents {
  #events: ReadableEvent[] = [];
  /** Events at the front of the array that are no longer kept. */
  #dropped = 0;
  #bytes = 0;
  #last: number;

  /** `last` is the position of the last event before those to come. */
  constructor(
    last: number,
    private readonly keptBytes = KEPT_BYTES,
  ) {
    this.#last = last;
  }

  /** Position of the last event of the log: nothing beyond it may be seen. */
  get last(): number {
    return this.#last;
  }

  /** Adds committed events; their positions follow on the last one. */
  add(events: readonly ReadableEvent[]): void {
    for (const event of events) {
      this.#events.push(event);
      this.#bytes += event.message.length + OVERHEAD_BYTES;
      this.#last = event.position;
    }
    while (this.#bytes > this.keptBytes) this.#drop();
    // The array is cut only now and then; until then it holds an eighth more than it should.
    if (this.#dropped > 256 && this.#dropped * 8 > this.#events.length) {
      this.#events = this.#events.slice(this.#dropped);
      this.#dropped = 0;
    }
  }

  /** Starts anew after the table went its own way; `last` as for the constructor. */
  reset(last: number): void {
    this.#events = [];
    this.#dropped = 0;
    this.#bytes = 0;
    this.#last = last;
  }

  /**
   * At most `limit` events after `position` (0: from the first); `undefined` when memory does not
   * reach back that far.
   */
  after(position: number, limit: number): readonly ReadableEvent[] | undefined {
    const kept = this.#events.length - this.#dropped;
    const index = position - (this.#last - kept);
    if (index < 0) return undefined;
    const from = this.#dropped + index;
    return this.#events.slice(from, from + limit);
  }

  #drop(): void {
    const event = this.#events[this.#dropped++];
    if (event) this.#bytes -= event.message.length + OVERHEAD_BYTES;
  }
}
