import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { Instant } from '../../domain/instant.js';
import { backOffMs } from '../patience/back-off.js';
import type { Connection } from './connection/connection.js';
import { resolveAll, type Awaiting, type Executed, type Replay } from './executed.js';
import { StoreUnavailable, StreamContended } from './connection/failures.js';
import { LookUps, type LookingUp } from './look-ups.js';
import type { CachedStream } from './cached-stream.js';
import type { OperationsIndex } from './operations.js';
import { decideRound, draftOf } from './round.js';
import { seal, type CommandMeta, type Sealed } from './records/seal.js';
import { backoffAfterRace } from './writer-fairness.js';

const MAX_COMMANDS_PER_APPEND = 256;
const MAX_APPEND_BYTES = 512 * 1024;
const MAX_WAITING_PER_STREAM = 10_000;
/** A command that loses races for this long is refused as contended. */
const RACE_LIMIT_MS = 2_000;
/** An append with unknown outcome is repeated for this long. */
const UNKNOWN_LIMIT_MS = 8_000;
const APPEND_PAUSES = { firstMs: 10, longestMs: 250 };
/** Limit of appends of at most 120 due events before one command: 10,000 years of renewals. */
const MAX_DUE_APPENDS = 1_000;

/** What a mailbox needs from the event store. */
export interface MailboxOptions<State, Command, Event extends Fact> {
  readonly decider: Decider<State, Command, Event>;
  readonly id: string;
  readonly connection: Connection;
  readonly operations: OperationsIndex;
  readonly now: () => Instant;
  /** Returns the cached stream, or loads it. */
  open(): Promise<CachedStream<State, Command, Event>>;
  /** Folds events of other processes; true if there were any. */
  refresh(cached: CachedStream<State, Command, Event>): Promise<boolean>;
  /** Reads command ids back to a position that `operations` covers, within bounds. */
  deepen(cached: CachedStream<State, Command, Event>, to: bigint): Promise<void>;
  /** Returns the first answer of a command whose events start at this revision. */
  readonly replay: Replay<Event>;
  /** Called after each append, to update cache and snapshots. */
  committed(cached: CachedStream<State, Command, Event>): void;
  /** Called when the cached stream may be wrong: drop it. */
  forget(): void;
  /** Called after a lost race, to tell other processes of the contention. */
  contended(): void;
  /** Called when the queue drains: a later command opens a new mailbox. */
  idle(): void;
}

interface Waiting<Command, Event extends Fact> extends LookingUp<Command>, Awaiting<Event> {}

