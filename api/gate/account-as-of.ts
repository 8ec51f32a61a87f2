import { Injectable } from '@nestjs/common';
import type { AccountState } from '../../domain/account/state.js';
import { invalidParameter } from '../../domain/errors.js';
import type { Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Recorded } from '../../platform/event-store/event-store.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';
import type { Knowledge } from '../balance/balance-at.js';
import { requirePast } from '../shapes/time.js';

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
 * Reconstructs accounts at past moments: folds the events recorded by then and applies what was
 * due, without writing. Recording times and positions never decrease within a stream, so reading
 * ends at the first later event.
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
   * The account at a moment. Not named `then`, which would make Nest treat this provider as a
   * promise. Throws DomainError `account_not_found`, or `validation_failed` for a moment in the
   * future, before the account, or with more than 50,000 events before it.
   */
  async at(accountId: string, moment: Knowledge): Promise<AccountThen> {
    if (moment.kind === 'instant') requirePast('at', moment.instant, this.clock.now());
    const { state: current } = await this.stream.load(accountId);
    if (current.status === 'unopened') throw accountNotFound(accountId);
    const found = await this.foldedUntil(accountId, moment);
    if (!found) throw invalidParameter('at', 'expected a time after the account was opened');
    const { last, state } = found;
    const at = moment.kind === 'instant' ? moment.instant : last.meta.recorded_at;
    return { state: this.stream.withDue(state, at, last.revision), at, position: last.position };
  }

  private async foldedUntil(accountId: string, moment: Knowledge) {
    let last: Recorded | undefined;
    let state = this.stream.unopened();
    for (let from = 0; from < MAX_EVENTS_FOLDED_AGAIN; from += PAGE_EVENTS) {
      const events = await this.stream.eventsFrom(accountId, from, PAGE_EVENTS);
      for (const event of events) {
        if (isAfter(event, moment)) return last && { last, state };
        state = this.stream.folded(state, event);
        last = event;
      }
      if (events.length < PAGE_EVENTS) return last && { last, state };
    }
    const reason = `must be within the account's first ${MAX_EVENTS_FOLDED_AGAIN} events`;
    throw invalidParameter('at', reason);
  }
}

const isAfter = ({ meta, position }: Recorded, moment: Knowledge): boolean =>
  moment.kind === 'instant' ? meta.recorded_at > moment.instant : position > moment.position;
