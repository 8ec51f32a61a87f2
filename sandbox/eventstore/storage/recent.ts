import type { ReadableEvent } from '../wire/event.js';

/** Bytes of events kept in memory, so that who reads the end of the log asks no database. */
export const KEPT_BYTES = 32 * 1024 * 1024;
/** Events kept, however small they are. */
const KEPT_EVENTS = 65_536;
/** What is given at once ends with the event that takes it beyond so many bytes. */
const GIVEN_BYTES = 2 * 1024 * 1024;
/** Types of events that are known by their text: as many as an application has. */
const KNOWN_TYPES = 1_000;

/**
 * The last events of the log, in order and without gaps. They lie in one piece of memory, written
 * round and round: the garbage collector has nothing to walk and nothing to give back.
 */
export class RecentEvents {
  readonly #bytes: Buffer;
  /** Of the event at position p at index p modulo `KEPT_EVENTS`. */
  readonly #starts = new Float64Array(KEPT_EVENTS);
  readonly #lengths = new Float64Array(KEPT_EVENTS);
  readonly #revisions = new Float64Array(KEPT_EVENTS);
  readonly #streams = new Array<string>(KEPT_EVENTS).fill('');
  readonly #types = new Array<string>(KEPT_EVENTS).fill('');
  readonly #knownTypes = new Map<string, string>();
  /** Where the next event goes. */
  #end = 0;
  #count = 0;
  #last: number;

  /** `last` is the position of the last event before those to come. */
  constructor(last: number, keptBytes = KEPT_BYTES) {
    this.#bytes = Buffer.allocUnsafeSlow(keptBytes);
    this.#last = last;
  }

  /** Position of the last event of the log: nothing beyond it may be seen. */
  get last(): number {
    return this.#last;
  }

  /** Adds committed events; their positions follow on the last one. */
  add(events: readonly ReadableEvent[]): void {
    for (const event of events) this.#add(event);
  }

  /** Starts anew after the table went its own way; `last` as for the constructor. */
  reset(last: number): void {
    this.#count = 0;
    this.#end = 0;
    this.#last = last;
  }

  /**
   * At most `limit` events after `position` (0: from the first), fewer when they are large, none at
   * the end; `undefined` when memory does not reach back that far. Their messages are copied when
   * they are asked for, which must be before more is added.
   */
  after(position: number, limit: number): readonly ReadableEvent[] | undefined {
    if (position < this.#last - this.#count) return undefined;
    const events: ReadableEvent[] = [];
    let bytes = 0;
    for (let next = position + 1; next <= this.#last && events.length < limit; next++) {
      events.push(this.#read(next));
      bytes += this.#lengths[next % KEPT_EVENTS] ?? 0;
      if (bytes > GIVEN_BYTES) break;
    }
    return events;
  }

  #read(position: number): ReadableEvent {
    const index = position % KEPT_EVENTS;
    const copy = (): Buffer => this.#copy(position);
    return {
      position,
      stream: this.#streams[index] ?? '',
      revision: this.#revisions[index] ?? 0,
      type: this.#types[index] ?? '',
      get message() {
        return copy();
      },
    };
  }

  #copy(position: number): Buffer {
    if (position <= this.#last - this.#count) throw new Error('the event is no longer kept');
    const start = this.#starts[position % KEPT_EVENTS] ?? 0;
    const length = this.#lengths[position % KEPT_EVENTS] ?? 0;
    const message = Buffer.allocUnsafe(length);
    this.#bytes.copy(message, 0, start, start + length);
    return message;
  }

  #add({ position, stream, revision, type, message }: ReadableEvent): void {
    if (message.length > this.#bytes.length) {
      // Too large to be kept: what was before it would leave a gap.
      this.#count = 0;
      this.#last = position;
      return;
    }
    const start = this.#makeRoom(message.length);
    this.#last = position;
    const index = position % KEPT_EVENTS;
    this.#bytes.set(message, start);
    this.#starts[index] = start;
    this.#lengths[index] = message.length;
    this.#revisions[index] = revision;
    this.#streams[index] = stream;
    this.#types[index] = this.#known(type);
    this.#end = start + message.length;
    this.#count++;
  }

  /** Where so many bytes can go; the oldest events that lie there are no longer kept. */
  #makeRoom(length: number): number {
    const from = this.#end;
    const turnsBack = from + length > this.#bytes.length;
    while (this.#count > 0) {
      const oldest = this.#starts[(this.#last - this.#count + 1) % KEPT_EVENTS] ?? 0;
      const isInTheWay = turnsBack
        ? oldest >= from || oldest < length
        : oldest >= from && oldest < from + length;
      if (!isInTheWay && this.#count < KEPT_EVENTS) break;
      this.#count--;
    }
    return turnsBack ? 0 : from;
  }

  /** The same text for the same type, so that the many events of a type share it. */
  #known(type: string): string {
    const known = this.#knownTypes.get(type);
    if (known !== undefined) return known;
    if (this.#knownTypes.size < KNOWN_TYPES) this.#knownTypes.set(type, type);
    return type;
  }
}
