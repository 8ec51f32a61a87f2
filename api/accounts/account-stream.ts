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
import { withRemedies } from './remedies.js';

/** Accounts whose last write is remembered, so that a read here shows it unasked. */
const MAX_REMEMBERED_WRITES = 20_000;

/** A decision may wait in line for longer than its catalogue is new. */
const MAX_CATALOGUE_READINGS = 3;

/** Of at most 120 events each: as many renewals as the mailbox would book. */
const MAX_DUE_TURNS = 1_000;

/**
 * A command, and what else may speak against it. A repetition is answered before either is looked
 * at: what was accepted once is not refused later, because an instant has aged or a model retired.
 */
interface Asked {
  /** An account that was never opened does not know its id. */
  readonly accountId: string;
  readonly command: AccountCommand;
  readonly objection: Objection | undefined;
  /** The decision is wanted and nothing else: see `rehearse`. */
  readonly dryRunOptions?: DryRunOptions;
}

/** How a command is rehearsed. */
export interface DryRunOptions {
  /** An account that was never opened is taken for just opened, on the free plan. */
  readonly assumeOpen: boolean;
}

/** What speaks against a command at the instant of its decision; undefined: nothing. */
export type Objection = (now: Instant, state: AccountState) => Error | undefined;

/** 404: nobody ever opened it. */
export const accountNotFound = (accountId: string): DomainError =>
  new DomainError('account_not_found', { account_id: accountId });

/** The folded account as it stands in the log. */
export interface LoadedAccount {
  readonly state: AccountState;
  /** Revision of its last event; -1: it was never opened. */
  readonly revision: number;
  readonly position: bigint | null;
}

type AccountDecider = Decider<AccountState, AccountCommand, AccountEvent>;

/** What a command would lead to, or has led to before. */
export interface DryRun {
  readonly facts: readonly AccountEvent[];
  /** The balance after them; null where nothing was ever written. */
  readonly control: Control | null;
  /** The command has been done before, under its key. */
  readonly hit: boolean;
}

/** Ends a decision before it is written, and carries it out of the mailbox. */
class DryRunResult extends Error {
  constructor(
    readonly facts: readonly AccountEvent[],
    readonly after: AccountState,
  ) {
    super('a dry run is never written');
  }
}

/** Account streams: the event store with the one decider that knows this process's plans. */
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
        if (asked.dryRunOptions) throw this.dryRunResult(account, state, asked, context);
        return this.decided(account, state, asked, context);
      },
    };
  }

  /** Decides and appends; see `EventStore.execute`. */
  async execute(
    accountId: string,
    command: AccountCommand,
    meta: CommandMeta,
    objection?: Objection,
  ): Promise<Executed<AccountEvent>> {
    if ('plan' in command && command.plan !== undefined) await this.plans.waitForPlan(command.plan);
    const asked = { accountId, command, objection };
    const executed = await this.byCurrentPlans(() =>
      this.store.execute(this.decider, accountId, asked, meta),
    );
    const { position, hit } = executed;
    if (position !== null && !hit) this.written.set(accountId, position);
    return executed;
  }

  /**
   * What `execute` would come to, with none of it written: the same refusals, also of a key that
   * was used for something else, and the same answer to a repetition.
   */
  async dryRun(
    accountId: string,
    command: AccountCommand,
    meta: CommandMeta,
    objection: Objection | undefined,
    dryRunOptions: DryRunOptions,
  ): Promise<DryRun> {
    const asked = { accountId, command, objection, dryRunOptions };
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

  /** Position of what this process has last written to an account, if that was not long ago. */
  lastWritten(accountId: string): bigint | undefined {
    return this.written.get(accountId);
  }

  /** The account as it stands in the log now, with what is due not yet booked. */
  load(accountId: string): Promise<LoadedAccount> {
    return this.store.load(this.decider, accountId);
  }

  /** Events from a revision on, at most `max`. */
  eventsFrom(accountId: string, revision: number, max: number): Promise<Recorded[]> {
    return this.store.readStream(`account-${accountId}`, revision, max);
  }

  /** The event at a revision; undefined when the stream does not reach so far. */
  async eventAt(accountId: string, revision: number): Promise<Recorded | undefined> {
    return (await this.eventsFrom(accountId, revision, 1))[0];
  }

  /** Events as they are stored, from a revision (or the newest) backwards, at most `max`. */
  eventsBackwards(accountId: string, from: number | 'end', max: number): Promise<StoredEvent[]> {
    return this.store.readBackwards(`account-${accountId}`, from, max);
  }

  /** An account before its first event. */
  unopened(): AccountState {
    return this.decider.initial();
  }

  /** An account one event later. */
  folded(state: AccountState, { fact }: Recorded): AccountState {
    return isAccountEvent(fact) ? this.decider.evolve(state, fact) : state;
  }

  /** An account with what time had made due by an instant; nothing is written. */
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

  /** At most so many events from a revision on, oldest first. */
  events(accountId: string, from: number, max: number): Promise<Recorded[]> {
    return this.store.readStream(`account-${accountId}`, from, max);
  }

  /** What a command would lead to now, without any of it being written. */
  async preview(accountId: string, command: AccountCommand) {
    const { state, revision } = await this.bookDue(accountId);
    if ('plan' in command && command.plan !== undefined) await this.plans.waitForPlan(command.plan);
    await this.plans.fresh();
    const asked = { accountId, command, objection: undefined };
    const context = { now: this.clock.now(), nextRevision: revision + 1, commandId: 'preview' };
    const events = this.decider.decide(state, asked, context);
    const after = events.reduce((folded, event) => this.decider.evolve(folded, event), state);
    return { state, events, after };
  }

  /** Books what time has made due, then gives the account. */
  bookDue(accountId: string): Promise<LoadedAccount> {
    return this.byCurrentPlans(() => this.store.bookDue(this.decider, accountId));
  }

  /**
   * Runs what may decide by plans, and runs it again where the catalogue was too old for that: by
   * then it has been read from the store. Nothing is read for what needs no plan. Throws
   * StoreUnavailable where the catalogue cannot be had.
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
    const { accountId, dryRunOptions } = asked;
    const isOpenedFirst = dryRunOptions?.assumeOpen === true && state.status === 'unopened';
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

  /** A refusal with what the account itself does not know. */
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

/** Whether a fact of any stream is one of an account. */
export const isAccountEvent = (fact: Recorded['fact']): fact is AccountEvent =>
  Object.hasOwn(accountEvents.types, fact.type);
