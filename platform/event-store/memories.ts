import { LRUCache } from 'lru-cache';
import type { Decider } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { Connection } from './connection/connection.js';
import { orUnavailable } from './connection/failures.js';
import { readIdsBack, StreamMemory } from './memory.js';
import type { Snapshots } from './snapshots.js';

const EVENTS_OF_A_SHORT_STREAM = 32;
const EVENTS_TO_CATCH_UP = 256;

// A cache of streams of several kinds: each entry is only ever read back by its own decider.
type AnyMemory = StreamMemory<never, never, never>;

/** A memory in the cache, which weighs an entry once: as often as it grows it is put there anew. */
interface Kept {
  readonly memory: AnyMemory;
}

/** The folded streams of a process: kept as long as there is room, loaded when they are needed. */
export class Memories {
  private readonly kept: LRUCache<string, Kept>;

  constructor(
    private readonly connection: Connection,
    private readonly snapshots: Snapshots,
    /** Rough bytes, by what each memory says it weighs. */
    maxBytes: number,
  ) {
    this.kept = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ memory }: Kept) => memory.weight,
    });
  }

  /** How many streams are kept, and what they weigh. */
  get size() {
    return { cachedStreams: this.kept.size, cachedBytes: this.kept.calculatedSize };
  }

  /** The folded stream: kept, and then maybe not the newest, or loaded. Throws StoreUnavailable. */
  async open<S, C, E extends Fact>(
    decider: Decider<S, C, E>,
    id: string,
  ): Promise<StreamMemory<S, C, E>> {
    const stream = `${decider.category}-${id}`;
    const known = this.kept.get(stream)?.memory as StreamMemory<S, C, E> | undefined;
    if (known) return known;
    const memory = new StreamMemory(decider);
    await orUnavailable(() => this.load(memory, id, stream));
    // A stream that does not exist costs nothing to find out again, and names come from outside.
    if (memory.revision >= 0) this.keep(memory, stream);
    return memory;
  }

  /** Goes on to the end of the log as it is now; true when there was anything to fold. */
  async refresh<S, C, E extends Fact>(memory: StreamMemory<S, C, E>, id: string): Promise<boolean> {
    const stream = `${memory.decider.category}-${id}`;
    const before = memory.revision;
    await orUnavailable(() => this.catchUp(memory, id, stream));
    const grew = memory.revision > before;
    if (grew) this.keep(memory, stream);
    return grew;
  }

  /** Reads ids back to a position that `operations` is complete up to, as far as bounds allow. */
  deepen<S, C, E extends Fact>(memory: StreamMemory<S, C, E>, id: string, to: bigint) {
    const stream = `${memory.decider.category}-${id}`;
    return orUnavailable(() => readIdsBack(this.connection, memory, stream, to));
  }

  /** Something was appended to it: it weighs more, and a snapshot may be due. */
  committed<S, C, E extends Fact>(memory: StreamMemory<S, C, E>, id: string): void {
    this.keep(memory, `${memory.decider.category}-${id}`);
    this.snapshots.consider(memory, id);
  }

  forget(stream: string): void {
    this.kept.delete(stream);
  }

  /** What is kept of a stream, if anything is, without counting as a use of it. */
  peek(stream: string): AnyMemory | undefined {
    return this.kept.peek(stream)?.memory;
  }

  private keep<S, C, E extends Fact>(memory: StreamMemory<S, C, E>, stream: string): void {
    this.kept.set(stream, { memory: memory as AnyMemory });
  }

  /** Most streams are short and read at once; a long one goes on from its newest snapshot. */
  private async load<S, C, E extends Fact>(
    memory: StreamMemory<S, C, E>,
    id: string,
    stream: string,
  ): Promise<void> {
    const [beginning, snapshot] = await Promise.all([
      this.connection.readForwards(stream, 0, EVENTS_OF_A_SHORT_STREAM),
      this.snapshots.newest(memory.decider, id),
    ]);
    const isLong = beginning.length === EVENTS_OF_A_SHORT_STREAM;
    const isAll = isLong && snapshot && (await this.snapshots.restore(memory, id, snapshot));
    if (memory.revision < 0) memory.foldStored(beginning);
    if (isLong && !isAll) await this.readOn(memory, stream);
  }

  /** Where others have written a lot, the newest snapshot is nearer than the whole way there. */
  private async catchUp<S, C, E extends Fact>(
    memory: StreamMemory<S, C, E>,
    id: string,
    stream: string,
  ): Promise<void> {
    const from = memory.revision + 1;
    const next = await this.connection.readForwards(stream, from, EVENTS_TO_CATCH_UP);
    memory.foldStored(next);
    if (next.length < EVENTS_TO_CATCH_UP) return;
    const snapshot = await this.snapshots.newest(memory.decider, id);
    const isAhead = snapshot && snapshot.revision > memory.revision;
    if (isAhead && (await this.snapshots.restore(memory, id, snapshot))) return;
    await this.readOn(memory, stream);
  }

  private async readOn<S, C, E extends Fact>(
    memory: StreamMemory<S, C, E>,
    stream: string,
  ): Promise<void> {
    for await (const page of this.connection.pages(stream, memory.revision + 1)) {
      memory.foldStored(page);
    }
  }
}
