import { asksForIds, decide } from './decide.js';
import type { Place } from './decide.js';
import { idKey } from './known-ids.js';
import type { KnownIds } from './known-ids.js';
import { eventMessage } from '../wire/read-wire.js';
import { metastreamOf } from '../wire/event.js';
import type { ProposedEvent, ReadableEvent, RecordedEvent } from '../wire/event.js';
import type { StreamHead, StreamHeads } from './heads.js';
import { writeTuples } from './tuples.js';

const METASTREAM = metastreamOf('');

/** How an append ended. */
export type Outcome =
  /** In the log; revision and position of its last event, 0 as position of an empty append. */
  | { readonly kind: 'appended'; readonly revision: number; readonly position: number }
  /** Refused; revision of the stream's last event, -1 without any. */
  | { readonly kind: 'wrong-version'; readonly current: number }
  /** Not known: its deadline came first. */
  | { readonly kind: 'late' }
  /** Not known: the database is away. */
  | { readonly kind: 'unavailable'; readonly reason: string };

/** An append on its way. */
export interface Append {
  readonly stream: string;
  /** A revision, or `NO_STREAM`, `ANY`, `STREAM_EXISTS`. */
  readonly expected: number;
  readonly events: readonly ProposedEvent[];
  /** Bytes as the append limit counts them. */
  readonly bytes: number;
  /** When its caller no longer waits, on the clock of `performance.now()`. */
  readonly deadlineMs: number;
  /** Takes the outcome; called exactly once. */
  readonly settle: (outcome: Outcome) => void;
}

/** An append with the head of its stream, which it keeps in memory. */
export interface Pending {
  readonly append: Append;
  readonly head: StreamHead;
  /** Revision up to which the stream was committed when the append arrived. */
  seen: number;
  /** When it is answered `late`, on the clock of `performance.now()`. */
  deadlineMs: number;
  settled: boolean;
}

/** True when the table has to be asked for ids before this append can be decided. */
export function needsIds({ append, head }: Pending): boolean {
  return append.events.length > 0 && asksForIds(append.expected, head.committed);
}

/**
 * Appends that are decided one after another and committed together: one statement, one fsync.
 */
export class Group {
  readonly #outcomes: { pending: Pending; outcome: Outcome }[] = [];
  readonly #dropped: Pending[] = [];
  readonly #events: RecordedEvent[] = [];
  readonly #heads = new Set<StreamHead>();
  readonly #createdMs = Date.now();

  /** `last` is the position of the last event in the log. */
  constructor(
    pending: readonly Pending[],
    private readonly known: KnownIds,
    private readonly last: number,
  ) {
    for (const each of pending) {
      const outcome = this.#take(each);
      if (outcome) this.#outcomes.push({ pending: each, outcome });
      else this.#dropped.push(each);
    }
  }

  /** Number of events to be written. */
  get size(): number {
    return this.#events.length;
  }

  /** The events as content for COPY. */
  tuples(): Buffer {
    return writeTuples(this.#events);
  }

  /** Call after the commit, before the next group is decided. */
  confirm(heads: StreamHeads): void {
    for (const head of this.#heads) head.committed = head.revision;
    for (const { pending } of this.#outcomes) pending.head.pins--;
    for (const pending of this.#dropped) pending.head.pins--;
    for (const { stream, data } of this.#events) {
      if (stream.startsWith(METASTREAM)) heads.limit(stream, data);
    }
  }

  /** The events as readers get them. */
  readable(): ReadableEvent[] {
    return this.#events.map((event) => {
      const { position, stream, revision, type } = event;
      return { position, stream, revision, type, message: eventMessage(event) };
    });
  }

  /** Every append that is answered, with its outcome, valid once the group is committed. */
  outcomes(): readonly { readonly pending: Pending; readonly outcome: Outcome }[] {
    return this.#outcomes;
  }

  /** Appends that came while the same one was under way: EventStoreDB does not answer them. */
  get dropped(): readonly Pending[] {
    return this.#dropped;
  }

  /** `undefined` when the append is dropped. */
  #take({ append, head, seen }: Pending): Outcome | undefined {
    const decision = decide(append.expected, append.events, head, (id) => this.#find(head, id));
    switch (decision.kind) {
      case 'present':
        return decision.revision > seen ? undefined : { ...decision, kind: 'appended' };
      case 'wrong-version':
        return { kind: 'wrong-version', current: head.revision };
      case 'append':
        for (const event of append.events) this.#add(event, head);
        return { kind: 'appended', revision: head.revision, position: this.last + this.size };
    }
  }

  #add(event: ProposedEvent, head: StreamHead): void {
    this.#heads.add(head);
    const { id, type, json, data, metadata } = event;
    this.#events.push({
      position: this.last + this.size + 1,
      stream: head.stream,
      revision: ++head.revision,
      id,
      type,
      json,
      data,
      metadata,
      createdMs: this.#createdMs,
    });
  }

  /** In the table, or earlier in this very group. */
  #find(head: StreamHead, id: string): readonly Place[] {
    const stored = this.known.get(idKey(head.stream, id)) ?? [];
    if (head.revision === head.committed) return stored;
    const fresh = this.#events.filter((each) => each.id === id && each.stream === head.stream);
    return [...stored, ...fresh];
  }
}
