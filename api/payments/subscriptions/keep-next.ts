import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { DataSource } from 'typeorm';
import type { Lease } from '../converge/account-lease.js';
import type { SubscriptionNow } from '../plan/billing-tree.js';
import { lookOf, type Next } from '../plan/wanted.js';
import { Subscription } from '../records/billing/subscription.entity.js';
import { isLive } from '../stripe/read-subscription.js';
import { BringSubscription } from './bring.js';

/** Remembers what an upgrade takes back, and makes it again where the upgrade was not paid. */
@Injectable()
export class KeepNext {
  constructor(
    private readonly bring: BringSubscription,
    private readonly dataSource: DataSource,
  ) {}

  /** Remembers it, before Stripe is told to take it back. */
  async keep(lease: Lease, { subscriptionId, priceId }: SubscriptionNow, next: Next) {
    const keptNext = next.kind === 'same' || priceId === null ? null : textOf(priceId, next);
    await lease.write((manager) => manager.update(Subscription, { subscriptionId }, { keptNext }));
  }

  /** Makes it again once the upgrade was dropped. Returns the subscription as it is then. */
  async restore(stripe: Stripe, lease: Lease, now: SubscriptionNow): Promise<SubscriptionNow> {
    const { subscriptionId, pending, priceId } = now;
    const rows = this.dataSource.getRepository(Subscription);
    const kept = (await rows.findOneBy({ subscriptionId }))?.keptNext ?? null;
    if (kept === null || pending) return now;
    const [of, what = ''] = kept.split(' ');
    const looks = lookOf(now);
    const isDropped = of === priceId && looks.next.kind === 'same' && isLive(now);
    const next: Next = what === END ? { kind: 'end' } : { kind: 'price', priceId: what };
    const key = `${subscriptionId}:restore:${now.period.startsAt}`;
    const after = isDropped ? await this.bring.to(stripe, now, { priceId, next }, key) : now;
    await lease.write((manager) =>
      manager.update(Subscription, { subscriptionId }, { keptNext: null }),
    );
    return after;
  }
}

const END = 'end';

/** The price that it was scheduled for, and what was to follow. */
const textOf = (priceId: string, next: Exclude<Next, { kind: 'same' }>): string =>
  `${priceId} ${next.kind === 'end' ? END : next.priceId}`;
