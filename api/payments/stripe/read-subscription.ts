/** Reads a subscription with its schedule, and puts them in our types. */
import type Stripe from 'stripe';
import type { ScheduleNow, SubscriptionNow } from '../plan/billing-tree.js';
import { ifThere, patiently } from './client.js';
import { allOf } from './pages.js';
import { idOf, instantOf } from './read-balance.js';

/** The subscription as it is now; undefined: there is none. Throws a StripeError. */
export async function readSubscription(
  stripe: Stripe,
  subscriptionId: string,
): Promise<SubscriptionNow | undefined> {
  const found = await ifThere(() => patiently(() => stripe.subscriptions.retrieve(subscriptionId)));
  return found && withSchedule(stripe, found);
}

/** A customer's subscriptions that have not ended, the oldest first. Throws a StripeError. */
export async function liveSubscriptions(
  stripe: Stripe,
  customer: string,
): Promise<SubscriptionNow[]> {
  const found = await ifThere(() =>
    allOf((page) => stripe.subscriptions.list({ customer, ...page })),
  );
  const live: SubscriptionNow[] = [];
  for (const each of found ?? []) if (isLive(each)) live.push(await withSchedule(stripe, each));
  // Stripe lists the newest first; of those of one second, it alone knows which came first.
  return live.reverse().sort(byAge);
}

/** Most have no schedule. */
async function withSchedule(
  stripe: Stripe,
  subscription: Stripe.Subscription,
): Promise<SubscriptionNow> {
  const id = idOf(subscription.schedule);
  const schedule =
    id === null
      ? undefined
      : await ifThere(() => patiently(() => stripe.subscriptionSchedules.retrieve(id)));
  return subscriptionOf(subscription, schedule);
}

/** Statuses of one that sells: an incomplete one has never been paid. */
const LIVE: ReadonlySet<string> = new Set(['active', 'past_due', 'trialing', 'unpaid', 'paused']);

/** Whether a subscription bills, or may. */
export const isLive = ({ status }: { readonly status: string }): boolean => LIVE.has(status);

/** The older subscription first. */
export const byAge = (
  a: Pick<SubscriptionNow, 'createdAt'>,
  b: Pick<SubscriptionNow, 'createdAt'>,
): number => a.createdAt - b.createdAt;

function subscriptionOf(
  subscription: Stripe.Subscription,
  schedule: Stripe.SubscriptionSchedule | undefined,
): SubscriptionNow {
  const { items, pending_update: pending } = subscription;
  const [item, ...more] = items.data;
  const only = more.length === 0 && !items.has_more ? item : undefined;
  return {
    subscriptionId: subscription.id,
    customerId: idOf(subscription.customer) ?? '',
    status: subscription.status,
    currency: subscription.currency,
    itemId: only?.id ?? null,
    priceId: only?.price.id ?? null,
    period: {
      startsAt: instantOf(item?.current_period_start ?? subscription.start_date),
      endsAt: instantOf(item?.current_period_end ?? subscription.start_date),
    },
    cancelAt: instantIn(subscription.cancel_at),
    cancelsAtPeriodEnd: subscription.cancel_at_period_end,
    canceledAt: instantIn(subscription.canceled_at),
    endedAt: instantIn(subscription.ended_at),
    pending: pending && {
      priceId: pending.subscription_items?.[0]?.price.id ?? null,
      expiresAt: instantOf(pending.expires_at),
    },
    schedule: schedule ? scheduleOf(schedule) : null,
    latestInvoiceId: idOf(subscription.latest_invoice),
    createdAt: instantOf(subscription.created),
  };
}

const instantIn = (seconds: number | null) => (seconds === null ? null : instantOf(seconds));

function scheduleOf(schedule: Stripe.SubscriptionSchedule): ScheduleNow {
  return {
    scheduleId: schedule.id,
    status: schedule.status,
    endBehavior: schedule.end_behavior,
    phases: schedule.phases.map(({ items, start_date, end_date }) => ({
      priceId: items.length === 1 ? idOf(items[0]?.price) : null,
      startsAt: instantOf(start_date),
      endsAt: instantOf(end_date),
    })),
  };
}
