import { eventsByCategory } from '../../domain/log/all-events.js';
import type { Decider } from '../../domain/decider.js';
import { IntegrityError } from '../../domain/errors.js';
import type { Fact } from '../../domain/event.js';
import type { Instant } from '../../domain/instant.js';
import { Connection } from './connection/connection.js';
import { orUnavailable, StoreUnavailable } from './connection/failures.js';
import { controlAfter, type Executed } from './executed.js';
import { Mailbox } from './mailbox.js';
import { Memories } from './memories.js';
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

/** Streams that commands are waiting for at once; beyond, a process says it is busy. */
const MAX_OPEN_MAILBOXES = 50_000;
/** One command writes at most this many events that its answer is made of. */
const MAX_EVENTS_PER_COMMAND = 32;
const EVENTS_OF_MOST_COMMANDS = 3;

/** What an event store is built from. */
export interface EventStoreOptions {
  /** `esdb://…` connection string. */
  readonly url: string;
  /** Where command ids are looked up once they are no longer held in memory. */
  readonly operations: OperationsIndex;
  readonly now: () => Instant;
  /** Rough bytes of folded states and command ids kept between commands. */
  readonly maxCacheBytes: number;
  /** Told, ten times a second at most, of a stream at which others are quicker. */
  readonly onLosing?: (stream: string) => void;
  readonly onSnapshotFailure?: (stream: string, error: unknown) => void;
}

/** An event as it stands in the log, and the fact that it is read as. */
export interface StoredEvent {
  readonly stored: ReadEvent;
  readonly recorded: Recorded;
}

/** What a subscription hands over: decoded facts, and whether more was waiting. */
export interface RecordedBatch {
  readonly events: Recorded[];
  /** Position of the last event of the batch, ours or not; null when it only says `caughtUp`. */
  readonly position: bigint | null;
  readonly caughtUp: boolean;
}

/**
 * The write side: commands in, facts appended, each exactly once. One a process.
 */
export class EventStore {
  readonly connection: Connection;
  private readonly mailboxes = new Map<string, unknown>();
  private readonly writes = new RecentFailure();
  private readonly memories: Memories;
  private readonly snapshots: Snapshots;

  constructor(private readonly options: EventStoreOptions) {
    this.connection = new Connection(options.url);
    this.snapshots = new Snapshots(this.connection, options.onSnapshotFailure ?? (() => undefined));
    this.memories = new Memories(this.connection, this.snapshots, options.maxCacheBytes);
  }

  /**
   * Decides a command on its stream and appends what it leads to. The same `commandId` again gives
   * the first answer (`hit`), with another `inputHash` it is refused with `idempotency_mismatch`.
   * Throws DomainError for refusals, StoreUnavailable when nothing can be promised.
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

  /** The folded stream as it stands in the log now; revision -1 when there is none. */
  async load<S, C, E extends Fact>(decider: Decider<S, C, E>, id: string) {
    const memory = await this.through(decider, id, (mailbox) => mailbox.visit(false));
    return { state: memory.state, revision: memory.revision, position: memory.position };
  }

  /** Books what time alone has caused, then gives the folded stream. */
  async bookDue<S, C, E extends Fact>(decider: Decider<S, C, E>, id: string) {
    const memory = await this.through(decider, id, (mailbox) => mailbox.visit(true));
    return { state: memory.state, revision: memory.revision, position: memory.position };
  }

  /** Decoded events of a stream from a revision on, at most `max`. */
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

  /** All our events after a position, in pages, to the end of the log as it was found. */
  async *readAll(after: bigint | null): AsyncGenerator<Recorded[]> {
    for await (const page of this.connection.allPages(after)) {
      yield page.flatMap((event) => decodeRecorded(event) ?? []);
    }
  }

  /**
   * Our events after a position as they arrive, at most `maxBatchEvents` at once. Throws when the
   * store goes away: whoever iterates starts again from the last position it handled.
   */
  async *subscribe(options: {
    after: bigint | null;
    signal?: AbortSignal;
    maxBatchEvents?: number;
    /** Stream prefixes; all categories unless told. */
    prefixes?: readonly string[];
  }): AsyncGenerator<RecordedBatch> {
    const prefixes = options.prefixes ?? Object.keys(eventsByCategory).map((name) => `${name}-`);
    for await (const { events, caughtUp } of this.connection.subscribe({ ...options, prefixes })) {
      yield {
        events: events.flatMap((event) => decodeRecorded(event) ?? []),
        position: events.at(-1)?.position ?? null,
        caughtUp,
      };
    }
  }

  /** Why appends fail at present, in a few words; undefined while they do not. */
  get failingWrites(): string | undefined {
    return this.writes.last;
  }

  /** Position of the newest event of the log; null when it is empty. */
  head(): Promise<bigint | null> {
    return orUnavailable(() => this.connection.head());
  }

  /** Another process loses races at this stream: it is let in. */
  shareStream(stream: string): void {
    this.memories.peek(stream)?.turns.othersWrite(performance.now());
  }

  /** Figures for the metrics page. */
  stats() {
    return {
      openMailboxes: this.mailboxes.size,
      ...this.memories.size,
      snapshotFailures: this.snapshots.failures,
    };
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  /** Remembers that the store failed a command; where a process is only busy, there is no cause. */
  private noteFailure(error: unknown): void {
    if (!(error instanceof StoreUnavailable) || error.cause === undefined) return;
    const refusal = refusalIn(error);
    // One that passes may have passed by now: whether the store answers is asked each time.
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
      open: () => this.memories.open(decider, id),
      refresh: (memory) => this.memories.refresh(memory, id),
      deepen: (memory, to) => this.memories.deepen(memory, id, to),
      replay: (revision) => this.replay<E>(stream, revision),
      committed: (memory) => {
        this.writes.clear();
        this.memories.committed(memory, id);
      },
      forget: () => this.memories.forget(stream),
      losing: () => this.options.onLosing?.(stream),
      idle: () => void this.mailboxes.delete(stream),
    });
  }

  private async replay<E extends Fact>(stream: string, revision: number): Promise<Executed<E>> {
    let read: Recorded[] = [];
    // Most commands write one event or two: the rest of the stream is not its answer's business.
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
