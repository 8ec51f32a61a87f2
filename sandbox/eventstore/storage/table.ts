import pg from 'pg';
import { CopyOut } from './copy.js';
import type { ReadableEvent } from '../wire/event.js';
import { eventMessage } from '../wire/read-wire.js';
import { COLUMNS, readTuple } from './tuples.js';

/** Events in a page at most. */
export const PAGE_EVENTS = 1_000;
/** A page ends with the event that takes it beyond so many bytes of data and metadata. */
const PAGE_BYTES = 2 * 1024 * 1024;

/** The table of events, read page by page. Every method rejects when the database is away. */
export class EventTable {
  constructor(private readonly pool: pg.Pool) {}

  /** Events of the log with positions in `from`…`to`, first ones first. */
  forwards(from: number, to: number, limit: number): Promise<ReadableEvent[]> {
    return this.#page(`position BETWEEN ${from} AND ${to}`, 'position', limit);
  }

  /** Events of the log with positions in `from`…`to`, last ones first. */
  backwards(from: number, to: number, limit: number): Promise<ReadableEvent[]> {
    return this.#page(`position BETWEEN ${from} AND ${to}`, 'position DESC', limit);
  }

  /** Events of a stream with revisions in `from`…`to`, first ones first. */
  streamForwards(
    stream: string,
    from: number,
    to: number,
    limit: number,
  ): Promise<ReadableEvent[]> {
    return this.#page(within(stream, from, to), 'revision', limit);
  }

  /** Events of a stream with revisions in `from`…`to`, last ones first. */
  streamBackwards(
    stream: string,
    from: number,
    to: number,
    limit: number,
  ): Promise<ReadableEvent[]> {
    return this.#page(within(stream, from, to), 'revision DESC', limit);
  }

  async #page(where: string, order: string, limit: number): Promise<ReadableEvent[]> {
    const rows = Math.min(limit, PAGE_EVENTS);
    const statement = `COPY (
      SELECT ${COLUMNS} FROM (
        SELECT *, octet_length(data) + octet_length(metadata) AS size,
          sum(octet_length(data) + octet_length(metadata))
            OVER (ORDER BY ${order} ROWS UNBOUNDED PRECEDING) AS total
        FROM eventstore.events WHERE ${where} ORDER BY ${order} LIMIT ${rows}
      ) AS page WHERE total - size < ${PAGE_BYTES} ORDER BY ${order}
    ) TO STDOUT (FORMAT binary)`;
    const events: ReadableEvent[] = [];
    await this.#copy(statement, (message, first) => {
      const event = readTuple(message, first);
      if (!event) return;
      const { position, stream, revision, type } = event;
      events.push({ position, stream, revision, type, message: eventMessage(event) });
    });
    return events;
  }

  async #copy(statement: string, take: (message: Buffer, first: boolean) => void): Promise<void> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    await new Promise<void>((resolve) => {
      const done = (error?: Error): void => {
        failure = error;
        resolve();
      };
      client.query(new CopyOut(statement, take, done));
    });
    client.release(failure);
    if (failure) throw failure;
  }
}

function within(stream: string, from: number, to: number): string {
  return `stream = ${pg.escapeLiteral(stream)} AND revision BETWEEN ${from} AND ${to}`;
}
