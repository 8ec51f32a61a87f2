import { setTimeout as sleep } from 'node:timers/promises';
import type { Decider } from '../../domain/decider.js';
import type { Fact } from '../../domain/event.js';
import type { Instant } from '../../domain/instant.js';
import type { Connection } from './connection/connection.js';
import { settle, type Executed, type Replay, type Settler } from './executed.js';
import { StoreUnavailable, StreamContended } from './connection/failures.js';
import { LookUps, type LookingUp } from './look-ups.js';
import type { StreamMemory } from './memory.js';
import type { OperationsIndex } from './operations.js';
import { decideRound, draftOf } from './round.js';
import { seal, type CommandMeta, type Sealed } from './records/seal.js';
import { pauseAfterLosing } from './turns.js';

const MAX_COMMANDS_PER_APPEND = 256;
const MAX_APPEND_BYTES = 512 * 1024;
const MAX_WAITING_PER_STREAM = 10_000;
/** After losing races for this long a command is told to come back. */
const RACE_LIMIT_MS = 2_000;
/** An append whose outcome is unknown is repeated for this long. */
const UNKNOWN_LIMIT_MS = 8_000;
const MAX_PAUSE_MS = 250;
/** Appends of at most 120 due events before one command: 10,000 years of renewals. */
const MAX_DUE_APPENDS = 1_000;

/** What a mailbox needs of the store around it. */
export interface MailboxOptions<State, Command, Event extends Fact> {
  readonly decider: Decider<State, Command, Event>;
  readonly id: string;
  readonly connection: Connection;
  readonly operations: OperationsIndex;
  readonly now: () => Instant;
  /** The folded stream: from the cache, or loaded. */
  open(): Promise<StreamMemory<State, Command, Event>>;
  /** Folds what others have written since; true when there was any. */
  refresh(memory: StreamMemory<State, Command, Event>): Promise<boolean>;
  /** Reads ids back to a position that `operations` is complete up to, as far as bounds allow. */
  deepen(memory: StreamMemory<State, Command, Event>, to: bigint): Promise<void>;
  /** The first answer of a command that began at this revision. */
  readonly replay: Replay<Event>;
  /** Something was appended: the cache and the snapshots want to know. */
  committed(memory: StreamMemory<State, Command, Event>): void;
  /** Nothing is known of the stream any more: it is loaded again by whoever comes next. */
  forget(): void;
  /** Another process was quicker: the others want to know that they are not alone. */
  losing(): void;
  /** Nothing waits any more: from this moment on, who comes next opens a mailbox of its own. */
  idle(): void;
}

interface Waiting<Command, Event extends Fact> extends LookingUp<Command>, Settler<Event> {}

