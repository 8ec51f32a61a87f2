import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { backOffMs } from '../../../platform/patience/back-off.js';
import { unavailable, type Problem } from '../../http/problem.js';
import { isOutage } from '../stripe/client.js';

/** How long a lease outlives a process that has died. */
const LEASE_MS = 15_000;
const RENEWAL_MS = 5_000;
/** How long to wait for somebody else. */
const PATIENCE_MS = 20_000;
const RETRY_AFTER_S = 5;
const PAUSES = { firstMs: 20, longestMs: 250 };

/** Another process is at work on the account, or took it over. */
export class AccountBusy extends Error {
  constructor(accountId: string) {
    super(`the payments of ${accountId} are being looked at by another process`);
    this.name = 'AccountBusy';
  }
}

/** The answer to a caller: 503 where Stripe is not there, or another process is at work. */
export const asUnavailable = (error: unknown): unknown =>
  error instanceof AccountBusy || isOutage(error) ? unknownYet(error) : error;

/** 503: what came of a call shows when it is asked again with the same key. */
export const unknownYet = (error: unknown): Problem =>
  unavailable('payments_unavailable', error, RETRY_AFTER_S);

/** The right to work on an account's payments, held by one at a time in all processes. */
export interface Lease {
  /**
   * Writes in a transaction that only commits while the lease is held, so that one who was too slow
   * never writes over what is newer. Throws AccountBusy.
   */
  write<Result>(work: (manager: EntityManager) => Promise<Result>): Promise<Result>;
}

/**
 * Lets one at a time bring an account to agree with Stripe. A lease in a row, not a lock: the work
 * waits for Stripe, and would hold a connection meanwhile.
 */
@Injectable()
export class AccountLeases {
  constructor(
    private readonly pool: Pool,
    private readonly dataSource: DataSource,
  ) {}

  /** Works while nobody else does. Throws AccountBusy after 20 s of waiting. */
  async hold<Result>(accountId: string, work: (lease: Lease) => Promise<Result>): Promise<Result> {
    const token = randomUUID();
    await this.take(accountId, token);
    const renewal = setInterval(() => {
      // Without it the lease ends, and what is then written is refused.
      this.renew(accountId, token).catch(() => undefined);
    }, RENEWAL_MS);
    try {
      return await work({ write: (written) => this.write(accountId, token, written) });
    } finally {
      clearInterval(renewal);
      const parameters = [accountId, token];
      await this.pool
        .query('DELETE FROM app.stripe_leases WHERE account_id = $1 AND token = $2', parameters)
        .catch(() => undefined);
    }
  }

  /**
   * The same for somebody who waits for an answer. Throws `payments_unavailable`, also where Stripe
   * does not answer.
   */
  async alone<Result>(accountId: string, work: (lease: Lease) => Promise<Result>): Promise<Result> {
    try {
      return await this.hold(accountId, work);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  private async take(accountId: string, token: string): Promise<void> {
    const deadlineMs = performance.now() + PATIENCE_MS;
    for (let tries = 1; ; tries += 1) {
      const { rowCount } = await this.pool.query(
        `INSERT INTO app.stripe_leases AS lease (account_id, token, until)
         VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond')
         ON CONFLICT (account_id) DO UPDATE SET token = EXCLUDED.token, until = EXCLUDED.until
         WHERE lease.until < clock_timestamp()`,
        [accountId, token, LEASE_MS],
      );
      if (rowCount === 1) return;
      if (performance.now() > deadlineMs) throw new AccountBusy(accountId);
      await sleep(backOffMs(tries, PAUSES));
    }
  }

  private renew(accountId: string, token: string) {
    return this.pool.query(
      `UPDATE app.stripe_leases SET until = clock_timestamp() + $3 * interval '1 millisecond'
       WHERE account_id = $1 AND token = $2 AND until > clock_timestamp()`,
      [accountId, token, LEASE_MS],
    );
  }

  private write<Result>(
    accountId: string,
    token: string,
    work: (manager: EntityManager) => Promise<Result>,
  ): Promise<Result> {
    return this.dataSource.transaction(async (manager) => {
      const held: unknown[] = await manager.query(
        `SELECT 1 FROM app.stripe_leases
         WHERE account_id = $1 AND token = $2 AND until > clock_timestamp() FOR UPDATE`,
        [accountId, token],
      );
      if (held.length === 0) throw new AccountBusy(accountId);
      return work(manager);
    });
  }
}
