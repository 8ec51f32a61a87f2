import { Injectable } from '@nestjs/common';
import type { AccountState } from '../../domain/account/state.js';
import { invalidParameter } from '../../domain/errors.js';
import type { Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import type { Knowledge } from '../shapes/known-at.js';
import { requirePast } from '../shapes/time.js';
import { accountNotFound, AccountStream } from './account-stream.js';

/** An account at a moment in the past. */
export interface AccountThen {
  readonly state: AccountState;
  readonly at: Instant;
  /** Position of the last event included. */
  readonly position: bigint;
}

const PAGE_EVENTS = 1_000;
/** Limit of events folded for one answer: about a second of work. */
const MAX_EVENTS_FOLDED_AGAIN = 50_000;

/**
 * Reconstructs accounts at past moments from the events recorded by then. Recording times and
 * positions never decrease within a stream, so reading ends at the first later event.
 */
@Injectable()
export class AccountsAsOf {
  constructor(
    private readonly stream: AccountStream,
    private readonly clock: Clock,
  ) {}

  /** The current account, with what is due booked. Throws `account_not_found`. */
  async now(accountId: string): Promise<AccountThen> {
    const { state, position } = await this.stream.bookDue(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    return { state, at: this.clock.now(), position: position ?? 0n };
  }

  /**
   * The account at a moment, with what was due by then applied, without writing. Not named `then`,
   * which would make Nest treat this provider as a promise. Throws like `recordedBy`.
   */
  async at(accountId: string, moment: Knowledge, field: string): Promise<AccountThen> {
    const { revision, ...then } = await this.recordedBy(accountId, moment, field);
    const at = moment.kind === 'instant' ? moment.instant : then.at;
    return { ...then, at, state: this.stream.withDue(then.state, at, revision) };
  }

  /**
   * The account as the log had it at a moment: what was due and not yet recorded is not in it.
   * `at` is when its last event was recorded. Throws DomainError `account_not_found`, or
   * `validation_failed` of `field` for a moment in the future, before the account, or with more
   * than 50,000 events before it.
   */
  async recordedBy(
    accountId: string,
    moment: Knowledge,
    field = 'known_at',
  ): Promise<AccountThen & { readonly revision: number }> {
    await this.requireMoment(accountId, moment, field);
    let found: (AccountThen & { readonly revision: number }) | undefined;
    let state = this.stream.unopened();
    for (let from = 0; from < MAX_EVENTS_FOLDED_AGAIN; from += PAGE_EVENTS) {
      const events = await this.stream.eventsFrom(accountId, from, PAGE_EVENTS);
      for (const event of events) {
        if (isAfter(event, moment)) return found ?? notYet(field);
        state = this.stream.folded(state, event);
        const { meta, position, revision } = event;
        found = { state, at: meta.recorded_at, position, revision };
      }
      if (events.length < PAGE_EVENTS) return found ?? notYet(field);
    }
    const reason = `must be within the account's first ${MAX_EVENTS_FOLDED_AGAIN} events`;
    throw invalidParameter(field, reason);
  }

  /** Revision of the last event recorded by a moment; -1: none. Throws like `recordedBy`. */
  async lastRevision(accountId: string, moment: Knowledge): Promise<number> {
    const newest = await this.requireMoment(accountId, moment, 'known_at');
    let low = -1;
    let high = newest;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      const event = await this.stream.eventAt(accountId, middle);
      if (!event || isAfter(event, moment)) high = middle - 1;
      else low = middle;
    }
    return low;
  }

  private async requireMoment(accountId: string, moment: Knowledge, field: string) {
    if (moment.kind === 'instant') requirePast(field, moment.instant, this.clock.now());
    const { state, revision } = await this.stream.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    return revision;
  }
}

function notYet(field: string): never {
  throw invalidParameter(field, 'expected a time after the account was opened');
}

const isAfter = ({ meta, position }: Recorded, moment: Knowledge): boolean =>
  moment.kind === 'instant' ? meta.recorded_at > moment.instant : position > moment.position;
