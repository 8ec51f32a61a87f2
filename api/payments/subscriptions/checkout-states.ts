import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';
import type { Lease } from '../converge/account-lease.js';
import { SubscriptionCheckout } from '../records/billing/subscription-checkout.entity.js';
import { readSession } from '../stripe/read-session.js';

/** Keeps how the checkouts of subscriptions stand. */
@Injectable()
export class CheckoutStates {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Looks at a session of a checkout. Returns what was subscribed with it; null: nothing. */
  async look(
    stripe: Stripe,
    lease: Lease,
    checkoutId: string,
    sessionId: string,
  ): Promise<string | null> {
    const session = await readSession(stripe, sessionId);
    if (!session) return null;
    const { status, subscriptionId = null } = session;
    const before = await this.current(checkoutId);
    // An earlier session says nothing, but that somebody has subscribed with it.
    const isCurrent = before.sessionId === sessionId && before.state !== 'complete';
    if (isCurrent || subscriptionId !== null) {
      const moved = status !== before.state && { changedAt: new Date(this.clock.now()) };
      const changed = { state: status, subscriptionId, ...moved };
      await lease.write((manager) => manager.update(SubscriptionCheckout, { checkoutId }, changed));
    }
    return subscriptionId;
  }

  /** A checkout as it stands. */
  current(checkoutId: string): Promise<SubscriptionCheckout> {
    return this.dataSource.getRepository(SubscriptionCheckout).findOneByOrFail({ checkoutId });
  }
}
