import { randomUUID } from 'node:crypto';
import type { Behaviour } from './behaviour.js';
import type { ReadableEvent } from './event.js';
import type { Outlet } from './outlet.js';
import type { ReadRequest } from './read-request.js';
import { CAUGHT_UP, FELL_BEHIND, checkpoint, confirmation } from './read-wire.js';
import { logPage, oldestReadable, placeOf } from './reads.js';
import type { EventLog } from './reads.js';
import { PAGE_EVENTS } from './table.js';

/** Events passed on at a time while live. */
const LIVE_EVENTS = 256;

/** Serves a subscription to the log or to a stream until the caller ends it. */
export async function serveSubscription(
  request: ReadRequest,
  outlet: Outlet,
  log: EventLog,
  behaviour: Behaviour,
): Promise<void> {
  outlet.send([confirmation(randomUUID())]);
  if (request.stream === undefined) await followLog(request, outlet, log, behaviour);
  else await followStream(request.stream, request, outlet, log);
}

async function followLog(
  request: ReadRequest,
  outlet: Outlet,
  log: EventLog,
  { checkpointAtEnd }: Behaviour,
): Promise<void> {
  const cursor = new LogCursor(request, placeOf(request.start, 0, log.recent.last));
  let live = false;
  while (outlet.open) {
    const recent = log.recent.after(cursor.position, LIVE_EVENTS);
    if (recent === undefined) {
      if (live) outlet.send([FELL_BEHIND]);
      live = false;
      const page = await logPage(log, cursor.position + 1, log.recent.last, PAGE_EVENTS);
      if (page.length === 0) cursor.position = log.recent.last;
      await outlet.deliver(cursor.take(page));
    } else if (recent.length > 0) {
      await outlet.deliver(cursor.take(recent));
    } else {
      if (!live) outlet.send([...(checkpointAtEnd ? cursor.atEnd() : []), CAUGHT_UP]);
      live = true;
      await outlet.pause();
    }
  }
}

/** How far a subscription to the log has come, and which checkpoints it is owed. */
class LogCursor {
  #checkpoint: number;
  #considered = 0;

  constructor(
    private readonly request: ReadRequest,
    /** Position of the last event looked at. */
    public position: number,
  ) {
    this.#checkpoint = position;
  }

  /** The messages for a page: the events wanted, and checkpoints between them. */
  take(page: readonly ReadableEvent[]): Buffer[] {
    const { filter } = this.request;
    const last = page.at(-1);
    if (last) this.position = last.position;
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

  /** The checkpoint due when the end is reached. */
  atEnd(): Buffer[] {
    return this.request.filter ? this.#checkpointAt(this.position) : [];
  }

  #checkpointAt(position: number): Buffer[] {
    this.#considered = 0;
    if (position <= this.#checkpoint) return [];
    this.#checkpoint = position;
    return [checkpoint(position)];
  }
}

async function followStream(
  stream: string,
  request: ReadRequest,
  outlet: Outlet,
  log: EventLog,
): Promise<void> {
  let { last: position } = log.recent;
  const first = await log.heads.known(stream);
  let revision = placeOf(request.start, -1, first.committed);
  let behind = true;
  let live = false;
  while (outlet.open) {
    const recent = behind ? undefined : log.recent.after(position, PAGE_EVENTS);
    if (recent === undefined) {
      if (live) outlet.send([FELL_BEHIND]);
      live = false;
      position = log.recent.last;
      const head = await log.heads.known(stream);
      const from = Math.max(revision + 1, oldestReadable(head));
      const to = head.committed;
      const page = from > to ? [] : await log.table.streamForwards(stream, from, to, PAGE_EVENTS);
      await outlet.deliver(page.map((event) => event.message));
      revision = page.at(-1)?.revision ?? revision;
      behind = revision < to && page.length > 0;
    } else if (recent.length > 0) {
      position = recent.at(-1)?.position ?? position;
      const since = revision;
      const news = recent.filter((event) => event.stream === stream && event.revision > since);
      await outlet.deliver(news.map((event) => event.message));
      revision = news.at(-1)?.revision ?? revision;
    } else {
      if (!live) outlet.send([CAUGHT_UP]);
      live = true;
      await outlet.pause();
    }
  }
}
