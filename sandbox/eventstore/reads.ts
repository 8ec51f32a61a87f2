import type { ReadableEvent } from './wire/event.js';
import type { StreamHead, StreamHeads } from './storage/heads.js';
import type { Outlet } from './outlet.js';
import type { ReadRequest, Start } from './wire/read-request.js';
import { streamNotFound } from './wire/read-wire.js';
import type { RecentEvents } from './storage/recent.js';
import { PAGE_EVENTS } from './storage/table.js';
import type { EventTable } from './storage/table.js';

/** All there is to read: the end of the log in memory, the rest in the table. */
export interface EventLog {
  readonly recent: RecentEvents;
  readonly table: EventTable;
  /** Where streams end. */
  readonly heads: StreamHeads;
}

/** Gives the next page, at most `limit` events from `cursor` on; none at the end. */
type NextPage = (cursor: number, limit: number) => Promise<readonly ReadableEvent[]>;

/** Answers a read of the log or of a stream, up to what is committed now. */
export async function serveRead(
  request: ReadRequest,
  outlet: Outlet,
  log: EventLog,
): Promise<void> {
  const { stream } = request;
  if (stream === undefined) await readLog(request, outlet, log);
  else await readStream(stream, request, outlet, log);
  outlet.end();
}

async function readLog(request: ReadRequest, outlet: Outlet, log: EventLog): Promise<void> {
  const { last } = log.recent;
  if (request.backwards) {
    // Backwards, the place to begin at is left out.
    const first = Math.min(placeOf(request.start, 1, last + 1) - 1, last);
    const step: NextPage = (cursor, limit) => log.table.backwards(1, cursor, limit);
    await pass(request, outlet, first, step, (event) => event.position - 1);
    return;
  }
  const next: NextPage = async (cursor, limit) =>
    cursor > last ? [] : logPage(log, cursor, last, limit);
  const first = Math.max(1, placeOf(request.start, 1, last + 1));
  await pass(request, outlet, first, next, (event) => event.position + 1);
}

/** A page of the log with positions in `from`…`to`, from memory where it reaches back that far. */
export async function logPage(
  log: EventLog,
  from: number,
  to: number,
  limit: number,
): Promise<readonly ReadableEvent[]> {
  const count = Math.min(limit, PAGE_EVENTS, to - from + 1);
  return log.recent.after(from - 1, count) ?? log.table.forwards(from, to, count);
}

async function readStream(
  stream: string,
  request: ReadRequest,
  outlet: Outlet,
  log: EventLog,
): Promise<void> {
  const head = stream.includes('\0') ? undefined : await log.heads.known(stream);
  if (!head || head.committed < 0) {
    outlet.send([streamNotFound(stream)]);
    return;
  }
  const oldest = oldestReadable(head);
  const last = head.committed;
  if (request.backwards) {
    const first = Math.min(placeOf(request.start, 0, last), last);
    const next: NextPage = async (cursor, limit) =>
      cursor < oldest ? [] : log.table.streamBackwards(stream, oldest, cursor, limit);
    await pass(request, outlet, first, next, (event) => event.revision - 1);
    return;
  }
  const first = Math.max(placeOf(request.start, 0, last + 1), oldest);
  const next: NextPage = async (cursor, limit) =>
    cursor > last ? [] : log.table.streamForwards(stream, cursor, last, limit);
  await pass(request, outlet, first, next, (event) => event.revision + 1);
}

/** The first revision that the stream's metadata leaves to be read. */
export function oldestReadable({ committed, limits }: StreamHead): number {
  return Math.max(0, committed + 1 - limits.maxCount, limits.truncateBefore);
}

/** The number that a start stands for. */
export function placeOf(start: Start, first: number, end: number): number {
  if (start === 'start') return first;
  return start === 'end' ? end : start;
}

async function pass(
  request: ReadRequest,
  outlet: Outlet,
  first: number,
  next: NextPage,
  after: (event: ReadableEvent) => number,
): Promise<void> {
  let cursor = first;
  let left = request.count;
  while (left > 0 && outlet.open) {
    const page = await next(cursor, left);
    const last = page.at(-1);
    if (!last) return;
    const wanted = page.filter((event) => request.filter?.matches(event) ?? true);
    await outlet.deliver(wanted.map((event) => event.message));
    left -= wanted.length;
    cursor = after(last);
  }
}
