import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { CopyIn } from './copy.js';
import { Group, needsIds } from './group.js';
import type { Append, Outcome, Pending } from './group.js';
import { StreamHeads } from './heads.js';
import type { RecentEvents } from './recent.js';
import { findIds } from './known-ids.js';
import type { KnownIds } from './known-ids.js';
import { reopenSession } from './session.js';
import type { WriterSession } from './session.js';
import { COLUMNS } from './tuples.js';

/** A group takes so many events, or bytes, and what exceeds them by its last append. */
const GROUP_EVENTS = 4_096;
const GROUP_BYTES = 4 * 1024 * 1024;
/** With this many appends or bytes waiting, callers are asked to pause. */
const PENDING_APPENDS = 10_000;
const PENDING_BYTES = 64 * 1024 * 1024;
/** An append that is dropped is answered `late` by then, should its caller name no deadline. */
const DROPPED_MS = 10_000;
/** How often deadlines are looked at. */
const SWEEP_MS = 50;

const COPY = `COPY eventstore.events (${COLUMNS}) FROM STDIN (FORMAT binary)`;
const NONE: KnownIds = new Map();

/** What a writer tells the node. */
export interface WriterEvents {
  /** Events have been committed and can be read. */
  committed(): void;
  /** A line for the log. */
  log(message: string): void;
  /** It cannot go on; called at most once. */
  lost(error: Error): void;
}

/**
 * The single writer. While one group of appends is being committed, the next one gathers; its
 * statement leaves before the answers to the last one do.
 */
export class Writer {
  readonly #pending = new Set<Pending>();
  #ready: Pending[] = [];
  #bytes = 0;
  #busy = false;
  #scheduled = false;
  #stopping = false;
  #session: WriterSession | undefined;
  #heads: StreamHeads;
  #last = 0;
  #idle: (() => void)[] = [];
  readonly #sweeper: NodeJS.Timeout;

  constructor(
    private readonly databaseUrl: string,
    private readonly pool: pg.Pool,
    private readonly recent: RecentEvents,
    session: WriterSession,
    private readonly events: WriterEvents,
  ) {
    this.#heads = new StreamHeads(pool);
    this.#begin(session);
    this.#sweeper = setInterval(() => this.#sweep(), SWEEP_MS);
  }

  /** Where streams end. */
  get heads(): StreamHeads {
    return this.#heads;
  }

  /** So much is waiting that callers should hold back until `drained`. */
  get full(): boolean {
    return this.#pending.size >= PENDING_APPENDS || this.#bytes >= PENDING_BYTES;
  }

  /** Resolves when there is room again. */
  drained(): Promise<void> {
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Takes an append whose size and names have been checked. */
  submit(append: Append): void {
    if (!this.#session) {
      append.settle({ kind: 'unavailable', reason: 'the database of the event store is away' });
      return;
    }
    const { stream, deadlineMs } = append;
    const head = this.#heads.find(stream);
    const pending: Pending = { append, head, seen: head.committed, deadlineMs, settled: false };
    head.pins++;
    this.#pending.add(pending);
    this.#bytes += append.bytes;
    if (head.waiting) head.waiting.push((error) => this.#headKnown(pending, error));
    else this.#enqueue(pending);
  }

  /** Lets the group under way finish and starts no other; what is handed in waits. */
  async quiesce(): Promise<void> {
    this.#stopping = true;
    while (this.#busy) await delay(5);
  }

  /** Gives up the lock and answers everyone who still waits that the outcome is unknown. */
  async close(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#sweeper);
    const session = this.#session;
    this.#session = undefined;
    this.#abandon('the event store is shutting down');
    await session?.client.end();
  }

  #begin(session: WriterSession): void {
    this.#session = session;
    this.#last = session.last;
    session.client.on('error', (error: Error) => this.#fail(session, error));
    session.client.on('end', () => this.#fail(session, new Error('the connection has ended')));
  }

  #headKnown(pending: Pending, error: Error | undefined): void {
    pending.seen = pending.head.committed;
    if (error) this.#settle(pending, { kind: 'unavailable', reason: error.message });
    else this.#enqueue(pending);
  }

  #enqueue(pending: Pending): void {
    this.#ready.push(pending);
    if (this.#busy || this.#scheduled) return;
    // Everything that arrives in this turn of the event loop goes together.
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#next();
    });
  }

  /** Starts the next group, if there is something to write and nothing under way. */
  #next(): void {
    const session = this.#session;
    if (!session || this.#busy || this.#stopping || this.#ready.length === 0) return;
    this.#busy = true;
    const taken = this.#takeReady();
    const unsure = taken.filter(needsIds);
    if (unsure.length === 0) this.#commit(session, new Group(taken, NONE, this.#last));
    else void this.#commitKnowing(session, taken, unsure);
  }

  #takeReady(): Pending[] {
    const now = performance.now();
    const taken: Pending[] = [];
    let events = 0;
    let bytes = 0;
    let index = 0;
    for (; index < this.#ready.length; index++) {
      if (events >= GROUP_EVENTS || bytes >= GROUP_BYTES) break;
      const pending = this.#ready[index];
      if (!pending) continue;
      if (pending.deadlineMs <= now) this.#settle(pending, { kind: 'late' });
      if (pending.settled) {
        pending.head.pins--;
        continue;
      }
      events += pending.append.events.length;
      bytes += pending.append.bytes;
      taken.push(pending);
    }
    this.#ready = this.#ready.slice(index);
    return taken;
  }

