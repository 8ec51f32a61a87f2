import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { SubscriptionNow } from '../plan/billing-tree.js';
import { changesTo, type Change, type Wanted } from '../plan/wanted.js';
import { StripeCalls } from '../stripe/calls.js';

const SECOND_MS = 1_000;
const UPDATE = 'POST /v1/subscriptions/:id';

/** Brings a subscription at Stripe to look as is wanted. */
@Injectable()
export class BringSubscription {
  constructor(private readonly calls: StripeCalls) {}

  /**
   * Makes the calls that it takes, each under a key of its own that says what it does: carried on
   * after a crash, when fewer are left to make, none happens twice. Throws a StripeError.
   */
  async to(stripe: Stripe, now: SubscriptionNow, wanted: Wanted, key: string): Promise<void> {
    for (const change of changesTo(now, wanted)) {
      const subject = change.kind === 'price' ? chargeOf(now, change) : `${key}:${nameOf(change)}`;
      await this.make(stripe, now.subscriptionId, change, subject);
    }
  }

  private async make(
    stripe: Stripe,
    id: string,
    change: Change,
    subject: string,
  ): Promise<unknown> {
    switch (change.kind) {
      case 'release': {
        const { scheduleId } = change;
        const route = 'POST /v1/subscription_schedules/:id/release';
        return this.call(subject, route, (options) =>
          stripe.subscriptionSchedules.release(scheduleId, {}, options),
        );
      }
      case 'cancel_at_end': {
        const params = { cancel_at_period_end: change.ends };
        return this.call(subject, UPDATE, (options) =>
          stripe.subscriptions.update(id, params, options),
        );
      }
      case 'price': {
        const params = upgradeOf(change.itemId, change.priceId);
        return this.call(subject, UPDATE, (options) =>
          stripe.subscriptions.update(id, params, options),
        );
      }
      case 'schedule':
        return this.schedule(stripe, id, change, subject);
    }
  }

  /**
   * Under the same key as before a crash; under another after a failure that Stripe keeps with it:
   * had that been made all the same, it would show, and not be made again.
   */
  private async call<Made extends { readonly id: string }>(
    subject: string,
    route: string,
    act: (options: { readonly idempotencyKey: string }) => Promise<Made>,
  ): Promise<Made> {
    const key = `${subject}:${await this.calls.nextAttempt(subject, 1)}`;
    return this.calls.make({ key, route, purchaseId: null }, act);
  }

  /** Two phases: what is paid for, to its end, and what follows. Nothing is prorated. */
  private async schedule(
    stripe: Stripe,
    from_subscription: string,
    change: Extract<Change, { kind: 'schedule' }>,
    subject: string,
  ): Promise<void> {
    const { priceId, nextPriceId, from, at } = change;
    const route = 'POST /v1/subscription_schedules';
    let { scheduleId } = change;
    let startsAt = from / SECOND_MS;
    if (scheduleId === null) {
      const made = await this.call(subject, route, (options) =>
        stripe.subscriptionSchedules.create({ from_subscription }, options),
      );
      scheduleId = made.id;
      startsAt = made.phases[0]?.start_date ?? startsAt;
    }
    const id = scheduleId;
    const endsAt = at / SECOND_MS;
    const params: Stripe.SubscriptionScheduleUpdateParams = {
      end_behavior: 'release',
      proration_behavior: 'none',
      phases: [
        {
          items: [{ price: priceId, quantity: 1 }],
          start_date: startsAt,
          end_date: endsAt,
          proration_behavior: 'none',
        },
        {
          items: [{ price: nextPriceId, quantity: 1 }],
          start_date: endsAt,
          duration: { interval: 'month', interval_count: 1 },
          proration_behavior: 'none',
        },
      ],
    };
    await this.call(`${subject}:phases:${id}`, `${route}/:id`, (options) =>
      stripe.subscriptionSchedules.update(id, params, options),
    );
  }
}

/**
 * Names a change that charges by what it starts from, whoever asks for it: of two processes that
 * both believe it is their turn, Stripe does what one asks, and charges once. Each such change
 * leaves another invoice.
 */
const chargeOf = (
  { subscriptionId, latestInvoiceId }: SubscriptionNow,
  { priceId }: Extract<Change, { kind: 'price' }>,
): string => `${subscriptionId}:${latestInvoiceId ?? ''}:price:${priceId}`;

/** Names a change by what it does, whichever others are made with it. */
function nameOf(change: Exclude<Change, { kind: 'price' }>): string {
  switch (change.kind) {
    case 'release':
      return `release:${change.scheduleId}`;
    case 'cancel_at_end':
      return `cancel_at_end:${change.ends}`;
    case 'schedule':
      return `schedule:${change.nextPriceId}:${change.at}`;
  }
}

/**
 * The full price for the full bundle from now on, there when it is paid and not before: nothing is
 * prorated, and a card that is not charged leaves everything as it was.
 */
export const upgradeOf = (itemId: string, priceId: string): Stripe.SubscriptionUpdateParams => ({
  items: [{ id: itemId, price: priceId, quantity: 1 }],
  billing_cycle_anchor: { type: 'now' },
  proration_behavior: 'none',
  payment_behavior: 'pending_if_incomplete',
});
