import { STREAM_PREFIXES } from '../../domain/log/all-events.js';
import type { Decider } from '../../domain/decider.js';
import { IntegrityError } from '../../domain/errors.js';
import type { Fact } from '../../domain/event.js';
import type { Instant } from '../../domain/instant.js';
import { Connection } from './connection/connection.js';
import { orUnavailable, StoreUnavailable } from './connection/failures.js';
import { controlAfter, type Executed } from './executed.js';
import { Mailbox } from './mailbox.js';
import { StreamCache } from './stream-cache.js';
import type { OperationsIndex } from './operations.js';
import { decodeRecorded, type Recorded } from './records/recorded.js';
import type { CommandMeta } from './records/seal.js';
import { Snapshots } from './snapshots.js';
import type { ReadEvent } from './wire/stored-event.js';
import { RecentFailure } from '../recent-failure.js';
import { refusalIn } from '../refusal.js';

export type { ReadEvent } from './wire/stored-event.js';
export { StoreUnavailable } from './connection/failures.js';
export type { Executed } from './executed.js';
export type { Recorded } from './records/recorded.js';
export type { CommandMeta } from './records/seal.js';

/** Streams with pending commands; beyond, the process answers that it is busy. */
const MAX_OPEN_MAILBOXES = 50_000;
/** Limit of the events of one command that its answer consists of. */
const MAX_EVENTS_PER_COMMAND = 32;
const EVENTS_OF_MOST_COMMANDS = 3;

/** Options of the event store. */
export interface EventStoreOptions {
  /** `esdb://…` connection string. */
  readonly url: string;
  /** Index of command ids that are no longer in memory. */
  readonly operations: OperationsIndex;
  readonly now: () => Instant;
  /** Approximate limit of cached streams and command ids. */
  readonly maxCacheBytes: number;
  /** Called with a stream that other processes write to, at most ten times a second. */
  readonly onContention?: (stream: string) => void;
  readonly onSnapshotFailure?: (stream: string, error: unknown) => void;
}

/** An event as it stands in the log, and the fact that it is read as. */
export interface StoredEvent {
  readonly stored: ReadEvent;
  readonly recorded: Recorded;
}

/** Decoded facts of a subscription, and whether the store has no more at present. */
export interface RecordedBatch {
  readonly events: Recorded[];
  /**
   * Position of the last event of the batch, including skipped ones; null if it only reports
   * `caughtUp`.
   */
  readonly position: bigint | null;
  readonly caughtUp: boolean;
}

/**
 * Executes commands: loads and folds streams, decides, and appends each command's facts exactly
 * once. One per process.
 */
export class EventStore {
  readonly connection: Connection;
  private readonly mailboxes = new Map<string, unknown>();
  private readonly writes = new RecentFailure();
  private readonly cache: StreamCache;
  private readonly snapshots: Snapshots;

  constructor(private readonly options: EventStoreOptions) {
    this.connection = new Connection(options.url);
    this.snapshots = new Snapshots(this.connection, options.onSnapshotFailure ?? (() => undefined));
    this.cache = new StreamCache(this.connection, this.snapshots, options.maxCacheBytes);
  }

  /**
   * Decides a command on its stream and appends its facts. Repeating a `commandId` returns the
   * first answer (`hit`); with another `inputHash` it is refused with `idempotency_mismatch`.
   * Throws DomainError for refusals, StoreUnavailable if the outcome is unknown or the store is
   * unavailable.
   */
  execute<S, C, E extends Fact>(
    decider: Decider<S, C, E>,
    id: string,
    command: C,
    meta: CommandMeta,
  ): Promise<Executed<E>> {
    const executed = this.through(decider, id, (mailbox) => mailbox.submit(command, meta));
    executed.catch((error: unknown) => this.noteFailure(error));
    return executed;
  }

  /** Loads and folds a stream up to date with the log; revision -1 if it does not exist. */
  async load<S, C, E extends Fact>(decider: Decider<S, C, E>, id: string) {
    const cached = await this.through(decider, id, (mailbox) => mailbox.visit(false));
    return { state: cached.state, revision: cached.revision, position: cached.position };
  }

  /** Books what time alone has caused, then returns the folded stream. */
  async bookDue<S, C, E extends Fact>(decider: Decider<S, C, E>, id: string) {
    const cached = await this.through(decider, id, (mailbox) => mailbox.visit(true));
    return { state: cached.state, revision: cached.revision, position: cached.position };
  }

  /** Reads decoded events of a stream from a revision, at most `max`. */
  async readStream(stream: string, from: number, max: number): Promise<Recorded[]> {
    const events = await orUnavailable(() => this.connection.readForwards(stream, from, max));
    return events.flatMap((event) => decodeRecorded(event) ?? []);
  }

  /** Events of a stream from a revision (or its end) backwards, newest first, at most `max`. */
  async readBackwards(stream: string, from: number | 'end', max: number): Promise<StoredEvent[]> {
    const events = await orUnavailable(() => this.connection.readBackwards(stream, from, max));
    return events.flatMap((stored) => {
      const recorded = decodeRecorded(stored);
      return recorded ? [{ stored, recorded }] : [];
    });
  }

