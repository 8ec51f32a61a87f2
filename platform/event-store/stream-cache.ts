import { LRUCache } from 'lru-cache';
import type { Decider } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { Connection } from './connection/connection.js';
import { orUnavailable } from './connection/failures.js';
import { readIdsBack, CachedStream } from './cached-stream.js';
import type { Snapshots } from './snapshots.js';

const EVENTS_OF_A_SHORT_STREAM = 32;
const EVENTS_TO_CATCH_UP = 256;

// Holds streams of several kinds; each entry is only read by its own decider.
type AnyCachedStream = CachedStream<never, never, never>;

/** Cache entry. Set again whenever its stream grows, because the cache weighs it only once. */
interface Entry {
  readonly cached: AnyCachedStream;
}

/** Caches the folded streams of a process within a memory limit, and loads them on demand. */
export class StreamCache {
  private readonly entries: LRUCache<string, Entry>;

  constructor(
    private readonly connection: Connection,
    private readonly snapshots: Snapshots,
    /** Approximate bytes, by each stream's `weight`. */
    maxBytes: number,
  ) {
    this.entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ cached }: Entry) => cached.weight,
    });
  }

  /** Number of cached streams and their weight. */
  get size() {
    return { cachedStreams: this.entries.size, cachedBytes: this.entries.calculatedSize };
  }

  /**
   * Returns the cached stream, which may be behind the log, or loads it. Throws StoreUnavailable.
   */
  async open<S, C, E extends Fact>(
    decider: Decider<S, C, E>,
    id: string,
  ): Promise<CachedStream<S, C, E>> {
    const stream = `${decider.category}-${id}`;
    const known = this.entries.get(stream)?.cached as CachedStream<S, C, E> | undefined;
    if (known) return known;
    const cached = new CachedStream(decider);
    await orUnavailable(() => this.load(cached, id, stream));
    // Do not cache nonexistent streams: names come from outside, and checking again is cheap.
    if (cached.revision >= 0) this.keep(cached, stream);
    return cached;
  }

  /** Folds events up to the end of the log; true if there were any. */
  async refresh<S, C, E extends Fact>(cached: CachedStream<S, C, E>, id: string): Promise<boolean> {
    const stream = `${cached.decider.category}-${id}`;
    const before = cached.revision;
    await orUnavailable(() => this.catchUp(cached, id, stream));
    const grew = cached.revision > before;
    if (grew) this.keep(cached, stream);
    return grew;
  }

  /** Reads command ids back to a position that `operations` covers, within bounds. */
  deepen<S, C, E extends Fact>(cached: CachedStream<S, C, E>, id: string, to: bigint) {
    const stream = `${cached.decider.category}-${id}`;
    return orUnavailable(() => readIdsBack(this.connection, cached, stream, to));
  }

  /** Updates a stream's weight after an append, and writes a snapshot if due. */
  committed<S, C, E extends Fact>(cached: CachedStream<S, C, E>, id: string): void {
    this.keep(cached, `${cached.decider.category}-${id}`);
    this.snapshots.consider(cached, id);
  }

  forget(stream: string): void {
    this.entries.delete(stream);
  }

  /** Returns the cached stream, if any, without marking it as used. */
  peek(stream: string): AnyCachedStream | undefined {
    return this.entries.peek(stream)?.cached;
  }

  private keep<S, C, E extends Fact>(cached: CachedStream<S, C, E>, stream: string): void {
    this.entries.set(stream, { cached: cached as AnyCachedStream });
  }

  /**
   * Reads the start of the stream, enough for most; a long one continues from its newest snapshot.
   */
  private async load<S, C, E extends Fact>(
    cached: CachedStream<S, C, E>,
    id: string,
    stream: string,
  ): Promise<void> {
    const [beginning, snapshot] = await Promise.all([
      this.connection.readForwards(stream, 0, EVENTS_OF_A_SHORT_STREAM),
      this.snapshots.newest(cached.decider, id),
    ]);
    const isLong = beginning.length === EVENTS_OF_A_SHORT_STREAM;
    const isAll = isLong && snapshot && (await this.snapshots.restore(cached, id, snapshot));
    if (cached.revision < 0) cached.foldStored(beginning);
    if (isLong && !isAll) await this.readOn(cached, stream);
  }

  /** After many foreign events, the newest snapshot may save reading all of them. */
  private async catchUp<S, C, E extends Fact>(
    cached: CachedStream<S, C, E>,
    id: string,
    stream: string,
  ): Promise<void> {
    const from = cached.revision + 1;
    const next = await this.connection.readForwards(stream, from, EVENTS_TO_CATCH_UP);
    cached.foldStored(next);
    if (next.length < EVENTS_TO_CATCH_UP) return;
    const snapshot = await this.snapshots.newest(cached.decider, id);
    const isAhead = snapshot && snapshot.revision > cached.revision;
    if (isAhead && (await this.snapshots.restore(cached, id, snapshot))) return;
    await this.readOn(cached, stream);
  }

  private async readOn<S, C, E extends Fact>(
    cached: CachedStream<S, C, E>,
    stream: string,
  ): Promise<void> {
    for await (const page of this.connection.pages(stream, cached.revision + 1)) {
      cached.foldStored(page);
    }
  }
}
