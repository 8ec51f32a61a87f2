/** Writes subscriptions into our tables. */
import type { EntityManager } from 'typeorm';
import type { Instant } from '../../../domain/instant.js';
import type { SubscriptionNow } from '../plan/billing-tree.js';
import type { SoldPrice } from '../plan/invoice.js';
import { FREE_PLAN } from '../plan/ledger-plan.js';
import { nextAtOf, nextOf } from '../plan/wanted.js';
import { Subscription } from '../records/billing/subscription.entity.js';

/** Whose a subscription is, and what its prices sell. */
export interface SubscriptionOf {
  readonly accountId: string;
  /** The older subscription, where this is one too many. */
  readonly besides: string | null;
  readonly sold: ReadonlyMap<string, SoldPrice>;
}

/** The prices that a subscription names, now and for later. */
export function pricesOf(subscription: SubscriptionNow): (string | null)[] {
  const next = nextOf(subscription);
  const { priceId, pending } = subscription;
  return [priceId, pending?.priceId ?? null, next.kind === 'price' ? next.priceId : null];
}

/** The plan that follows the current period; null: the same, or a price that is not ours. */
export function nextPlanOf(
  subscription: SubscriptionNow,
  sold: ReadonlyMap<string, SoldPrice>,
): string | null {
  const next = nextOf(subscription);
  if (next.kind === 'end') return FREE_PLAN;
  return next.kind === 'price' ? (sold.get(next.priceId)?.plan ?? null) : null;
}

/** Keeps a subscription as Stripe has it now. */
export async function keepSubscription(
  manager: EntityManager,
  subscription: SubscriptionNow,
  { accountId, besides, sold }: SubscriptionOf,
  now: Instant,
): Promise<void> {
  const { priceId, pending, period, schedule, cancelAt } = subscription;
  const own = priceId === null ? undefined : sold.get(priceId);
  const pendingPrice = pending?.priceId ?? null;
  const nextPlan = nextPlanOf(subscription, sold);
  const row = {
    subscriptionId: subscription.subscriptionId,
    accountId,
    customerId: subscription.customerId,
    status: subscription.status,
    itemId: subscription.itemId,
    priceId,
    plan: own?.plan ?? null,
    planVersion: own?.version ?? null,
    currency: subscription.currency,
    periodStartsAt: new Date(period.startsAt),
    periodEndsAt: new Date(period.endsAt),
    cancelAt: dateOf(cancelAt),
    canceledAt: dateOf(subscription.canceledAt),
    endedAt: dateOf(subscription.endedAt),
    pendingPlan: pendingPrice === null ? null : (sold.get(pendingPrice)?.plan ?? null),
    pendingUntil: dateOf(pending?.expiresAt ?? null),
    scheduleId: schedule?.scheduleId ?? null,
    nextPlan,
    nextAt: nextPlan === null ? null : dateOf(nextAtOf(subscription)),
    latestInvoiceId: subscription.latestInvoiceId,
    createdAt: new Date(subscription.createdAt),
    seenAt: new Date(now),
    ...(besides !== null && { besides }),
  };
  await manager.getRepository(Subscription).upsert(row, ['subscriptionId']);
}

const dateOf = (at: Instant | null): Date | null => (at === null ? null : new Date(at));
