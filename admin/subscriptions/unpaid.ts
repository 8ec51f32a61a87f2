/** What is owed for a subscription. Pure. */
import type { Schemas } from '../lib/api.js';

/** An invoice that was tried and not paid. */
export type Unpaid = NonNullable<Schemas['ListedSubscription']['unpaid']>;

type Subscription = Pick<Schemas['ListedSubscription'], 'status' | 'unpaid' | 'ended_at'>;

/** Whether a subscription waits for its first payment: nothing has begun, nothing is renewed. */
export const isUnbegun = ({ status }: Pick<Subscription, 'status'>): boolean =>
  status === 'incomplete';

/** The invoice for which a subscription that goes on is past due; undefined: for none. */
export function pastDueOf(subscription: Subscription): Unpaid | undefined {
  const { unpaid, ended_at } = subscription;
  if (unpaid === null || unpaid.attempts === 0 || ended_at !== null) return undefined;
  return isUnbegun(subscription) ? undefined : unpaid;
}
