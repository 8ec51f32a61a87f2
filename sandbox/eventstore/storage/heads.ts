import type pg from 'pg';
import { metastreamOf } from '../wire/event.js';
import { NO_LIMITS, limitsIn } from './stream-metadata.js';
import type { StreamLimits } from './stream-metadata.js';

/** Where a stream ends; kept in memory for the streams used last. */
export interface StreamHead {
  readonly stream: string;
  /** Revision of the last event, those on their way into the table included; -1 without any. */
  revision: number;
  /** Revision of the last event that readers may see; -1 without any. */
  committed: number;
  /** It has metadata, which lets `STREAM_EXISTS` pass. */
  hasMetadata: boolean;
  limits: StreamLimits;
  /** The limits came with an append: what the table said before does not count. */
  limitsKnown: boolean;
  /** Appends under way: as long as there are any, this head is the truth and stays in memory. */
  pins: number;
  /** Callers that wait for the head to be read from the table; `undefined` once it is. */
  waiting: ((error?: Error) => void)[] | undefined;
}

/** Of metadata only the last word counts. */
const METASTREAM_LIMITS: StreamLimits = { maxCount: 1, truncateBefore: 0 };
/** Streams in each of the two generations of heads. */
const GENERATION_STREAMS = 50_000;
/** Streams looked up in one statement. */
const LOOKUP_STREAMS = 500;

const LOOKUP = {
  name: 'stream-heads',
  text: `SELECT wanted.name AS stream, last.revision, meta.data AS metadata
    FROM unnest($1::text[]) AS wanted(name)
    LEFT JOIN LATERAL (SELECT revision FROM eventstore.events WHERE stream = wanted.name
      ORDER BY revision DESC LIMIT 1) last ON true
    LEFT JOIN LATERAL (SELECT data FROM eventstore.events WHERE stream = '$$' || wanted.name
      ORDER BY revision DESC LIMIT 1) meta ON true`,
};

interface HeadRow {
  readonly stream: string;
  readonly revision: string | null;
  readonly metadata: Buffer | null;
}

/** The heads of the streams used last, read from the table when they are not in memory. */
export class StreamHeads {
  #young = new Map<string, StreamHead>();
  #old = new Map<string, StreamHead>();
  #wanted: StreamHead[] = [];
  #looking = false;

  constructor(private readonly pool: pg.Pool) {}

  /** The head of a stream. With `waiting` set it is still being read: wait there. */
  find(stream: string): StreamHead {
    const young = this.#young.get(stream);
    if (young) return young;
    const head = this.#old.get(stream) ?? this.#want(stream);
    this.#young.set(stream, head);
    if (this.#young.size >= GENERATION_STREAMS) this.#rotate();
    return head;
  }

  /** The head of a stream, once it is known. Rejects when the table cannot be read. */
  async known(stream: string): Promise<StreamHead> {
    const head = this.find(stream);
    const { waiting } = head;
    if (waiting) {
      await new Promise<void>((resolve, reject) => {
        waiting.push((error) => (error ? reject(error) : resolve()));
      });
    }
    return head;
  }

  /** Takes note of new metadata of a stream. */
  limit(metastream: string, data: Buffer): void {
    const stream = metastream.slice(metastreamOf('').length);
    const head = this.#young.get(stream) ?? this.#old.get(stream);
    if (!head) return;
    head.hasMetadata = true;
    head.limits = limitsIn(data);
    head.limitsKnown = true;
  }

  /** Tells everyone who waits that nothing more will come. */
  abandon(error: Error): void {
    for (const head of [...this.#young.values(), ...this.#old.values()]) settle(head, error);
  }

  /** Forgets what was not used for a generation, but never a stream with appends under way. */
  #rotate(): void {
    const pinned = [...this.#old.values()].filter((head) => head.pins > 0 || head.waiting);
    this.#old = this.#young;
    this.#young = new Map(pinned.map((head) => [head.stream, head]));
  }

  #want(stream: string): StreamHead {
    const head: StreamHead = {
      stream,
      revision: -1,
      committed: -1,
      hasMetadata: false,
      limits: stream.startsWith(metastreamOf('')) ? METASTREAM_LIMITS : NO_LIMITS,
      limitsKnown: false,
      pins: 0,
      waiting: [],
    };
    this.#wanted.push(head);
    if (!this.#looking) {
      this.#looking = true;
      setImmediate(() => void this.#look());
    }
    return head;
  }

  async #look(): Promise<void> {
    while (this.#wanted.length > 0) {
      const heads = this.#wanted.splice(0, LOOKUP_STREAMS);
      try {
        await this.#read(heads);
      } catch (error) {
        // Requests that arrived meanwhile would wait just as long for a table that is away.
        for (const head of [...heads, ...this.#wanted.splice(0)]) this.#drop(head, error);
      }
    }
    this.#looking = false;
  }

  async #read(heads: readonly StreamHead[]): Promise<void> {
    const names = heads.map((head) => head.stream);
    const { rows } = await this.pool.query<HeadRow>({ ...LOOKUP, values: [names] });
    const found = new Map(rows.map((row) => [row.stream, row]));
    for (const head of heads) {
      const row = found.get(head.stream);
      head.revision = head.committed = Number(row?.revision ?? -1);
      if (row?.metadata && !head.limitsKnown) {
        head.hasMetadata = true;
        head.limits = limitsIn(row.metadata);
      }
      settle(head);
    }
  }

  #drop(head: StreamHead, cause: unknown): void {
    this.#young.delete(head.stream);
    this.#old.delete(head.stream);
    settle(head, new Error('the table of events cannot be read', { cause }));
  }
}

function settle(head: StreamHead, error?: Error): void {
  const { waiting } = head;
  head.waiting = undefined;
  for (const told of waiting ?? []) told(error);
}
