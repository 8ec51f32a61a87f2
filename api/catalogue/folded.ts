import { LRUCache } from 'lru-cache';
import type { Decider } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { EventStore, Recorded } from '../../platform/event-store/event-store.js';
import type { CatalogueFeed, Moment } from './feed.js';

interface Folded<State> {
  readonly state: State;
  readonly revision: number;
}

interface Reading {
  readonly began: Moment;
  readonly reading: Promise<void>;
  ended: boolean;
}

/** Determines the age of a read. */
type Ages = Pick<CatalogueFeed, 'moment' | 'isOld'>;

const PAGE_EVENTS = 1_000;
const MAX_REMEMBERED_READINGS = 10_000;

/** Caches all streams of one kind, folded from a subscription and from own writes. */
export class FoldedStreams<State, Event extends Fact> {
  private readonly streams = new Map<string, Folded<State>>();
  private readonly readings = new LRUCache<string, Reading>({ max: MAX_REMEMBERED_READINGS });
  private readonly waiting = new Map<string, Set<() => void>>();

  constructor(
    private readonly decider: Pick<Decider<State, never, Event>, 'category' | 'initial' | 'evolve'>,
    private readonly isOurs: (recorded: Recorded) => recorded is Recorded & Recorded<Event>,
  ) {}

  get size(): number {
    return this.streams.size;
  }

  /** Ids of all known streams. */
  get ids(): Iterable<string> {
    return this.streams.keys();
  }

  /** The folded state; the initial one for an unknown stream. */
  state(id: string): State {
    return this.streams.get(id)?.state ?? this.decider.initial();
  }

  /** Folds the next event of its stream; ignores events already folded. */
  fold(recorded: Recorded): void {
    if (this.isOurs(recorded)) this.foldOurs(recorded);
  }

  /** Applies events just written by this process, and earlier ones of others. */
  async applyOwn(store: EventStore, id: string, events: readonly Recorded<Event>[]): Promise<void> {
    for (const event of events) this.foldOurs(event);
    const last = events.at(-1)?.revision ?? -1;
    if (last > (this.streams.get(id)?.revision ?? -1)) await this.refresh(store, id);
  }

  /**
   * Refreshes a stream unless the last read is recent; concurrent callers share a read. Failed
   * reads do not count.
   */
  refreshIfOld(ages: Ages, store: EventStore, id: string): Promise<void> {
    const last = this.readings.get(id);
    if (last && !ages.isOld(last.began)) return last.reading;
    const began = ages.moment();
    const reading = this.refresh(store, id);
    const kept: Reading = { began, reading, ended: false };
    this.readings.set(id, kept);
    reading.then(
      () => (kept.ended = true),
      () => this.readings.get(id) === kept && this.readings.delete(id),
    );
    return reading;
  }

  /** Whether a stream was recently read from the store. */
  isReadRecently(ages: Ages, id: string): boolean {
    const last = this.readings.get(id);
    return last?.ended === true && !ages.isOld(last.began);
  }

  /** Reads new events of a stream from the store. */
  async refresh(store: EventStore, id: string): Promise<void> {
    for (;;) {
      const next = (this.streams.get(id)?.revision ?? -1) + 1;
      const events = await store.readStream(`${this.decider.category}-${id}`, next, PAGE_EVENTS);
      for (const event of events) this.fold(event);
      if (events.length < PAGE_EVENTS) return;
    }
  }

  /** Waits until an event of a stream is folded, at most `limitMs`. */
  async waitForUpdate(id: string, limitMs: number): Promise<void> {
    const waiting = this.waiting.get(id) ?? new Set();
    this.waiting.set(id, waiting);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(done, limitMs);
      function done() {
        clearTimeout(timer);
        waiting.delete(done);
        resolve();
      }
      waiting.add(done);
    });
    if (waiting.size === 0) this.waiting.delete(id);
  }

  private foldOurs({ streamId, revision, fact }: Recorded<Event>): void {
    const known = this.streams.get(streamId);
    if (revision !== (known?.revision ?? -1) + 1) return;
    const state = this.decider.evolve(known?.state ?? this.decider.initial(), fact);
    this.streams.set(streamId, { state, revision });
    for (const wake of this.waiting.get(streamId) ?? []) wake();
  }
}
