import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { accountDecider } from '../../domain/account/decide/decider.js';
import type { AccountCommand } from '../../domain/account/commands.js';
import { accountEvents, type AccountEvent } from '../../domain/account/events.js';
import { controlOf, type AccountState } from '../../domain/account/state.js';
import type { Context, Control, Decider } from '../../domain/decider.js';
import { DomainError } from '../../domain/errors.js';
import type { Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import {
  EventStore,
  type CommandMeta,
  type Executed,
  type Recorded,
  type StoredEvent,
} from '../../platform/event-store/event-store.js';
import { StoreUnavailable } from '../../platform/event-store/connection/failures.js';
import { CatalogueTooOld, CatalogueView } from '../catalogue/catalogue-view.js';
import { requestedCredits } from './requested-credits.js';
import type { Outcome, Review } from './review.js';
import { withRemedies } from './remedies.js';

/** Accounts whose last write is remembered, so that reads in this process show it. */
const MAX_REMEMBERED_WRITES = 20_000;

/** A queued decision may outlive the freshness of its catalogue. */
const MAX_CATALOGUE_READINGS = 3;

/** Of at most 120 events each: as many renewals as the mailbox would book. */
const MAX_DUE_TURNS = 1_000;

/**
 * A command with its objection. A repeated command is answered before the objection is checked:
 * once accepted, it is not refused later because time has passed or a model was retired.
 */
interface Asked {
  /** Needed for accounts that were never opened. */
  readonly accountId: string;
  readonly command: AccountCommand;
  readonly objection: Objection | undefined;
  /** Looks at what was decided before it is written. */
  readonly review?: Review | undefined;
  /** Decide without writing: see `dryRun`. */
  readonly dryRun?: DryRunOptions;
}

/** Options of a dry run. */
export interface DryRunOptions {
  /** Treat an account that does not exist as just opened, on the free plan. */
  readonly assumeOpen: boolean;
}

/** Checks a command when it is decided; returns the refusal, or undefined. */
export type Objection = (now: Instant, state: AccountState) => Error | undefined;

/** 404: the account was never opened. */
export const accountNotFound = (accountId: string): DomainError =>
  new DomainError('account_not_found', { account_id: accountId });

/** The folded account, up to date with the log. */
export interface LoadedAccount {
  readonly state: AccountState;
  /** Revision of its last event; -1: never opened. */
  readonly revision: number;
  readonly position: bigint | null;
}

type AccountDecider = Decider<AccountState, AccountCommand, AccountEvent>;

/** Facts that a command would lead to, or has led to before. */
export interface DryRun {
  readonly facts: readonly AccountEvent[];
  /** The balance after them; null if nothing was ever written. */
  readonly control: Control | null;
  /** The command has already been executed under its key. */
  readonly hit: boolean;
}

/** Thrown to end a decision before it is written, and carry its result out of the mailbox. */
class DryRunResult extends Error {
  constructor(
    readonly facts: readonly AccountEvent[],
    readonly after: AccountState,
  ) {
    super('a dry run is never written');
  }
}

/** Executes commands on account streams, with the decider that knows this process's plans. */
@Injectable()
export class AccountStream {
  private readonly decider: Decider<AccountState, Asked, AccountEvent>;
  private readonly written = new LRUCache<string, bigint>({ max: MAX_REMEMBERED_WRITES });

  constructor(
    private readonly store: EventStore,
    private readonly plans: CatalogueView,
    private readonly clock: Clock,
  ) {
    const account = accountDecider(plans.forDecisions);
    this.decider = {
      ...account,
      decide: (state, asked, context) => {
        const refusal = asked.objection?.(context.now, state);
        if (refusal) throw refusal;
        if (asked.dryRun) throw this.dryRunResult(account, state, asked, context);
        const events = this.decided(account, state, asked, context);
        const after = asked.review && events.reduce(account.evolve, state);
        const objected = after && asked.review?.({ state, events, after, people: context.people });
        if (objected) throw objected;
        return events;
      },
    };
  }

  /** Decides and appends; see `EventStore.execute`. */
  async execute(
    accountId: string,
    command: AccountCommand,
    meta: CommandMeta,
    objection?: Objection,
    review?: Review,
  ): Promise<Executed<AccountEvent>> {
    await this.waitForPlanOf(command);
    const asked = { accountId, command, objection, review };
    const executed = await this.byCurrentPlans(() =>
      this.store.execute(this.decider, accountId, asked, meta),
    );
    if (executed.position !== null && !executed.hit) this.written.set(accountId, executed.position);
    return executed;
  }

  /**
   * The result of `execute` without writing: the same refusals, including for reused keys, and the
   * same answer to repetitions.
   */
  async dryRun(
    accountId: string,
    command: AccountCommand,
    meta: CommandMeta,
    objection: Objection | undefined,
    dryRun: DryRunOptions,
  ): Promise<DryRun> {
    const asked = { accountId, command, objection, dryRun };
    try {
      const { events, control, hit } = await this.byCurrentPlans(() =>
        this.store.execute(this.decider, accountId, asked, meta),
      );
      return { facts: events.map(({ fact }) => fact), control, hit };
    } catch (error) {
      if (!(error instanceof DryRunResult)) throw error;
      return { facts: error.facts, control: controlOf(error.after), hit: false };
    }
  }

  /** Position of this process's last write to an account, if recent. */
  lastWritten(accountId: string): bigint | undefined {
    return this.written.get(accountId);
  }

  /** Loads the account up to date with the log; what is due is not booked. */
  load(accountId: string): Promise<LoadedAccount> {
    return this.store.load(this.decider, accountId);
  }

  /** Throws DomainError `account_not_found` where nobody ever opened it. */
  async requireOpened(accountId: string): Promise<void> {
    const { state } = await this.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
  }

  /** Reads events from a revision, oldest first, at most `max`. */
  eventsFrom(accountId: string, revision: number, max: number): Promise<Recorded[]> {
    return this.store.readStream(`account-${accountId}`, revision, max);
  }

  /** Reads the event at a revision; undefined if the stream is shorter. */
  async eventAt(accountId: string, revision: number): Promise<Recorded | undefined> {
    return (await this.eventsFrom(accountId, revision, 1))[0];
  }

  /** Reads stored events backwards from a revision (or the newest), at most `max`. */
  eventsBackwards(accountId: string, from: number | 'end', max: number): Promise<StoredEvent[]> {
    return this.store.readBackwards(`account-${accountId}`, from, max);
  }

  /** An account before its first event. */
  unopened(): AccountState {
    return this.decider.initial();
  }

  /** Folds one event. */
  folded(state: AccountState, { fact }: Recorded): AccountState {
    return isAccountEvent(fact) ? this.decider.evolve(state, fact) : state;
  }

  /** Applies what was due by an instant, without writing. */
  withDue(state: AccountState, now: Instant, revision: number): AccountState {
    let current = state;
    let nextRevision = revision + 1;
    for (let turn = 0; turn < MAX_DUE_TURNS; turn += 1) {
      const due = this.decider.due?.(current, { now, nextRevision }) ?? [];
      if (due.length === 0) return current;
      current = due.reduce((before, event) => this.decider.evolve(before, event), current);
      nextRevision += due.length;
    }
    return current;
  }

  /** Decides commands, one after the other, without writing. */
  async preview(accountId: string, ...commands: readonly AccountCommand[]): Promise<Outcome> {
    const { state, revision } = await this.bookDue(accountId);
    for (const command of commands) await this.waitForPlanOf(command);
    await this.plans.fresh();
    const now = this.clock.now();
    const events: AccountEvent[] = [];
    let after = state;
    for (const command of commands) {
      const at = { now, nextRevision: revision + 1 + events.length, commandId: 'preview' };
      const decided = this.decider.decide(after, { accountId, command, objection: undefined }, at);
      events.push(...decided);
      after = decided.reduce((folded, event) => this.decider.evolve(folded, event), after);
    }
    return { state, events, after };
  }

  private async waitForPlanOf(command: AccountCommand): Promise<void> {
    if ('plan' in command && command.plan !== undefined) await this.plans.waitForPlan(command.plan);
  }

  /** Books what is due, then returns the account. */
  bookDue(accountId: string): Promise<LoadedAccount> {
    return this.byCurrentPlans(() => this.store.bookDue(this.decider, accountId));
  }

  /**
   * Runs a decision that may read plans, and repeats it after reading the catalogue from the store
   * if that was too old. Reads nothing if no plan is needed. Throws StoreUnavailable if the
   * catalogue is unavailable.
   */
  private async byCurrentPlans<Result>(run: () => Promise<Result>): Promise<Result> {
    for (let readings = 0; ; readings += 1) {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof CatalogueTooOld)) throw error;
        if (readings >= MAX_CATALOGUE_READINGS) throw new StoreUnavailable(error.message);
        await this.plans.fresh();
      }
    }
  }

  private dryRunResult(
    account: AccountDecider,
    state: AccountState,
    asked: Asked,
    context: Context,
  ): DryRunResult {
    const { accountId, dryRun } = asked;
    const isOpenedFirst = dryRun?.assumeOpen === true && state.status === 'unopened';
    const opening = { type: 'OpenAccount', accountId, plan: undefined, timeZone: 'UTC' } as const;
    const opened = isOpenedFirst ? account.decide(state, opening, context) : [];
    const before = opened.reduce(account.evolve, state);
    const nextRevision = context.nextRevision + opened.length;
    const facts = this.decided(account, before, asked, { ...context, nextRevision });
    return new DryRunResult(facts, facts.reduce(account.evolve, before));
  }

  private decided(
    account: AccountDecider,
    state: AccountState,
    asked: Asked,
    context: Context,
  ): AccountEvent[] {
    try {
      return account.decide(state, asked.command, context);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw this.explained(error, state, asked, context.now);
    }
  }

  /** Adds details to a refusal that the account itself lacks. */
  private explained(
    error: DomainError,
    state: AccountState,
    { accountId, command }: Asked,
    now: Instant,
  ): DomainError {
    if (error.code === 'account_not_found') return accountNotFound(accountId);
    const credits = error.code === 'insufficient_credits' ? requestedCredits(command) : undefined;
    if (credits === undefined) return error;
    return withRemedies(error, { state, credits }, this.plans.current(), now);
  }
}

/** Whether a fact belongs to an account. */
export const isAccountEvent = (fact: Recorded['fact']): fact is AccountEvent =>
  Object.hasOwn(accountEvents.types, fact.type);