  /** Pages through Scrip's events after a position, up to the end of the log at the start. */
  async *readAll(after: bigint | null): AsyncGenerator<Recorded[]> {
    for await (const page of this.connection.allPages(after)) {
      yield page.flatMap((event) => decodeRecorded(event) ?? []);
    }
  }

  /**
   * Subscribes to Scrip's events after a position, at most `maxBatchEvents` at once. Throws if the
   * store becomes unavailable: subscribe again after the last position handled.
   */
  async *subscribe(options: {
    after: bigint | null;
    signal?: AbortSignal;
    maxBatchEvents?: number;
    /** Stream prefixes; all categories by default. */
    prefixes?: readonly string[];
  }): AsyncGenerator<RecordedBatch> {
    const prefixes = options.prefixes ?? STREAM_PREFIXES;
    for await (const { events, caughtUp } of this.connection.subscribe({ ...options, prefixes })) {
      yield {
        events: events.flatMap((event) => decodeRecorded(event) ?? []),
        position: events.at(-1)?.position ?? null,
        caughtUp,
      };
    }
  }

  /** Why appends fail at present, in a few words; undefined while they succeed. */
  get failingWrites(): string | undefined {
    return this.writes.last;
  }

  /** Position of the newest event; null for an empty log. */
  head(): Promise<bigint | null> {
    return orUnavailable(() => this.connection.head());
  }

  /** Another process loses races for this stream: yield to it. */
  noteContention(stream: string): void {
    this.cache.peek(stream)?.fairness.noteOtherWriter(performance.now());
  }

  /** Figures for metrics. */
  stats() {
    return {
      openMailboxes: this.mailboxes.size,
      ...this.cache.size,
      snapshotFailures: this.snapshots.failures,
    };
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Records a failure of the store; a merely busy process has no cause. */
  private noteFailure(error: unknown): void {
    if (!(error instanceof StoreUnavailable) || error.cause === undefined) return;
    const refusal = refusalIn(error);
    // Keep only final refusals: others may have passed, and readiness checks the store itself.
    this.writes.note(refusal?.isFinal ? refusal.brief : 'takes no events');
  }

  private through<S, C, E extends Fact, T>(
    decider: Decider<S, C, E>,
    id: string,
    ask: (mailbox: Mailbox<S, C, E>) => Promise<T>,
  ): Promise<T> {
    const stream = `${decider.category}-${id}`;
    const open = this.mailboxes.get(stream) as Mailbox<S, C, E> | undefined;
    if (open) return ask(open);
    if (this.mailboxes.size >= MAX_OPEN_MAILBOXES) {
      return Promise.reject(new StoreUnavailable('too many streams are being written at once'));
    }
    const mailbox = this.mailboxFor(decider, id, stream);
    this.mailboxes.set(stream, mailbox);
    const answer = ask(mailbox);
    void mailbox.run();
    return answer;
  }

  private mailboxFor<S, C, E extends Fact>(decider: Decider<S, C, E>, id: string, stream: string) {
    return new Mailbox<S, C, E>({
      decider,
      id,
      connection: this.connection,
      operations: this.options.operations,
      now: this.options.now,
      open: () => this.cache.open(decider, id),
      refresh: (cached) => this.cache.refresh(cached, id),
      deepen: (cached, to) => this.cache.deepen(cached, id, to),
      replay: (revision) => this.replay<E>(stream, revision),
      committed: (cached) => {
        this.writes.clear();
        this.cache.committed(cached, id);
      },
      forget: () => this.cache.forget(stream),
      contended: () => this.options.onContention?.(stream),
      idle: () => void this.mailboxes.delete(stream),
    });
  }

  private async replay<E extends Fact>(stream: string, revision: number): Promise<Executed<E>> {
    let read: Recorded[] = [];
    // Most commands write one or two events; read no further than needed.
    for (let max = EVENTS_OF_MOST_COMMANDS; ; max = MAX_EVENTS_PER_COMMAND) {
      read = await this.readStream(stream, revision, max);
      const goesOn = read.at(-1)?.meta.command_id === read[0]?.meta.command_id;
      if (!goesOn || read.length < max || max === MAX_EVENTS_PER_COMMAND) break;
    }
    const first = read[0];
    if (!first) throw new IntegrityError(`${stream} has lost its event ${revision}`, { stream });
    const { command_id, append_end } = first.meta;
    const events = read.filter(({ meta }) => meta.command_id === command_id) as Recorded<E>[];
    const end =
      read.find((event) => event.revision === append_end) ??
      (await this.readStream(stream, append_end, 1))[0];
    const position = end?.position ?? first.position;
    return {
      events: events.map((event) => ({ ...event, position })),
      hit: true,
      position,
      control: controlAfter(events),
    };
  }
}
