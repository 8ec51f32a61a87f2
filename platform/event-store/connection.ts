import {
  EventStoreDBClient,
  AccessDeniedError,
  MaxAppendSizeExceededError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type JSONEventType,
  type ResolvedEvent,
} from '@eventstore/db-client';
import { setTimeout as sleep } from 'node:timers/promises';
import { Inbox, type Batch } from './inbox.js';
import { toReadEvent, type ReadEvent, type StoredEvent } from './stored-event.js';

/** How an append ended. `raced`: someone else wrote first. `unknown`: it may or may not be in. */
export type AppendOutcome =
  | { readonly kind: 'appended'; readonly position: bigint }
  | { readonly kind: 'raced' }
  | { readonly kind: 'refused'; readonly error: Error }
  | { readonly kind: 'unknown'; readonly error: Error };

export const NO_REVISION = -1;
const APPEND_TIMEOUT_MS = 5_000;
const READ_TIMEOUT_MS = 10_000;
const PAGE_EVENTS = 4_096;

/**
 * The one connection of a process to EventStoreDB. Two clients in one process can crash each
 * other (the client keeps its pending appends in a module-global map), so there is one of these.
 */
export class Connection {
  private readonly client: EventStoreDBClient;
  private readonly aborter = new AbortController();

  constructor(url: string) {
    const cluster = url.includes(',') || url.startsWith('esdb+discover:');
    const preferLeader = cluster && !url.includes('nodePreference');
    this.client = EventStoreDBClient.connectionString(
      preferLeader ? `${url}${url.includes('?') ? '&' : '?'}nodePreference=leader` : url,
    );
  }

  /**
   * Appends all events or none after `expected` (NO_REVISION for a new stream, 'any' for no check).
   * Batch append has no deadline of its own: whoever waits longer than 5 s is told `unknown`.
   */
  async append(
    stream: string,
    events: readonly StoredEvent[],
    expected: number | 'any',
  ): Promise<AppendOutcome> {
    try {
      const result = await withTimeout(
        APPEND_TIMEOUT_MS,
        this.client.appendToStream(stream, events.map(toClientEvent), {
          expectedRevision:
            expected === 'any' ? 'any' : expected === NO_REVISION ? 'no_stream' : BigInt(expected),
        }),
      );
      return { kind: 'appended', position: result.position?.commit ?? 0n };
    } catch (error) {
      return appendFailure(error);
    }
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
      APPEND_TIMEOUT_MS,
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
    await Promise.race([this.client.dispose(), sleep(1_000, undefined, { ref: false })]);
  }
}

const utf8 = new TextEncoder();

/**
 * Metadata goes in as bytes: as an object the client would send the same bytes, but by way of
 * base64 text, which costs it as much again as everything else it does for an event.
 */
function toClientEvent({ id, type, data, metadata }: StoredEvent) {
  return jsonEvent<JSONEventType>({
    id,
    type,
    data: data as never,
    metadata: utf8.encode(JSON.stringify(metadata)) as never,
  });
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

function appendFailure(error: unknown): AppendOutcome {
  if (error instanceof WrongExpectedVersionError) return { kind: 'raced' };
  const cause = error instanceof Error ? error : new Error(String(error));
  const refused = error instanceof AccessDeniedError || error instanceof MaxAppendSizeExceededError;
  return { kind: refused ? 'refused' : 'unknown', error: cause };
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