  async #commitKnowing(
    session: WriterSession,
    taken: readonly Pending[],
    unsure: readonly Pending[],
  ): Promise<void> {
    let known: KnownIds;
    try {
      known = await findIds(session.client, unsure);
    } catch (error) {
      this.#fail(session, error);
      return;
    }
    if (session === this.#session) this.#commit(session, new Group(taken, known, this.#last));
  }

  #commit(session: WriterSession, group: Group): void {
    if (group.size === 0) {
      this.#committed(group);
      return;
    }
    const done = (error?: Error): void => {
      if (error) this.#fail(session, error);
      else if (session === this.#session) this.#committed(group);
    };
    session.client.query(new CopyIn(COPY, group.tuples(), done));
  }

  #committed(group: Group): void {
    this.#last += group.size;
    group.confirm(this.#heads);
    this.#busy = false;
    this.#next();
    const readable = group.readable();
    this.recent.add(readable);
    for (const { pending, outcome } of group.outcomes()) this.#settle(pending, outcome);
    const lateMs = performance.now() + DROPPED_MS;
    for (const pending of group.dropped) pending.deadlineMs = Math.min(pending.deadlineMs, lateMs);
    if (readable.length > 0) this.events.committed();
    if (!this.full) this.#tellDrained();
  }

  /**
   * Handles any failure of the writing connection. The outcome of the group in flight is unknown,
   * so no append is answered from memory; the table decides, once the lock is back.
   */
  #fail(session: WriterSession, cause: unknown): void {
    if (session !== this.#session) return;
    const reason = cause instanceof Error ? cause.message : String(cause);
    this.events.log(`lost the database: ${reason}`);
    this.#session = undefined;
    this.#busy = false;
    const heads = this.#heads;
    this.#heads = new StreamHeads(this.pool);
    this.#abandon(`the event store lost its database: ${reason}`);
    heads.abandon(new Error(reason));
    session.client.end().catch(() => undefined);
    void this.#recover();
  }

  async #recover(): Promise<void> {
    try {
      const session = await reopenSession(this.databaseUrl, () => this.#stopping);
      this.recent.reset(session.last);
      this.#begin(session);
      this.events.log('the database is back');
      this.events.committed();
    } catch (error) {
      if (!this.#stopping)
        this.events.lost(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #abandon(reason: string): void {
    this.#ready = [];
    for (const pending of this.#pending) this.#settle(pending, { kind: 'unavailable', reason });
    this.#tellDrained();
  }

  #settle(pending: Pending, outcome: Outcome): void {
    if (pending.settled) return;
    pending.settled = true;
    this.#pending.delete(pending);
    this.#bytes -= pending.append.bytes;
    pending.append.settle(outcome);
  }

  #tellDrained(): void {
    const waiting = this.#idle;
    this.#idle = [];
    for (const resolve of waiting) resolve();
  }

  #sweep(): void {
    const now = performance.now();
    for (const pending of this.#pending) {
      if (pending.deadlineMs <= now) this.#settle(pending, { kind: 'late' });
    }
  }
}