interface Visit<State, Command, Event extends Fact> {
  readonly bookDue: boolean;
  readonly resolve: (memory: StreamMemory<State, Command, Event>) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * All commands for one stream pass through here, in order. While an append is in flight the next
 * ones wait; then all that wait are decided on the evolving state and appended in one write.
 */
export class Mailbox<State, Command, Event extends Fact> {
  private commands: Waiting<Command, Event>[] = [];
  private visits: Visit<State, Command, Event>[] = [];
  private memory: StreamMemory<State, Command, Event> | undefined;

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
      if (this.memory) this.lookUps.start(waiting, this.memory.ids);
    });
  }

  /** Waits for the state as it stands in the log, with what is due booked if asked for. */
  visit(bookDue: boolean): Promise<StreamMemory<State, Command, Event>> {
    if (this.visits.length >= MAX_WAITING_PER_STREAM) return this.refuse();
    return new Promise((resolve, reject) => this.visits.push({ bookDue, resolve, reject }));
  }

  /** Works until nothing waits. What is submitted in the turn that opened it is there already. */
  async run(): Promise<void> {
    await Promise.resolve();
    while (this.commands.length > 0 || this.visits.length > 0) {
      const visits = this.visits.splice(0);
      let commands: Waiting<Command, Event>[] | undefined;
      try {
        const memory = (this.memory ??= await this.options.open());
        if (visits.length > 0) await this.serve(visits, memory);
        if (this.commands.length === 0) continue;
        await this.letOthersGoFirst(memory);
        commands = this.nextCommands();
        await this.handle(commands, memory);
      } catch (error) {
        this.memory = undefined;
        this.options.forget();
        for (const { reject } of [...(commands ?? this.nextCommands()), ...visits]) reject(error);
        if (isAway(error)) this.rejectAll(error);
      }
    }
    this.options.idle();
  }

  /** Whoever has come meanwhile would wait as long again for a store that is away. */
  private rejectAll(error: unknown): void {
    for (const { reject } of [...this.commands.splice(0), ...this.visits.splice(0)]) reject(error);
  }

  private nextCommands(): Waiting<Command, Event>[] {
    return this.commands.splice(0, MAX_COMMANDS_PER_APPEND);
  }

  /** Other processes have their turn at a stream that all write to; then their facts are read. */
  private async letOthersGoFirst(memory: StreamMemory<State, Command, Event>): Promise<void> {
    const pauseMs = memory.turns.giveWay(performance.now());
    if (pauseMs > 0) await sleep(pauseMs);
    if (memory.turns.isShared(performance.now())) await this.refresh(memory);
  }

  /** Folds what others have written since; true when there was any. */
  private async refresh(memory: StreamMemory<State, Command, Event>): Promise<boolean> {
    const grew = await this.options.refresh(memory);
    if (grew) memory.turns.othersWrite(performance.now());
    return grew;
  }

  private refuse(): Promise<never> {
    return Promise.reject(new StoreUnavailable(`too much waits for ${this.stream}`));
  }

  private async serve(
    visits: readonly Visit<State, Command, Event>[],
    memory: StreamMemory<State, Command, Event>,
  ): Promise<void> {
    await this.refresh(memory);
    this.letGoOfIds(memory);
    if (visits.some(({ bookDue }) => bookDue)) await this.bookDue(memory);
    for (const { resolve } of visits) resolve(memory);
  }

  private async handle(
    commands: Waiting<Command, Event>[],
    memory: StreamMemory<State, Command, Event>,
  ): Promise<void> {
    const started = performance.now();
    this.letGoOfIds(memory);
    for (let races = 0; ;) {
      const began = performance.now();
      const behind = await this.lookUps.finish(commands, memory.ids);
      if (behind) await this.options.deepen(memory, behind.checkpoint);
      // One instant for both: what ends between two of them would be booked by nobody.
      const now = await this.bookDue(memory);
      const round = decideRound(memory, commands, now);
      if (round.drafts.length === 0) {
        // A refusal is only as good as the state it was made on: look whether the log went on.
        if (round.dependsOnState && (await this.refresh(memory))) continue;
        settle(commands, round.answers, [], null, this.options.replay);
        return;
      }
      const sealed = seal(memory.decider, this.options.id, memory.hash, round.drafts);
      if (sealed.bytes > MAX_APPEND_BYTES && commands.length > 1) {
        this.commands.unshift(...commands.splice(Math.ceil(commands.length / 2)));
        continue;
      }
      const position = await this.append(sealed.events, memory);
      if (position !== 'raced') memory.turns.appended(began, performance.now());
      if (position === 'raced') {
        races += 1;
        await this.afterRace(memory, races, started);
        continue;
      }
      memory.commit(round.state, sealed.events, position);
      this.options.committed(memory);
      settle(commands, round.answers, sealed.events, position, this.options.replay);
      return;
    }
  }

  /**
   * What time alone has caused is booked first, in appends of its own. Gives the instant up to
   * which nothing is due any more: what comes next is decided at that one.
   */
  private async bookDue(memory: StreamMemory<State, Command, Event>): Promise<Instant> {
    const { decider } = memory;
    const started = performance.now();
    let now = this.nowFor(memory);
    let races = 0;
    for (let appends = 0; decider.due && appends < MAX_DUE_APPENDS;) {
      const first = memory.revision + 1;
      const facts = decider.due(memory.state, { now, nextRevision: first });
      if (facts.length === 0) return now;
      let state = memory.state;
      const drafts = facts.map((fact, index) => {
        state = decider.evolve(state, fact);
        return draftOf(decider, state, fact, first + index, now, undefined);
      });
      const { events } = seal(decider, this.options.id, memory.hash, drafts);
      const position = await this.append(events, memory);
      if (position === 'raced') {
        races += 1;
        await this.afterRace(memory, races, started);
        // Who was faster may have been later.
        now = Math.max(now, memory.recordedAt);
      } else {
        memory.commit(state, events, position);
        this.options.committed(memory);
        appends += 1;
      }
    }
    return now;
  }

  private nowFor(memory: StreamMemory<State, Command, Event>): Instant {
    return Math.max(this.options.now(), memory.recordedAt);
  }

  /**
   * Lets go of ids that `operations` has and memory need not. Before a round and not after it: a
   * look-up that is older than that is made again, and a stream that holds too many ids to take a
   * command is freed by whoever tries next.
   */
  private letGoOfIds(memory: StreamMemory<State, Command, Event>): void {
    const { operations } = this.options;
    if (memory.ids.trim(operations.checkpoint)) operations.learnProgress();
  }

  /**
   * Appends, and while the outcome is unknown appends the same ids at the same revision again:
   * the store makes that idempotent.
   */
  private async append(
    events: readonly Sealed<Event>[],
    { revision }: StreamMemory<State, Command, Event>,
  ): Promise<bigint | 'raced'> {
    const stored = events.map(({ stored }) => stored);
    const started = performance.now();
    for (let pauseMs = 10; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
      const outcome = await this.options.connection.append(this.stream, stored, revision);
      if (outcome.kind === 'appended') return outcome.position;
      if (outcome.kind === 'raced') return 'raced';
      if (outcome.kind === 'refused' || performance.now() - started > UNKNOWN_LIMIT_MS) {
        const cause = { cause: outcome.error };
        throw new StoreUnavailable('the event store does not take events', 2, cause);
      }
      await sleep(pauseMs * (0.5 + Math.random()));
    }
  }

  private async afterRace(
    memory: StreamMemory<State, Command, Event>,
    races: number,
    started: number,
  ): Promise<void> {
    if (performance.now() - started > RACE_LIMIT_MS) {
      throw new StreamContended(`${this.stream} is being written by others`);
    }
    if (memory.turns.speaksUp(performance.now())) this.options.losing();
    await sleep(pauseAfterLosing(races));
    await this.refresh(memory);
  }
}

const isAway = (error: unknown): boolean =>
  error instanceof StoreUnavailable && !(error instanceof StreamContended);
