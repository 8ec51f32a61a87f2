/** What people of staff can ask of a subscription. Pure. */
import type { Schemas } from '../lib/api.js';
import { isEnding } from './differences.js';
import { isUnbegun } from './unpaid.js';

/** What people of staff may ask: nothing that charges a card. */
export type StaffAction = Extract<
  Schemas['SubscriptionAction'],
  'downgrade' | 'cancel' | 'withdraw'
>;

type Subscription = Pick<
  Schemas['ListedSubscription'],
  'status' | 'plan' | 'price' | 'next_plan' | 'pending_plan' | 'ended_at'
>;
type Plan = Pick<Schemas['Plan'], 'plan' | 'price'>;

/** The plans that a subscription can be downgraded to: paid, and no dearer. */
export function cheaperPlans<Sold extends Plan>(
  { plan: current, price: now, next_plan: next }: Subscription,
  plans: readonly Sold[],
): Sold[] {
  if (now === null) return [];
  return plans.filter(
    ({ plan, price }) =>
      plan !== current &&
      plan !== next &&
      price.currency === now.currency &&
      price.minor > 0 &&
      price.minor <= now.minor,
  );
}

/** What can be asked now, in the order in which it is offered; nothing while a payment waits. */
export function actionsOf(subscription: Subscription, plans: readonly Plan[]): StaffAction[] {
  const { pending_plan: pending, ended_at: ended, next_plan: next } = subscription;
  if (pending !== null || ended !== null || isUnbegun(subscription)) return [];
  return [
    ...(next === null ? [] : (['withdraw'] as const)),
    ...(cheaperPlans(subscription, plans).length === 0 ? [] : (['downgrade'] as const)),
    ...(isEnding(subscription) ? [] : (['cancel'] as const)),
  ];
}
