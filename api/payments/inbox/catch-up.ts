import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import type Stripe from 'stripe';
import { SystemClock } from '../../../platform/clock/clock.js';
import { StripeAccess } from '../stripe/access.js';
import { pagesOf, type PageParams } from '../stripe/pages.js';
import { Inbox } from './inbox.js';

/** Events whose objects are looked at; a list takes 20 types at most. */
const TYPES: readonly NonNullable<Stripe.EventListParams['types']>[] = [
  [
    'checkout.session.completed',
    'checkout.session.expired',
    'checkout.session.async_payment_succeeded',
    'checkout.session.async_payment_failed',
    'payment_intent.processing',
    'payment_intent.succeeded',
    'payment_intent.payment_failed',
    'payment_intent.canceled',
    'charge.succeeded',
    'charge.updated',
    'charge.refunded',
  ],
  [
    'refund.created',
    'refund.updated',
    'refund.failed',
    'charge.dispute.created',
    'charge.dispute.updated',
    'charge.dispute.funds_withdrawn',
    'charge.dispute.funds_reinstated',
    'charge.dispute.closed',
    'radar.early_fraud_warning.created',
    'radar.early_fraud_warning.updated',
    'payout.created',
    'payout.updated',
    'payout.paid',
    'payout.failed',
    'payout.canceled',
    'payout.reconciliation_completed',
  ],
  [
    'customer.deleted',
    'customer.subscription.created',
    'customer.subscription.updated',
    'customer.subscription.deleted',
    'customer.subscription.paused',
    'customer.subscription.resumed',
    'customer.subscription.pending_update_applied',
    'customer.subscription.pending_update_expired',
    'invoice.finalized',
    'invoice.updated',
    'invoice.paid',
    'invoice.payment_failed',
    'invoice.payment_action_required',
    'invoice.voided',
    'invoice.marked_uncollectible',
    'subscription_schedule.created',
    'subscription_schedule.updated',
    'subscription_schedule.released',
    'subscription_schedule.canceled',
    'subscription_schedule.completed',
  ],
];
/** Stripe may list an event later than others of the same second. */
const OVERLAP_S = 600;
/** What was missed is listed in parts, so that an interruption loses one of them. */
const WINDOW_S = 6 * 3_600;
/** Older events are gone; the sweep over the objects finds what they were about. */
const REACH_S = 30 * 86_400;

/**
 * Lists the events of Stripe since the last time, and takes those that never came as webhooks: the
 * endpoint was down for days, or the database is an older backup.
 */
@Injectable()
export class CatchUp {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly pool: Pool,
    private readonly inbox: Inbox,
    private readonly systemClock: SystemClock,
  ) {}

  /** Safe to run concurrently, and to interrupt. Throws a StripeError, or what the stores throw. */
  async run(signal: AbortSignal): Promise<void> {
    const stripe = await this.stripe.find();
    if (!stripe) return;
    const now = Math.floor(this.systemClock.now() / 1_000);
    let from = Math.max((await this.completeTo(now)) - OVERLAP_S, now - REACH_S);
    for (; from + WINDOW_S < now; from += WINDOW_S) {
      await this.take(stripe, { gte: from, lt: from + WINDOW_S }, signal);
      await this.save(from + WINDOW_S);
    }
    // Without an end: Stripe's clock may be ahead of ours.
    const newest = await this.take(stripe, { gte: from }, signal);
    if (newest > 0) await this.save(newest);
  }

  /** Takes what was created then. Returns the second of the newest event; 0: there was none. */
  private async take(
    stripe: Stripe,
    created: Stripe.RangeQueryParam,
    signal: AbortSignal,
  ): Promise<number> {
    let newest = 0;
    for (const types of TYPES) {
      const list = (page: PageParams) => stripe.events.list({ types, created, ...page });
      for await (const events of pagesOf(list, signal)) {
        await this.inbox.takeListed(events);
        newest = Math.max(newest, ...events.map((event) => event.created));
      }
    }
    return newest;
  }

  /** Second up to which all events are known. At the first time there is nothing before now. */
  private async completeTo(now: number): Promise<number> {
    const { rows } = await this.pool.query<{ complete_to: Date }>(
      `INSERT INTO app.stripe_cursor (complete_to) VALUES (to_timestamp($1))
       ON CONFLICT (one) DO UPDATE SET one = true RETURNING complete_to`,
      [now],
    );
    return Math.floor((rows[0]?.complete_to.getTime() ?? 0) / 1_000);
  }

  private save(second: number) {
    return this.pool.query(
      'UPDATE app.stripe_cursor SET complete_to = greatest(complete_to, to_timestamp($1))',
      [second],
    );
  }
}
