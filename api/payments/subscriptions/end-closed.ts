import { Inject, Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { SystemClock } from '../../../platform/clock/clock.js';
import { loggedAs } from '../../../platform/failures/expected-failure.js';
import type { Logger } from '../../../platform/log.js';
import { LOG } from '../../http/log.js';
import { AccountBusy, AccountLeases, type Lease } from '../converge/account-lease.js';
import { Inbox } from '../inbox/inbox.js';
import { convergeJob } from '../inbox/jobs.js';
import { Checkout } from '../purchases/checkout.js';
import { Purchase } from '../records/purchase.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { isStripeFailure } from '../stripe/client.js';
import { Subscribe } from './subscribe.js';

/** Accounts of one sweep. */
const BATCH = 50;
/** Purchases of an account that can still be paid. */
const MAX_OPEN = 50;

interface ClosedRow {
  readonly account_id: string;
  readonly subscription_ids: readonly string[];
}

/**
 * Ends what accounts leave open at Stripe when they are closed: checkout pages that can still be
 * paid, and subscriptions that would renew.
 */
@Injectable()
export class EndClosed {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly pool: Pool,
    private readonly dataSource: DataSource,
    private readonly leases: AccountLeases,
    private readonly checkout: Checkout,
    private readonly subscribing: Subscribe,
    private readonly inbox: Inbox,
    private readonly systemClock: SystemClock,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  /**
   * Safe to run concurrently, and to interrupt. Throws QueuesUnavailable, or what the stores throw.
   */
  async run(signal: AbortSignal): Promise<void> {
    if (!this.stripe.settings) return;
    const turn = `closed-${this.systemClock.now()}`;
    for (const { account_id: accountId, subscription_ids: ids } of await this.closed()) {
      signal.throwIfAborted();
      try {
        await this.leases.hold(accountId, (lease) => this.expire(lease, accountId));
        // Looking at a subscription of a closed account ends it.
        await this.inbox.add(ids.map((id) => convergeJob(`${turn}-${id}`, id)));
      } catch (error) {
        if (!isStripeFailure(error) && !(error instanceof AccountBusy)) throw error;
        this.log.warn({ ...loggedAs(error), accountId }, 'a closed account is ended later');
      }
    }
  }

  /** Drawn, so that none of which Stripe says no keeps others back. */
  private async closed(): Promise<ClosedRow[]> {
    const { rows } = await this.pool.query<ClosedRow>(
      `SELECT open.account_id, array_remove(array_agg(open.subscription_id), NULL)
         AS subscription_ids
       FROM (
         SELECT account_id, subscription_id FROM app.subscriptions WHERE ended_at IS NULL
         UNION ALL
         SELECT account_id, NULL FROM app.subscription_checkouts WHERE state = 'open'
         UNION ALL
         SELECT account_id, NULL FROM app.purchases WHERE state = 'open') AS open
       JOIN read.accounts a ON a.account_id = open.account_id AND a.status = 'closed'
       GROUP BY open.account_id ORDER BY random() LIMIT ${BATCH}`,
    );
    return rows;
  }

  private async expire(lease: Lease, accountId: string): Promise<void> {
    await this.subscribing.expireAll(lease, accountId);
    const where = { accountId, state: 'open' } as const;
    const open = await this.dataSource.getRepository(Purchase).find({ where, take: MAX_OPEN });
    for (const purchase of open) await this.checkout.expire(lease, purchase);
  }
}
