/** How a subscription stands, in the order in which it matters. */
import { isLive, type AccountSubscription, type Invoice, type Subscription } from '../wire/plan.js';

/**
 * What a paid period gave serves for so long after its end, as the ledger has it: until the
 * renewal is paid, at the most.
 */
export const GRACE_MS = 96 * 3_600_000;

/** The plan that follows one that is cancelled. */
export const FREE = 'free';

/**
 * `incomplete`: the first payment is missing, nothing has begun; `pending`: an upgrade waits to be
 * paid; `past_due`: a renewal was not paid.
 */
export type PlanStanding =
  'none' | 'incomplete' | 'past_due' | 'pending' | 'ending' | 'scheduled' | 'active';

/** Of what was read. */
export function planStanding({ subscription }: AccountSubscription): PlanStanding {
  if (!subscription || subscription.ended_at !== null) return 'none';
  if (!isLive(subscription)) return 'incomplete';
  const { status, pending_plan: pending, next_plan: next } = subscription;
  if (pending !== null) return 'pending';
  if (status !== 'active' && status !== 'trialing') return 'past_due';
  if (next === null) return 'active';
  return next === FREE ? 'ending' : 'scheduled';
}

/** Until when the credits of the period before stay, while the present one is not paid. */
export const graceEnd = ({ period_starts_at: start }: Subscription): string =>
  new Date(Date.parse(start) + GRACE_MS).toISOString();

/** The newest invoice that can be paid. */
export const openInvoice = ({ invoices }: AccountSubscription): Invoice | undefined =>
  invoices.find(({ status, pay_url }) => status === 'open' && pay_url !== null);

/** The invoice of a renewal that was not paid, and is tried again whatever else is asked for. */
export const owedInvoice = (seen: AccountSubscription): Invoice | undefined =>
  planStanding(seen) === 'past_due' ? openInvoice(seen) : undefined;

/** Whether it can be cancelled now: it goes on, and no upgrade waits. */
export const canCancel = (seen: AccountSubscription): boolean =>
  isLive(seen.subscription) &&
  planStanding(seen) !== 'pending' &&
  seen.subscription?.next_plan !== FREE;
