import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type Stripe from 'stripe';
import { DAY_MS, HOUR_MS } from '../../../domain/instant.js';
import { Clock, SystemClock } from '../../../platform/clock/clock.js';
import { StripeAccess } from '../stripe/access.js';
import { pagesOf, type PageParams } from '../stripe/pages.js';
import { Inbox } from './inbox.js';
import { convergeJob } from './jobs.js';
import { SweepBack } from './sweep-back.js';

const BATCH = 500;
/** What has ended is looked at for some days more. */
const LOOK_BACK_DAYS = 3;
/** A purchase without a checkout page is given up after this long. */
const GIVE_UP_MS = 25 * HOUR_MS;

interface ObjectRow {
  readonly purchase_id: string;
  readonly object_id: string;
}

/**
 * Looks at the objects themselves, whatever events have said: sessions of purchases that are not
 * settled, or were lately, subscriptions that go on, and payments at Stripe that nobody here knows.
 */
@Injectable()
export class SweepObjects {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly pool: Pool,
    private readonly inbox: Inbox,
    private readonly clock: Clock,
    private readonly systemClock: SystemClock,
    private readonly back: SweepBack,
  ) {}

  /** Looks, unless that was done within a day; so a look that failed is tried again soon. */
  async runIfDue(signal: AbortSignal): Promise<void> {
    const { rowCount } = await this.pool.query(
      `SELECT FROM app.stripe_cursor WHERE swept_at > clock_timestamp() - interval '1 day'`,
    );
    if (rowCount !== 0) return;
    await this.run(signal);
    await this.pool.query('UPDATE app.stripe_cursor SET swept_at = clock_timestamp()');
  }

  /**
   * Safe to run concurrently, and to interrupt. Throws a StripeError, QueuesUnavailable, or what
   * the stores throw.
   */
  async run(signal: AbortSignal): Promise<void> {
    const stripe = await this.stripe.find();
    if (!stripe) return;
    const turn = `sweep-${this.systemClock.now()}`;
    await this.giveUp();
    await this.sweepPurchases(turn, signal);
    await this.sweepSubscriptions(turn, signal);
    await this.sweepPayments(stripe, turn, signal);
    await this.back.run(stripe, turn, signal);
  }

  private giveUp() {
    return this.pool.query(
      `UPDATE app.purchases SET state = 'expired', changed_at = $1
       WHERE state = 'starting' AND session_id IS NULL AND NOT is_top_up AND created_at < $2`,
      [new Date(this.clock.now()), new Date(this.clock.now() - GIVE_UP_MS)],
    );
  }

  private async sweepPurchases(turn: string, signal: AbortSignal): Promise<void> {
    const since = new Date(this.clock.now() - LOOK_BACK_DAYS * DAY_MS);
    let after = '';
    for (let isMore = true; isMore;) {
      signal.throwIfAborted();
      const { rows } = await this.pool.query<ObjectRow>(
        `SELECT p.purchase_id, coalesce(p.session_id, t.intent_id) AS object_id
         FROM app.purchases p LEFT JOIN app.top_ups t USING (purchase_id)
         WHERE p.purchase_id > $1 AND coalesce(p.session_id, t.intent_id) IS NOT NULL
           AND (p.state IN ('open', 'processing', 'paid') OR p.changed_at > $2 OR EXISTS (
             SELECT 1 FROM app.payments m
             WHERE m.purchase_id = p.purchase_id AND m.status = 'succeeded'
               AND m.balance_transaction_id IS NULL))
         ORDER BY p.purchase_id LIMIT ${BATCH}`,
        [after, since],
      );
      await this.inbox.add(
        rows.map((row) => convergeJob(`${turn}-${row.purchase_id}`, row.object_id)),
      );
      after = rows.at(-1)?.purchase_id ?? after;
      isMore = rows.length === BATCH;
    }
  }

  /** Those that go on as far as we know. */
  private async sweepSubscriptions(turn: string, signal: AbortSignal): Promise<void> {
    let after = '';
    for (let isMore = true; isMore;) {
      signal.throwIfAborted();
      const { rows } = await this.pool.query<{ id: string }>(
        `SELECT subscription_id AS id FROM app.subscriptions
         WHERE subscription_id > $1 AND ended_at IS NULL ORDER BY subscription_id LIMIT ${BATCH}`,
        [after],
      );
      await this.inbox.add(rows.map(({ id }) => convergeJob(`${turn}-${id}`, id)));
      after = rows.at(-1)?.id ?? after;
      isMore = rows.length === BATCH;
    }
  }

  private async sweepPayments(stripe: Stripe, turn: string, signal: AbortSignal): Promise<void> {
    const gte = Math.floor((this.systemClock.now() - LOOK_BACK_DAYS * DAY_MS) / 1_000);
    const list = (page: PageParams) => stripe.paymentIntents.list({ created: { gte }, ...page });
    for await (const payments of pagesOf(list, signal)) {
      const paid = payments.filter(({ status }) => status === 'succeeded').map(({ id }) => id);
      const unknown = await this.unknown(paid);
      await this.inbox.add(unknown.map((id) => convergeJob(`${turn}-${id}`, id)));
    }
  }

  private async unknown(paymentIds: readonly string[]): Promise<string[]> {
    const { rows } = await this.pool.query<{ id: string }>(
      `SELECT id FROM unnest($1::text[]) AS id WHERE NOT EXISTS (
         SELECT 1 FROM app.payments m WHERE m.payment_id = id AND m.status = 'succeeded')`,
      [paymentIds],
    );
    return rows.map(({ id }) => id);
  }
}
