import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import type { Lease } from '../converge/account-lease.js';
import type { SubscriptionNow } from '../plan/billing-tree.js';
import { formatKept, keptBy, parseKept } from '../plan/kept-next.js';
import { lookOf } from '../plan/wanted.js';
import { Subscription } from '../records/billing/subscription.entity.js';
import { isLive, readSubscription } from '../stripe/read-subscription.js';
import { BringSubscription } from './bring.js';

/** Remembers what an upgrade takes back, and makes it again where the upgrade was not paid. */
@Injectable()
export class KeepNext {
  constructor(
    private readonly bring: BringSubscription,
    private readonly dataSource: DataSource,
  ) {}

  /** Remembers it, before Stripe is told to take it back. */
  async keep(
    lease: Lease,
    now: SubscriptionNow,
    request: { readonly requestId: string; readonly isUpgrade: boolean },
  ): Promise<void> {
    const { subscriptionId } = now;
    const kept = keptBy(now, await this.keptOf(subscriptionId), request);
    const keptNext = kept && formatKept(kept);
    await lease.write((manager) => manager.update(Subscription, { subscriptionId }, { keptNext }));
  }

  /** Makes it again once the upgrade was dropped. Returns the subscription as it is then. */
  async restore(stripe: Stripe, lease: Lease, now: SubscriptionNow): Promise<SubscriptionNow> {
    const { subscriptionId, pending, priceId } = now;
    const kept = await this.keptOf(subscriptionId);
    if (!kept || pending) return now;
    const { next, requestId } = kept;
    const isDropped = kept.priceId === priceId && lookOf(now).next.kind === 'same' && isLive(now);
    const key = `${subscriptionId}:restore:${requestId}:${now.latestInvoiceId ?? ''}`;
    if (isDropped) await this.bring.to(stripe, now, { priceId, next }, key);
    await lease.write((manager) =>
      manager.update(Subscription, { subscriptionId }, { keptNext: null }),
    );
    return isDropped ? ((await readSubscription(stripe, subscriptionId)) ?? now) : now;
  }

  private async keptOf(subscriptionId: string) {
    const rows = this.dataSource.getRepository(Subscription);
    return parseKept((await rows.findOneBy({ subscriptionId }))?.keptNext ?? null);
  }
}
