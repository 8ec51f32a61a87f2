import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type Stripe from 'stripe';
import { Clock, SystemClock } from '../../../platform/clock/clock.js';
import { DAY_MS } from '../../../domain/instant.js';
import { newId } from '../records/ids.js';
import { FINDING_CLASSES } from '../plan/finding-classes.js';
import { pagesOf, type PageParams } from '../stripe/pages.js';
import { Inbox } from './inbox.js';
import { convergeJob } from './jobs.js';

/** Refunds fail within a month, and payouts are settled in days. */
const RECENT_DAYS = 45;
/** Disputes and their appeals may take most of a year. */
const DISPUTE_DAYS = 400;
/** A payment that has not reached the balance by then is late. */
const LATE_DAYS = 2;

/** An object at Stripe and what may change of it, as text. */
interface Sign {
  readonly id: string;
  readonly sign: string;
}

/** What our rows say of the same; absent: it is unknown. */
const KNOWN = {
  refunds: 'SELECT refund_id AS id, status AS sign FROM app.refunds',
  disputes: `SELECT dispute_id AS id, status || ' ' || (reinstated - withdrawn) AS sign
    FROM app.disputes`,
  warnings: `SELECT warning_id AS id, actionable::text AS sign FROM app.fraud_warnings`,
  payouts: `SELECT p.payout_id AS id, p.status || ' ' || EXISTS (
      SELECT FROM app.balance_transactions t WHERE t.payout_id = p.payout_id) AS sign
    FROM app.payouts p`,
} as const;

/**
 * Looks at refunds, disputes, early fraud warnings and payouts that are unknown here, or differ
 * from what is known, whatever events have said; and at payments that have not reached the balance.
 */
@Injectable()
export class SweepBack {
  constructor(
    private readonly pool: Pool,
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    private readonly systemClock: SystemClock,
  ) {}

  /**
   * Safe to run concurrently, and to interrupt. Throws a StripeError, QueuesUnavailable, or what
   * the stores throw.
   */
  async run(stripe: Stripe, turn: string, signal: AbortSignal): Promise<void> {
    const created = { gte: this.secondsAgo(RECENT_DAYS) };
    const disputed = { gte: this.secondsAgo(DISPUTE_DAYS) };
    const look = <Item extends { readonly id: string }>(
      kind: keyof typeof KNOWN,
      list: (page: PageParams) => PromiseLike<Stripe.ApiList<Item>>,
      signOf: (item: Item) => string,
    ) => this.look(kind, pagesOf(list, signal), signOf, turn);
    await look(
      'refunds',
      (page) => stripe.refunds.list({ created, ...page }),
      ({ status }) => status ?? 'succeeded',
    );
    await look(
      'disputes',
      (page) => stripe.disputes.list({ created: disputed, ...page }),
      ({ status, balance_transactions: moved }) =>
        `${status} ${moved.reduce((net, { amount }) => net + amount, 0)}`,
    );
    await look(
      'warnings',
      (page) => stripe.radar.earlyFraudWarnings.list({ created, ...page }),
      ({ actionable }) => String(actionable),
    );
    await look(
      'payouts',
      (page) => stripe.payouts.list({ created, ...page }),
      ({ status, automatic }) => `${status} ${automatic}`,
    );
    await this.findLate();
  }

  private async look<Item extends { readonly id: string }>(
    kind: keyof typeof KNOWN,
    pages: AsyncIterable<readonly Item[]>,
    signOf: (item: Item) => string,
    turn: string,
  ): Promise<void> {
    for await (const items of pages) {
      const signs = items.map((item) => ({ id: item.id, sign: signOf(item) }));
      const other = await this.others(kind, signs);
      await this.inbox.add(other.map((id) => convergeJob(`${turn}-${id}`, id)));
    }
  }

  private async others(kind: keyof typeof KNOWN, signs: readonly Sign[]): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT given.id FROM unnest($1::text[], $2::text[]) AS given (id, sign)
       LEFT JOIN (${KNOWN[kind]}) AS known ON known.id = given.id
       WHERE known.sign IS DISTINCT FROM given.sign`,
      [signs.map(({ id }) => id), signs.map(({ sign }) => sign)],
    );
    return rows.map(({ id }) => id);
  }

  /** Payments that have not reached the balance for days; found ones resolve once they have. */
  private async findLate(): Promise<void> {
    const { rows } = await this.pool.query<{ payment_id: string }>(
      `SELECT payment_id FROM app.payments p
       WHERE status = 'succeeded' AND balance_transaction_id IS NULL AND created_at < $1
         AND NOT EXISTS (SELECT FROM app.findings f
           WHERE f.class = 'timing' AND f.object_id = p.payment_id)`,
      [new Date(this.secondsAgo(LATE_DAYS) * 1_000)],
    );
    const ids = rows.map(({ payment_id: id }) => id);
    await this.pool.query(
      `INSERT INTO app.findings (finding_id, class, severity, object_id, account_id, purchase_id,
         ours, theirs, found_at)
       SELECT given.finding_id, 'timing', $3, p.payment_id, p.account_id, p.purchase_id,
         p.received || ' ' || p.currency, NULL, $4
       FROM unnest($1::text[], $2::text[]) AS given (finding_id, payment_id)
       JOIN app.payments p USING (payment_id) ON CONFLICT DO NOTHING`,
      [ids.map(() => newId('fnd')), ids, FINDING_CLASSES.timing, new Date(this.clock.now())],
    );
    await this.pool.query(
      `UPDATE app.findings f SET state = 'resolved' FROM app.payments p
       WHERE f.class = 'timing' AND f.state <> 'resolved' AND p.payment_id = f.object_id
         AND p.balance_transaction_id IS NOT NULL`,
    );
  }

  /** Stripe has real time, not that of a test clock. */
  private secondsAgo(days: number): number {
    return Math.floor((this.systemClock.now() - days * DAY_MS) / 1_000);
  }
}
