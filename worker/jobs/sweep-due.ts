import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import {
  StoreUnavailable,
  StreamContended,
} from '../../platform/event-store/connection/failures.js';
import type { Logger } from '../../platform/log.js';
import { AccountStream } from '../../api/accounts/account-stream.js';
import { LOG } from '../../api/http/log.js';

const ACCOUNTS_PER_PAGE = 200;
/** Limit of one sweep; the next one continues. */
const MAX_PAGES_PER_SWEEP = 250;
const ACCOUNTS_AT_ONCE = 8;
const FIRST_PAUSE_S = 10;
const MAX_PAUSE_S = 3_600;
const MAX_ERROR_CHARACTERS = 500;

interface DueAccount {
  readonly account_id: string;
  readonly next_due_at: Date;
  /** Consecutive failures to book it. */
  readonly failures: number;
}

/** Result of a sweep. */
export interface Swept {
  readonly booked: number;
  readonly failed: number;
}

/**
 * Books what is due by time on every account, oldest first. Idempotent; concurrent sweeps are safe.
 */
@Injectable()
export class SweepDue {
  private running: Promise<Swept> | undefined;

  constructor(
    private readonly pool: Pool,
    private readonly accounts: AccountStream,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /** Runs one sweep until `signal` aborts; concurrent calls share the running one. */
  run(signal: AbortSignal): Promise<Swept> {
    this.running ??= this.sweep(signal).finally(() => (this.running = undefined));
    return this.running;
  }

  private async sweep(signal: AbortSignal): Promise<Swept> {
    const now = formatInstant(this.clock.now());
    const swept = { booked: 0, failed: 0 };
    let after: DueAccount | undefined;
    for (let pages = 0; pages < MAX_PAGES_PER_SWEEP && !signal.aborted; pages += 1) {
      const page = await this.page(now, after);
      const left = [...page];
      const work = async () => {
        for (let due = left.shift(); due && !signal.aborted; due = left.shift()) {
          swept[await this.book(due)] += 1;
        }
      };
      await Promise.all(Array.from({ length: ACCOUNTS_AT_ONCE }, work));
      if (page.length < ACCOUNTS_PER_PAGE) break;
      after = page.at(-1);
    }
    if (swept.booked + swept.failed > 0) this.log.debug(swept, 'booked what was due');
    return swept;
  }

  /** The read model may be behind and list accounts already booked: that costs a load. */
  private async page(now: string, after: DueAccount | undefined): Promise<DueAccount[]> {
    const { rows } = await this.pool.query<DueAccount>(
      `SELECT b.account_id, b.next_due_at, coalesce(f.failures, 0) AS failures
       FROM read.balances b LEFT JOIN app.sweep_failures f USING (account_id)
       WHERE b.next_due_at <= $1 AND (b.next_due_at, b.account_id) > ($2, $3)
         AND (f.retry_at IS NULL OR f.retry_at <= clock_timestamp())
       ORDER BY b.next_due_at, b.account_id LIMIT $4`,
      [now, after?.next_due_at ?? '-infinity', after?.account_id ?? '', ACCOUNTS_PER_PAGE],
    );
    return rows;
  }

  private async book({ account_id, failures }: DueAccount): Promise<'booked' | 'failed'> {
    try {
      await this.accounts.bookDue(account_id);
    } catch (error) {
      // Another writer booked it: every write does so first.
      if (error instanceof StreamContended) return 'booked';
      // The store is unavailable: end this sweep, the next one continues.
      if (error instanceof StoreUnavailable) throw error;
      await this.putOff(account_id, failures + 1, error);
      return 'failed';
    }
    if (failures > 0) {
      await this.pool.query('DELETE FROM app.sweep_failures WHERE account_id = $1', [account_id]);
    }
    return 'booked';
  }

  /** Postpones a failing account with growing delay, so that it does not block others. */
  private async putOff(accountId: string, failures: number, error: unknown): Promise<void> {
    const pauseS = Math.min(FIRST_PAUSE_S * 2 ** (failures - 1), MAX_PAUSE_S);
    this.log.error({ err: error, account_id: accountId, failures, pauseS }, 'not booked');
    const words = (error instanceof Error ? error.message : String(error)).slice(
      0,
      MAX_ERROR_CHARACTERS,
    );
    await this.pool.query(
      `INSERT INTO app.sweep_failures (account_id, failures, error, retry_at)
       VALUES ($1, $2, $3, clock_timestamp() + make_interval(secs => $4))
       ON CONFLICT (account_id) DO UPDATE SET failures = excluded.failures,
         error = excluded.error, retry_at = excluded.retry_at`,
      [accountId, failures, words, pauseS],
    );
  }
}
