import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DomainError } from '../../domain/errors.js';
import { Clock } from '../../platform/clock.js';
import { ReadPosition } from '../http/read-position.js';
import { AccountStream, type LoadedAccount } from './account-stream.js';

/** The read models of an account. They move together unless one of them had to stop. */
type Table = 'accounts' | 'balances' | 'lots' | 'ledger_entries';
const MAX_BOOKINGS_AT_ONCE = 16;

/** 404: nobody ever opened it. */
export const accountNotFound = (accountId: string): DomainError =>
  new DomainError('account_not_found', { account_id: accountId });

/** What a read of an account may rely on. */
export interface Fresh {
  /** True: the read model has not come as far as it should; the answer says so. */
  readonly stale: boolean;
  /** Set when the read model does not know the account yet: the account as the log has it. */
  readonly log?: LoadedAccount;
}

interface BalanceState {
  readonly next_due_at: Date | null;
}

/**
 * Brings an account's read model up to where a read may look at it: what time has made due is
 * booked, and what the caller has written is there. An account that the log knows is never 404.
 */
@Injectable()
export class Freshness {
  constructor(
    private readonly pool: Pool,
    private readonly stream: AccountStream,
    private readonly clock: Clock,
    private readonly readPosition: ReadPosition,
  ) {}

  /** Throws DomainError `account_not_found` when nobody ever opened it. */
  async of(accountId: string, minPosition: bigint | undefined, table: Table): Promise<Fresh> {
    const reached = await this.readPosition.reached(table, minPosition);
    const row = await this.dueOf(accountId);
    if (!row) return this.ofUnknown(accountId, table);
    if (!this.isDue(row.next_due_at)) return { stale: !reached };
    return { stale: !(await this.book(accountId, table)) || !reached };
  }

  /** The same for the accounts of a list, of which it is known when each is due. */
  async ofAll(accounts: readonly { account_id: string; next_due_at: Date | null }[]) {
    const due = accounts.filter(({ next_due_at }) => this.isDue(next_due_at));
    let upToDate = true;
    for (let first = 0; first < due.length; first += MAX_BOOKINGS_AT_ONCE) {
      const some = due.slice(first, first + MAX_BOOKINGS_AT_ONCE);
      const booked = await Promise.all(
        some.map(({ account_id }) => this.book(account_id, 'accounts')),
      );
      upToDate &&= booked.every(Boolean);
    }
    return { booked: due.length > 0, stale: !upToDate };
  }

  /** Waits for a position as a list's reader asks; true: the list is stale. */
  async isStale(minPosition: bigint | undefined): Promise<boolean> {
    return !(await this.readPosition.reached('accounts', minPosition));
  }

  private isDue(nextDueAt: Date | null): boolean {
    return nextDueAt !== null && nextDueAt.getTime() <= this.clock.now();
  }

  private async book(accountId: string, table: Table): Promise<boolean> {
    const { position } = await this.stream.bookDue(accountId);
    return this.readPosition.reached(table, position ?? undefined);
  }

  private async ofUnknown(accountId: string, table: Table): Promise<Fresh> {
    const log = await this.stream.bookDue(accountId);
    if (log.state.status === 'unopened') throw accountNotFound(accountId);
    const reached = await this.readPosition.reached(table, log.position ?? undefined);
    return reached ? { stale: false } : { stale: true, log };
  }

  private async dueOf(accountId: string): Promise<BalanceState | undefined> {
    const { rows } = await this.pool.query<BalanceState>({
      name: 'account-due',
      text: 'SELECT next_due_at FROM read.balances WHERE account_id = $1',
      values: [accountId],
    });
    return rows[0];
  }
}
