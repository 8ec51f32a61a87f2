import {
  EventStoreDBClient,
  StreamNotFoundError,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppendOutcome, ExpectedRevision } from './append-wire.js';
import { Appender } from './appender.js';
import { Inbox, type Batch } from './inbox.js';
import { toReadEvent, type NewEvent, type ReadEvent } from './stored-event.js';

const METADATA_TIMEOUT_MS = 5_000;
const READ_TIMEOUT_MS = 10_000;
const PAGE_EVENTS = 4_096;

/**
 * The one connection of a process to EventStoreDB. Two clients in one process can crash each
 * other (the client keeps its pending appends in a module-global map), so there is one of these.
 */
export class Connection {
  private readonly client: EventStoreDBClient;
  private readonly appender: Appender;
  private readonly aborter = new AbortController();

  constructor(url: string) {
    const cluster = url.includes(',') || url.startsWith('esdb+discover:');
    const preferLeader = cluster && !url.includes('nodePreference');
    this.client = EventStoreDBClient.connectionString(
      preferLeader ? `${url}${url.includes('?') ? '&' : '?'}nodePreference=leader` : url,
    );
    this.appender = new Appender(this.client);
  }

  /** Appends all events or none; whoever waits longer than 5 s is told `unknown`. */
  append(
    stream: string,
    events: readonly NewEvent[],
    expected: ExpectedRevision,
  ): Promise<AppendOutcome> {
    return this.appender.append(stream, events, expected);
  }

  /** Events of a stream from a revision on, at most `max`; none when the stream does not exist. */
  async readForwards(stream: string, from: number, max: number): Promise<ReadEvent[]> {
    return collect(this.client.readStream(stream, { fromRevision: BigInt(from), maxCount: max }));
  }

  /** Events of a stream from a revision (or its end) backwards, newest first, at most `max`. */
  async readBackwards(stream: string, from: number | 'end', max: number): Promise<ReadEvent[]> {
    return collect(
      this.client.readStream(stream, {
        fromRevision: from === 'end' ? 'end' : BigInt(from),
        direction: 'backwards',
        maxCount: max,
      }),
    );
  }

  /** Pages through a stream from a revision on; memory stays bounded by a page. */
  async *pages(stream: string, from: number): AsyncGenerator<ReadEvent[]> {
    for (let next = from; ;) {
      const page = await this.readForwards(stream, next, PAGE_EVENTS);
      if (page.length > 0) yield page;
      if (page.length < PAGE_EVENTS) return;
      next = (page.at(-1)?.revision ?? next) + 1;
    }
  }

  /** Pages through the whole log after a position; system events are left out. */
  async *allPages(after: bigint | null, pageEvents = PAGE_EVENTS): AsyncGenerator<ReadEvent[]> {
    for (let last = after; ;) {
      // readAll includes the event at its starting position: that one is dropped again.
      const read = await collect(
        this.client.readAll({
          fromPosition: last === null ? 'start' : { commit: last, prepare: last },
          maxCount: pageEvents + 1,
        }),
      );
      const page = read.filter(({ position }) => last === null || position > last);
      if (page.length > 0) yield page.filter(({ type }) => !type.startsWith('$'));
      if (read.length <= pageEvents) return;
      last = page.at(-1)?.position ?? last;
    }
  }

  /** Position of the newest event of the log, system events included; null when it is empty. */
  async head(): Promise<bigint | null> {
    const [last] = await collect(
      this.client.readAll({ fromPosition: 'end', direction: 'backwards', maxCount: 1 }),
    );
    return last?.position ?? null;
  }

  /** Keeps only the newest event of a stream readable (its older ones may be scavenged). */
  async keepOnlyNewest(stream: string): Promise<void> {
    await withTimeout(
      METADATA_TIMEOUT_MS,
      this.client.setStreamMetadata(stream, { maxCount: 1 }, { expectedRevision: 'any' }),
    );
  }

  /**
   * Everything written after a position to streams with one of the prefixes, in order, as it
   * arrives. Ends when `signal` aborts or the connection closes, throws when the store goes away.
   * The client's own 'data' events are only queued here: they are handled by whoever iterates.
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
    const subscription = this.client.subscribeToAll({
      fromPosition: after === null ? 'start' : { commit: after, prepare: after },
      filter: streamNameFilter({ prefixes: [...prefixes], checkpointInterval: 32 }),
    });
    const inbox = new Inbox(subscription);
    const stop = () => inbox.end();
    signal.addEventListener('abort', stop, { once: true });
    try {
      for (;;) {
        const batch = await inbox.take(maxBatchEvents);
        if (!batch) return;
        yield batch;
      }
    } finally {
      signal.removeEventListener('abort', stop);
      inbox.end();
      void subscription.unsubscribe().catch(() => undefined);
    }
  }

  async close(): Promise<void> {
    this.aborter.abort();
    this.appender.close();
    await Promise.race([this.client.dispose(), sleep(1_000, undefined, { ref: false })]);
  }
}

async function collect(reading: AsyncIterable<ResolvedEvent | AllStreamResolvedEvent>) {
  const read = async () => {
    const events: ReadEvent[] = [];
    try {
      for await (const resolved of reading) {
        const event = toReadEvent(resolved);
        if (event) events.push(event);
      }
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
    return events;
  };
  return withTimeout(READ_TIMEOUT_MS, read());
}

async function withTimeout<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer from the event store in ${limitMs} ms`)),
      limitMs,
    );
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
