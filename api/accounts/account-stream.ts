import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { accountDecider } from '../../domain/account/account.js';
import type { AccountCommand } from '../../domain/account/commands.js';
import type { AccountEvent } from '../../domain/account/events.js';
import type { AccountState } from '../../domain/account/state.js';
import type { Decider } from '../../domain/decider.js';
import { DomainError } from '../../domain/errors.js';
import type { Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock.js';
import {
  EventStore,
  type CommandMeta,
  type Executed,
  type Recorded,
} from '../../platform/event-store.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { withWaysOut } from './ways-out.js';

/** Accounts whose last write is remembered, so that a read here shows it unasked. */
const MAX_REMEMBERED_WRITES = 20_000;

/**
 * A command, and what else may speak against it. A repetition is answered before either is looked
 * at: what was accepted once is not refused later, because an instant has aged or a model retired.
 */
interface Asked {
  /** An account that was never opened does not know its id. */
  readonly accountId: string;
  readonly command: AccountCommand;
  readonly objection: Objection | undefined;
}

/** What speaks against a command at the instant of its decision; undefined: nothing. */
export type Objection = (now: Instant) => Error | undefined;

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
    const account = accountDecider(plans);
    this.decider = {
      ...account,
      decide: (state, asked, context) => {
        const refusal = asked.objection?.(context.now);
        if (refusal) throw refusal;
        try {
          return account.decide(state, asked.command, context);
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          throw this.explained(error, state, asked, context.now);
        }
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
    const asked = { accountId, command, objection };
    const executed = await this.store.execute(this.decider, accountId, asked, meta);
    const { position, hit } = executed;
    if (position !== null && !hit) this.written.set(accountId, position);
    return executed;
  }

  /** Position of what this process has last written to an account, if that was not long ago. */
  lastWritten(accountId: string): bigint | undefined {
    return this.written.get(accountId);
  }

  /** The same for a command that depends on the catalogue: its terms are known to be current. */
  async executeWithPlans(
    accountId: string,
    command: AccountCommand,
    meta: CommandMeta,
  ): Promise<Executed<AccountEvent>> {
    await this.plans.fresh();
    return this.execute(accountId, command, meta);
  }

  /** The account as it stands in the log now, with what is due not yet booked. */
  load(accountId: string): Promise<LoadedAccount> {
    return this.store.load(this.decider, accountId);
  }

  /** The event at a revision; undefined when the stream does not reach so far. */
  async eventAt(accountId: string, revision: number): Promise<Recorded | undefined> {
    return (await this.store.readStream(`account-${accountId}`, revision, 1))[0];
  }

  /** At most so many events from a revision on, oldest first. */
  events(accountId: string, from: number, max: number): Promise<Recorded[]> {
    return this.store.readStream(`account-${accountId}`, from, max);
  }

  /** What a command would lead to now, without any of it being written. */
  async preview(accountId: string, command: AccountCommand) {
    const { state, revision } = await this.bookDue(accountId);
    const asked = { accountId, command, objection: undefined };
    const context = { now: this.clock.now(), nextRevision: revision + 1, commandId: 'preview' };
    const events = this.decider.decide(state, asked, context);
    const after = events.reduce((folded, event) => this.decider.evolve(folded, event), state);
    return { state, events, after };
  }

  /** Books what time has made due, then gives the account. */
  async bookDue(accountId: string): Promise<LoadedAccount> {
    await this.plans.fresh();
    return this.store.bookDue(this.decider, accountId);
  }

  /** A refusal with what the account itself does not know. */
  private explained(
    error: DomainError,
    state: AccountState,
    { accountId, command }: Asked,
    now: Instant,
  ): DomainError {
    if (error.code === 'account_not_found') return accountNotFound(accountId);
    // Staff who take credits away by hand look for no way to buy some.
    const isWant = error.code === 'insufficient_credits' && command.type === 'DebitCredits';
    if (!isWant) return error;
    return withWaysOut({ error, state, credits: command.credits }, this.plans.current(), now);
  }
}