interface Visit<State, Command, Event extends Fact> {
  readonly bookDue: boolean;
  readonly resolve: (cached: CachedStream<State, Command, Event>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Serializes the commands of one stream. While an append is in flight, further commands queue; then
 * all of them are decided one after another and appended in one write.
 */
export class Mailbox<State, Command, Event extends Fact> {
  private commands: Waiting<Command, Event>[] = [];
  private visits: Visit<State, Command, Event>[] = [];
  private cached: CachedStream<State, Command, Event> | undefined;

  private readonly lookUps: LookUps<Command>;

  constructor(private readonly options: MailboxOptions<State, Command, Event>) {
    this.lookUps = new LookUps(options.operations, this.stream);
  }

  private get stream(): string {
    return `${this.options.decider.category}-${this.options.id}`;
  }

  /** Queues a command; the promise settles once its outcome is certain. */
  submit(command: Command, meta: CommandMeta): Promise<Executed<Event>> {
    if (this.commands.length >= MAX_WAITING_PER_STREAM) return this.refuse();
    return new Promise((resolve, reject) => {
      const waiting = { command, meta, lookedUp: undefined, looking: undefined, resolve, reject };
      this.commands.push(waiting);
      if (this.cached) this.lookUps.start(waiting, this.cached.ids);
    });
  }

  /** Waits for the state up to date with the log, after booking what is due if requested. */
  visit(bookDue: boolean): Promise<CachedStream<State, Command, Event>> {
    if (this.visits.length >= MAX_WAITING_PER_STREAM) return this.refuse();
    return new Promise((resolve, reject) => this.visits.push({ bookDue, resolve, reject }));
  }

  /** Runs until the queue is empty. Commands submitted in the tick that opened it are included. */
  async run(): Promise<void> {
    await Promise.resolve();
    while (this.commands.length > 0 || this.visits.length > 0) {
      const visits = this.visits.splice(0);
      let commands: Waiting<Command, Event>[] | undefined;
      try {
        const cached = (this.cached ??= await this.options.open());
        if (visits.length > 0) await this.serve(visits, cached);
        if (this.commands.length === 0) continue;
        await this.yieldToOthers(cached);
        commands = this.nextCommands();
        await this.handle(commands, cached);
      } catch (error) {
        this.cached = undefined;
        this.options.forget();
        for (const { reject } of [...(commands ?? this.nextCommands()), ...visits]) reject(error);
        if (isAway(error)) this.rejectAll(error);
      }
    }
    this.options.idle();
  }

  /** Rejects queued commands too: each would wait as long again for an unavailable store. */
  private rejectAll(error: unknown): void {
    for (const { reject } of [...this.commands.splice(0), ...this.visits.splice(0)]) reject(error);
  }

  private nextCommands(): Waiting<Command, Event>[] {
    return this.commands.splice(0, MAX_COMMANDS_PER_APPEND);
  }

  /** Yields a contended stream to other processes, then reads their facts. */
  private async yieldToOthers(cached: CachedStream<State, Command, Event>): Promise<void> {
    const pauseMs = cached.fairness.yieldMs(performance.now());
    if (pauseMs > 0) await sleep(pauseMs);
    if (cached.fairness.isContended(performance.now())) await this.refresh(cached);
  }

  /** Folds events of other processes; true if there were any. */
  private async refresh(cached: CachedStream<State, Command, Event>): Promise<boolean> {
    const grew = await this.options.refresh(cached);
    if (grew) cached.fairness.noteOtherWriter(performance.now());
    return grew;
  }

  private refuse(): Promise<never> {
    return Promise.reject(new StoreUnavailable(`too much waits for ${this.stream}`));
  }

  private async serve(
    visits: readonly Visit<State, Command, Event>[],
    cached: CachedStream<State, Command, Event>,
  ): Promise<void> {
    await this.refresh(cached);
    this.dropOldIds(cached);
    if (visits.some(({ bookDue }) => bookDue)) await this.bookDue(cached);
    for (const { resolve } of visits) resolve(cached);
  }

  private async handle(
    commands: Waiting<Command, Event>[],
    cached: CachedStream<State, Command, Event>,
  ): Promise<void> {
    const started = performance.now();
    this.dropOldIds(cached);
    for (let races = 0; ;) {
      const began = performance.now();
      const behind = await this.lookUps.finish(commands, cached.ids);
      if (behind) await this.options.deepen(cached, behind.checkpoint);
      // Decide at the instant up to which due events are booked: none may fall in between.
      const now = await this.bookDue(cached);
      const round = decideRound(cached, commands, now);
      if (round.drafts.length === 0) {
        // A refusal is only valid on current state: check for newer events first.
        if (round.dependsOnState && (await this.refresh(cached))) continue;
        resolveAll(commands, round.answers, [], null, this.options.replay);
        return;
      }
      const sealed = seal(cached.decider, this.options.id, cached.hash, round.drafts);
      if (sealed.bytes > MAX_APPEND_BYTES && commands.length > 1) {
        this.commands.unshift(...commands.splice(Math.ceil(commands.length / 2)));
        continue;
      }
      const position = await this.append(sealed.events, cached);
      if (position !== 'raced') cached.fairness.appended(began, performance.now());
      if (position === 'raced') {
        races += 1;
        await this.afterRace(cached, races, started);
        continue;
      }
      cached.commit(round.state, sealed.events, position);
      this.options.committed(cached);
      resolveAll(commands, round.answers, sealed.events, position, this.options.replay);
      return;
    }
  }

  /**
   * Books what time alone has caused, in separate appends. Returns the instant up to which nothing
   * is due; the commands are decided at that instant.
   */
  private async bookDue(cached: CachedStream<State, Command, Event>): Promise<Instant> {
    const { decider } = cached;
    const started = performance.now();
    let now = this.nowFor(cached);
    let races = 0;
    for (let appends = 0; decider.due && appends < MAX_DUE_APPENDS;) {
      const first = cached.revision + 1;
      const facts = decider.due(cached.state, { now, nextRevision: first });
      if (facts.length === 0) return now;
      let state = cached.state;
      const drafts = facts.map((fact, index) => {
        state = decider.evolve(state, fact);
        return draftOf(decider, state, fact, first + index, now, undefined);
      });
      const { events } = seal(decider, this.options.id, cached.hash, drafts);
      const position = await this.append(events, cached);
      if (position === 'raced') {
        races += 1;
        await this.afterRace(cached, races, started);
        // The winner's clock may be ahead.
        now = Math.max(now, cached.recordedAt);
      } else {
        cached.commit(state, events, position);
        this.options.committed(cached);
        appends += 1;
      }
    }
    return now;
  }

  private nowFor(cached: CachedStream<State, Command, Event>): Instant {
    return Math.max(this.options.now(), cached.recordedAt);
  }

  /**
   * Drops ids that `operations` has and memory need not keep. Runs before a round: an older look-up
   * is then repeated, and a stream with too many ids recovers on the next try.
   */
  private dropOldIds(cached: CachedStream<State, Command, Event>): void {
    const { operations } = this.options;
    if (cached.ids.trim(operations.checkpoint)) operations.learnProgress();
  }

  /**
   * Appends, and repeats an append with unknown outcome, with the same ids and revision: the store
   * makes that idempotent.
   */
  private async append(
    events: readonly Sealed<Event>[],
    { revision }: CachedStream<State, Command, Event>,
  ): Promise<bigint | 'raced'> {
    const stored = events.map(({ stored }) => stored);
    const started = performance.now();
    for (let failures = 1; ; failures += 1) {
      const outcome = await this.options.connection.append(this.stream, stored, revision);
      if (outcome.kind === 'appended') return outcome.position;
      if (outcome.kind === 'raced') return 'raced';
      if (outcome.kind === 'refused' || performance.now() - started > UNKNOWN_LIMIT_MS) {
        const cause = { cause: outcome.error };
        throw new StoreUnavailable('the event store does not take events', 2, cause);
      }
      await sleep(backOffMs(failures, APPEND_PAUSES));
    }
  }

  private async afterRace(
    cached: CachedStream<State, Command, Event>,
    races: number,
    started: number,
  ): Promise<void> {
    if (performance.now() - started > RACE_LIMIT_MS) {
      throw new StreamContended(`${this.stream} is being written by others`);
    }
    if (cached.fairness.shouldAnnounce(performance.now())) this.options.contended();
    await sleep(backoffAfterRace(races));
    await this.refresh(cached);
  }
}

const isAway = (error: unknown): boolean =>
  error instanceof StoreUnavailable && !(error instanceof StreamContended);
