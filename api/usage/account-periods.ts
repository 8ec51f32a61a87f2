import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/instant.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';
import { invalid } from '../http/problem.js';

/** Start of a billing period, inclusive, and end, exclusive. */
interface Bounds {
  readonly from: Instant;
  readonly to: Instant;
}

/** Reads billing periods of accounts from the log. */
@Injectable()
export class AccountPeriods {
  constructor(private readonly stream: AccountStream) {}

  /**
   * The current period, or the previous one, which an upgrade may have cut short. Throws
   * DomainError `account_not_found`, or Problem `validation_failed` if there is no previous one.
   */
  async of(accountId: string, which: 'current' | 'previous'): Promise<Bounds> {
    const { state } = await this.stream.bookDue(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    const period = which === 'current' ? state.period : state.previousPeriod;
    if (period) return { from: period.startsAt, to: period.endsAt };
    throw invalid([{ name: 'period', reason: 'the account is in its first period' }]);
  }
}
