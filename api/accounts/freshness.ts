import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { ReadPosition } from '../http/read-position.js';
import { accountNotFound, AccountStream, type LoadedAccount } from './account-stream.js';

/** The read models of an account. They move together unless one of them had to stop. */
type Table = 'accounts' | 'balances' | 'lots' | 'ledger_entries';
const MAX_BOOKINGS_AT_ONCE = 16;

/** Every query of one account's read models says when time will change the account. */
export interface Due {
  readonly next_due_at: Date | null;
}

/** What a query gave, and what an answer made of it may claim. */
export interface Fresh<Row> {
  /** Empty: the read model does not know the account yet. */
  readonly rows: readonly Row[];
  /** True: the read model has not come as far as it should; the answer says so. */
  readonly stale: boolean;
  /** The account as the log has it, where the read model does not know it. */
  readonly log?: LoadedAccount;
}

/** The read model may be overtaken once or twice by what others write; beyond, it is stale. */
const MAX_QUERIES = 3;

/**
 * Reads an account where it may be looked at: what time has made due is booked, and what its caller
 * has written is there. An account that the log knows is never 404.
 */
@Injectable()
export class Freshness {
  constructor(
    private readonly stream: AccountStream,
    private readonly clock: Clock,
    private readonly readPosition: ReadPosition,
  ) {}

  /**
   * Runs a query (at least one row with `next_due_at` for an account that the read model knows),
   * again when it shows that something was due. Throws DomainError `account_not_found`.
   */
  async read<Row extends Due>(
    accountId: string,
    minPosition: bigint | undefined,
    table: Table,
    query: () => Promise<{ readonly rows: readonly Row[] }>,
  ): Promise<Fresh<Row>> {
    // What this process has written itself is waited for unasked.
    const written = latest(minPosition, this.stream.lastWritten(accountId));
    let reached = await this.readPosition.reached(table, written);
    for (let queries = 1; ; queries += 1) {
      const { rows } = await query();
      const [first] = rows;
      // Who has waited in vain once is not made to wait again.
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

  /** Books what is due of the accounts of a list; `booked`: the list has to be read again. */
  async bookAll(accounts: readonly (Due & { readonly account_id: string })[]) {
    const due = accounts.filter((account) => this.isDue(account));
    let stale = false;
    for (let first = 0; first < due.length; first += MAX_BOOKINGS_AT_ONCE) {
      const some = due.slice(first, first + MAX_BOOKINGS_AT_ONCE);
      const reached = await Promise.all(some.map(({ account_id }) => this.book(account_id)));
      stale ||= reached.includes(false);
    }
    return { booked: due.length > 0, stale };
  }

  /** Waits for a position as a list's reader asks; true: the list is stale. */
  async isStale(minPosition: bigint | undefined): Promise<boolean> {
    return !(await this.readPosition.reached('accounts', minPosition));
  }

  private isDue({ next_due_at }: Due): boolean {
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
 * Makes a query of one account's rows one that always has a row for an account that is known, with
 * `next_due_at`, in the same snapshot; the columns of `select` are null where it has none.
 */
export const withDue = (select: string, orderBy: string): string => `
  SELECT b.next_due_at, q.* FROM read.balances b LEFT JOIN LATERAL (${select}) AS q ON true
  WHERE b.account_id = $1 ORDER BY ${orderBy}`;
