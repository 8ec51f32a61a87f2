import type { EventStoreDBClient } from '@eventstore/db-client';
import { readStoreAddress, type StoreAddress } from '../../config/event-store-address.js';
import { withTimeout } from '../../patience/timeout.js';
import { unknown, type AppendOutcome, type ExpectedRevision } from '../wire/append-wire.js';
import { Appender } from './appender.js';
import { openStoreClient } from './client.js';
import { explainStore } from './explain.js';
import type { Batch } from './event-buffer.js';
import { Reader } from './reader.js';
import { logRead, logSubscription, streamRead } from '../wire/read-wire.js';
import type { NewEvent, ReadEvent } from '../wire/stored-event.js';
import { Subscription } from './subscription.js';

const CLOSE_LIMIT_MS = 1_000;
const METADATA_TIMEOUT_MS = 5_000;
const PAGE_EVENTS = 4_096;

/**
 * The process's connection to EventStoreDB. Only one, because clients in one process can crash each
 * other: pending appends are in a module-global map.
 */
export class Connection {
  private readonly address: StoreAddress;
  private readonly client: EventStoreDBClient;
  private readonly appender: Appender;
  private readonly reader: Reader;
  private readonly aborter = new AbortController();
  /** Number of times a subscription broke and was resumed. */
  resumptions = 0;

  /** Throws AddressError if the URL (`esdb://…`) is invalid. */
  constructor(url: string) {
    this.address = readStoreAddress(url);
    this.client = openStoreClient(this.address);
    const explain = (error: unknown) => explainStore(error, this.address);
    this.appender = new Appender(this.client, explain);
    this.reader = new Reader(this.client, explain);
  }

  /** Appends all events or none; resolves to `unknown` after 5 s without an answer. */
  async append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<AppendOutcome> {
    const reply = await this.appender.append(stream, events, expected);
    if (reply.kind !== 'appended') return reply;
    const { position, revision } = reply;
    if (position !== null) return { kind: 'appended', position };
    return this.locate(stream, revision, events.at(-1)?.id);
  }

  /** Finds the log position of an event that the store accepted without naming one. */
  private async locate(
    stream: string,
    revision: number,
    id: string | undefined,
  ): Promise<AppendOutcome> {
    try {
      const [event] = await this.readForwards(stream, revision, 1);
      if (event && event.id === id) return { kind: 'appended', position: event.position };
      return unknown(`the event store has another event at ${revision} than it was given`);
    } catch (error) {
      return unknown('the event store did not say where an event stands', error);
    }
  }

  /** Reads events from a revision, at most `max`; none if the stream does not exist. */
  async readForwards(stream: string, from: number, max: number): Promise<ReadEvent[]> {
    return this.reader.read(streamRead(stream, from, false, max));
  }

  /** Reads events backwards from a revision (or the end), newest first, at most `max`. */
  async readBackwards(stream: string, from: number | 'end', max: number): Promise<ReadEvent[]> {
    return this.reader.read(streamRead(stream, from, true, max));
  }

  /** Pages through a stream from a revision; memory is bounded by a page. */
  async *pages(stream: string, from: number): AsyncGenerator<ReadEvent[]> {
    for (let next = from; ;) {
      const page = await this.readForwards(stream, next, PAGE_EVENTS);
      if (page.length > 0) yield page;
      if (page.length < PAGE_EVENTS) return;
      next = (page.at(-1)?.revision ?? next) + 1;
    }
  }

  /** Pages through the whole log after a position, without system events. */
  async *allPages(after: bigint | null, pageEvents = PAGE_EVENTS): AsyncGenerator<ReadEvent[]> {
    for (let last = after; ;) {
      // `readAll` includes the event at its start position; drop it.
      const read = await this.reader.read(logRead(last ?? 'start', pageEvents + 1));
      const page = read.filter(({ position }) => last === null || position > last);
      if (page.length > 0) yield page.filter(({ type }) => !type.startsWith('$'));
      if (read.length <= pageEvents) return;
      last = page.at(-1)?.position ?? last;
    }
  }

  /** Position of the newest event, system events included; null for an empty log. */
  async head(): Promise<bigint | null> {
    const [last] = await this.reader.read(logRead('end', 1));
    return last?.position ?? null;
  }

  /** Truncates a stream to its newest event (older ones may be scavenged). */
  async keepOnlyNewest(stream: string): Promise<void> {
    const kept = this.client.setStreamMetadata(
      stream,
      { maxCount: 1 },
      { expectedRevision: 'any' },
    );
    await withTimeout(kept, METADATA_TIMEOUT_MS, () => {
      throw new Error(`no answer from the event store in ${METADATA_TIMEOUT_MS} ms`);
    });
  }

  /**
   * Subscribes to streams with one of the prefixes, after a position. A broken call is resumed
   * behind the last event received; throws if the store is unavailable for seconds, or refuses.
   * Ends when `signal` aborts or the connection closes. Events are buffered here and handled by the
   * iterating caller.
   */
  async *subscribe(options: {
    after: bigint | null;
    prefixes: readonly string[];
    signal?: AbortSignal;
    maxBatchEvents?: number;
  }): AsyncGenerator<Batch> {
    const { after, prefixes, maxBatchEvents = 1_000 } = options;
    const signal = options.signal
      ? AbortSignal.any([options.signal, this.aborter.signal])
      : this.aborter.signal;
    if (signal.aborted) return;
    const subscription = new Subscription({
      open: (from) => this.reader.open(logSubscription(from, prefixes)),
      after,
      explain: (error) => explainStore(error, this.address),
      onResumed: () => (this.resumptions += 1),
    });
    const stop = () => subscription.end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (;;) {
        const batch = await subscription.take(maxBatchEvents);
        if (!batch) return;
        yield batch;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      subscription.end();
    }
  }

  async close(): Promise<void> {
    this.aborter.abort();
    this.appender.close();
    await withTimeout(this.client.dispose(), CLOSE_LIMIT_MS, () => undefined);
  }
}
