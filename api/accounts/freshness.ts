import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { ReadPosition } from '../http/read-position.js';
import { accountNotFound, AccountStream, type LoadedAccount } from './account-stream.js';

/** Read models of an account. They move together unless one has stopped. */
type Table = 'accounts' | 'balances' | 'lots' | 'ledger_entries';
const MAX_BOOKINGS_AT_ONCE = 16;

/** When time will change the account; part of every query on one account. */
export interface NextDue {
  readonly next_due_at: Date | null;
}

/** Rows of a query, and whether they are current. */
export interface Fresh<Row> {
  /** Empty if the read model does not know the account yet. */
  readonly rows: readonly Row[];
  /** The read model is behind; the answer says so. */
  readonly stale: boolean;
  /** The account from the log, if the read model does not know it. */
  readonly log?: LoadedAccount;
}

/** Other writers may overtake the read model once or twice; beyond, it is stale. */
const MAX_QUERIES = 3;

/**
 * Makes reads of an account current: books what is due, and waits for the caller's own writes. An
 * account that exists in the log is never 404.
 */
@Injectable()
export class Freshness {
  constructor(
    private readonly stream: AccountStream,
    private readonly clock: Clock,
    private readonly readPosition: ReadPosition,
  ) {}

  /**
   * Runs a query (with at least one row with `next_due_at` for a known account), again after
   * booking what was due. Throws DomainError `account_not_found`.
   */
  async read<Row extends NextDue>(
    accountId: string,
    minPosition: bigint | undefined,
    table: Table,
    query: () => Promise<{ readonly rows: readonly Row[] }>,
  ): Promise<Fresh<Row>> {
    // Always wait for this process's own writes.
    const written = latest(minPosition, this.stream.lastWritten(accountId));
    let reached = await this.readPosition.reached(table, written);
    for (let queries = 1; ; queries += 1) {
      const { rows } = await query();
      const [first] = rows;
      // After one timeout, do not wait again.
      const isLast = queries === MAX_QUERIES || (queries > 1 && !reached);
      if (first && (isLast || !this.isDue(first))) {
        return { rows, stale: !reached || this.isDue(first) };
      }
      const log = await this.stream.bookDue(accountId);
      if (log.state.status === 'unopened') throw accountNotFound(accountId);
      if (!first && isLast) return { rows, stale: true, log };
      const booked = await this.readPosition.reached(table, log.position ?? undefined);
      reached &&= booked;
    }
  }

  /** Books what is due on a list's accounts; true: read the list again. */
  async bookAll(accounts: readonly (NextDue & { readonly account_id: string })[]) {
    const due = accounts.filter((account) => this.isDue(account));
    let stale = false;
    for (let first = 0; first < due.length; first += MAX_BOOKINGS_AT_ONCE) {
      const some = due.slice(first, first + MAX_BOOKINGS_AT_ONCE);
      const reached = await Promise.all(some.map(({ account_id }) => this.book(account_id)));
      stale ||= reached.includes(false);
    }
    return { booked: due.length > 0, stale };
  }

  /** Waits for the position that a list's reader asks for; true: the list is stale. */
  async isStale(minPosition: bigint | undefined): Promise<boolean> {
    return !(await this.readPosition.reached('accounts', minPosition));
  }

  private isDue({ next_due_at }: NextDue): boolean {
    return next_due_at !== null && next_due_at.getTime() <= this.clock.now();
  }

  private async book(accountId: string): Promise<boolean> {
    const { position } = await this.stream.bookDue(accountId);
    return this.readPosition.reached('accounts', position ?? undefined);
  }
}

function latest(a: bigint | undefined, b: bigint | undefined): bigint | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a > b ? a : b;
}

/**
 * Ensures a row with `next_due_at` for a known account, in the same snapshot; the columns of
 * `select` are null if it has no rows of its own.
 */
export const withDue = (select: string, orderBy: string): string => `
  SELECT b.next_due_at, q.* FROM read.balances b LEFT JOIN LATERAL (${select}) AS q ON true
  WHERE b.account_id = $1 ORDER BY ${orderBy}`;
