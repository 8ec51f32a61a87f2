import type { ReadableEvent } from './wire/event.js';
import type { ReadRequest } from './wire/read-request.js';
import { checkpoint } from './wire/read-wire.js';
import { logPage, oldestReadable, placeOf } from './reads.js';
import type { EventLog } from './reads.js';
import { PAGE_EVENTS } from './storage/table.js';

/** Events taken from memory at a time. */
const RECENT_EVENTS = 256;

/** How far a subscription has come, and what comes next. */
export interface Follower {
  /** Position in the log up to which events have been taken. */
  readonly position: number;
  /** Whether the subscription brings this event. */
  wants(event: ReadableEvent): boolean;
  /** The next messages from memory: `end` when there are none, `gone` when it begins later. */
  recent(): readonly Buffer[] | 'end' | 'gone';
  /** The next messages from the table. */
  page(): Promise<readonly Buffer[]>;
  /** What is due when the end is reached. */
  atEnd(): readonly Buffer[];
}

/** Follows the log: with a filter, checkpoints come between the events wanted. */
export class LogFollower implements Follower {
  #position: number;
  #checkpoint: number;
  #considered = 0;

  constructor(
    private readonly request: ReadRequest,
    private readonly log: EventLog,
  ) {
    this.#position = placeOf(request.start, 0, log.recent.last);
    this.#checkpoint = this.#position;
  }

  get position(): number {
    return this.#position;
  }

  wants(event: ReadableEvent): boolean {
    return this.request.filter?.matches(event) ?? true;
  }

  recent(): readonly Buffer[] | 'end' | 'gone' {
    const recent = this.log.recent.after(this.#position, RECENT_EVENTS);
    if (!recent) return 'gone';
    return recent.length === 0 ? 'end' : this.#take(recent);
  }

  async page(): Promise<readonly Buffer[]> {
    const { log } = this;
    const page = await logPage(log, this.#position + 1, log.recent.last, PAGE_EVENTS);
    if (page.length === 0) this.#position = log.recent.last;
    return this.#take(page);
  }

  atEnd(): readonly Buffer[] {
    return this.request.filter ? this.#checkpointAt(this.#position) : [];
  }

  #take(page: readonly ReadableEvent[]): Buffer[] {
    const { filter } = this.request;
    this.#position = page.at(-1)?.position ?? this.#position;
    if (!filter) return page.map((event) => event.message);
    const messages: Buffer[] = [];
    for (const event of page) {
      if (filter.matches(event)) messages.push(event.message);
      this.#considered++;
      if (this.#considered >= filter.checkpointEvents) {
        messages.push(...this.#checkpointAt(event.position));
      }
    }
    return messages;
  }

  #checkpointAt(position: number): Buffer[] {
    this.#considered = 0;
    if (position <= this.#checkpoint) return [];
    this.#checkpoint = position;
    return [checkpoint(position)];
  }
}

/** Follows one stream: its own pages from the table, then what comes of it in the log. */
export class StreamFollower implements Follower {
  #position: number;
  #behind = true;

  private constructor(
    private readonly stream: string,
    private readonly log: EventLog,
    private revision: number,
  ) {
    this.#position = log.recent.last;
  }

  static async open(stream: string, request: ReadRequest, log: EventLog): Promise<StreamFollower> {
    const head = await log.heads.known(stream);
    return new StreamFollower(stream, log, placeOf(request.start, -1, head.committed));
  }

  get position(): number {
    return this.#position;
  }

  wants({ stream }: ReadableEvent): boolean {
    return stream === this.stream;
  }

  recent(): readonly Buffer[] | 'end' | 'gone' {
    const recent = this.#behind ? undefined : this.log.recent.after(this.#position, PAGE_EVENTS);
    if (!recent) return 'gone';
    const last = recent.at(-1);
    if (!last) return 'end';
    this.#position = last.position;
    const since = this.revision;
    return this.#take(recent.filter((event) => this.wants(event) && event.revision > since));
  }

  async page(): Promise<readonly Buffer[]> {
    const { log, stream } = this;
    this.#position = log.recent.last;
    const head = await log.heads.known(stream);
    const from = Math.max(this.revision + 1, oldestReadable(head));
    const to = head.committed;
    const page = from > to ? [] : await log.table.streamForwards(stream, from, to, PAGE_EVENTS);
    const messages = this.#take(page);
    this.#behind = this.revision < to && page.length > 0;
    return messages;
  }

  atEnd(): readonly Buffer[] {
    return [];
  }

  #take(events: readonly ReadableEvent[]): Buffer[] {
    this.revision = events.at(-1)?.revision ?? this.revision;
    return events.map((event) => event.message);
  }
}
