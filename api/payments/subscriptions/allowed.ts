/** Which changes of a subscription are allowed. */
import type { PlanTerms } from '../../../domain/catalogue/catalogue.js';
import { DomainError } from '../../../domain/errors.js';
import type { Caller } from '../../auth/caller.js';
import { invalid, Problem } from '../../http/problem.js';
import type { SubscriptionNow } from '../plan/billing-tree.js';
import type { SoldPrice } from '../plan/invoice.js';
import { lookOf, type Asked, type SubscriptionAction } from '../plan/wanted.js';
import type { SubscriptionBody } from './bodies.js';

const NAMES_PLAN: ReadonlySet<SubscriptionAction> = new Set(['subscribe', 'upgrade', 'downgrade']);
const CHARGES: ReadonlySet<SubscriptionAction> = new Set(['subscribe', 'upgrade']);

/** Refuses a plan that is missing or too much: 422 naming it; and staff who would charge a card. */
export function checkAsked(
  { action, plan, plan_version }: Omit<SubscriptionBody, 'return_url'>,
  caller: Caller,
): void {
  const isNamed = NAMES_PLAN.has(action);
  if (isNamed && plan === undefined) {
    throw invalid([{ name: 'plan', reason: `name the plan to ${action} to` }]);
  }
  if (!isNamed && plan !== undefined) {
    throw invalid([{ name: 'plan', reason: `leave it out to ${action}` }]);
  }
  if (!isNamed && plan_version !== undefined) {
    throw invalid([{ name: 'plan_version', reason: `leave it out to ${action}` }]);
  }
  if (caller.kind === 'staff' && CHARGES.has(action)) {
    const detail = `people do not charge cards: send the buyer a link to ${action} by themselves`;
    throw new Problem('forbidden', detail);
  }
}

/** The refusal of what needs a subscription where there is none. */
export const notSubscribed = (): Problem =>
  new Problem('not_subscribed', 'the account has no subscription: subscribe first');

/** Refuses a plan that costs nothing: 422 naming it. */
export function requirePaid({ plan, price }: PlanTerms): void {
  if (price.minor > 0n) return;
  throw invalid([{ name: 'plan', reason: `${plan} costs nothing: cancel instead` }]);
}

/**
 * Refuses what this subscription cannot do: an upgrade to a plan that is not dearer, or while it is
 * not paid; a downgrade to one that is, or to what goes on as it is; anything but the same upgrade
 * while one waits to be paid.
 */
export function requireAllowed(
  { action, priceId }: Asked,
  now: SubscriptionNow,
  from: SoldPrice | undefined,
  to: PlanTerms | undefined,
): void {
  if (now.pending && action !== 'upgrade') {
    const detail = 'an upgrade waits to be paid: pay it, or wait until it is dropped';
    throw new DomainError('plan_change_not_allowed', {}, detail);
  }
  if (!to) return;
  if (!from)
    throw new Problem('checkout_refused', 'the subscription is of a price that is not ours');
  const isUp = action === 'upgrade';
  const isDearer = to.price.minor > from.price.minor;
  const isOneCurrency = to.price.currency === from.price.currency;
  const details = { from: from.plan, to: to.plan, allowed_when: isUp ? 'renewal' : 'now' };
  if (!isOneCurrency || isUp !== isDearer) {
    throw new DomainError('plan_change_not_allowed', details, reasonFor(isUp, isOneCurrency));
  }
  if (priceId === now.priceId && lookOf(now).next.kind === 'same') {
    const detail = 'the account has this plan already, and it goes on: nothing would change';
    throw new DomainError('plan_change_not_allowed', { from: from.plan, to: to.plan }, detail);
  }
  if (isUp && now.status !== 'active') {
    const detail = 'the last invoice is not paid: pay it, then upgrade';
    throw new DomainError('plan_change_not_allowed', { from: from.plan, to: to.plan }, detail);
  }
}

function reasonFor(isUp: boolean, isOneCurrency: boolean): string {
  if (!isOneCurrency) return 'the two plans are priced in different currencies';
  return isUp
    ? 'only a dearer plan can be upgraded to: downgrade to another'
    : 'only a plan that costs no more can be downgraded to: upgrade to a dearer one';
}
