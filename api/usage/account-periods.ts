import { Injectable } from '@nestjs/common';
import type { Instant } from '../../domain/instant.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';
import { invalid } from '../http/problem.js';

/** When a billing period starts, inclusive, and when it ends, exclusive. */
interface Bounds {
  readonly from: Instant;
  readonly to: Instant;
}

/** Billing periods of accounts, from the log. */
@Injectable()
export class AccountPeriods {
  constructor(private readonly stream: AccountStream) {}

  /**
   * The period an account is in, or the one before, which an upgrade may have cut short. Throws
   * DomainError `account_not_found`, or Problem `validation_failed` where there was none before.
   */
  async of(accountId: string, which: 'current' | 'previous'): Promise<Bounds> {
    const { state } = await this.stream.bookDue(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
    const period = which === 'current' ? state.period : state.previousPeriod;
    if (period) return { from: period.startsAt, to: period.endsAt };
    throw invalid([{ name: 'period', reason: 'the account is in its first period' }]);
  }
}
