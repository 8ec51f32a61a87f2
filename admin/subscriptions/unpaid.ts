/** What is owed for a subscription. Pure. */
import type { Schemas } from '../lib/api.js';

/** An invoice that was tried and not paid. */
export type Unpaid = NonNullable<Schemas['ListedSubscription']['unpaid']>;

/** The invoice for which a subscription that goes on is past due; undefined: for none. */
export function pastDueOf({
  unpaid,
  ended_at,
}: Pick<Schemas['ListedSubscription'], 'unpaid' | 'ended_at'>): Unpaid | undefined {
  if (unpaid === null || unpaid.attempts === 0 || ended_at !== null) return undefined;
  return unpaid;
}
