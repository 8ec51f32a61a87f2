import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import type { Item } from './items.js';

type Subscription = Kinds['subscription'];
type Pending = NonNullable<Subscription['pending_update']>;

const UPDATED = 'customer.subscription.updated';

/** What a change of a subscription makes of it. */
export interface Applied {
  readonly items: Item[];
  readonly anchor: number;
}

/** Makes a change; the period may have become another one. */
export async function applyChange(
  turn: Turn,
  subscription: Subscription,
  { items, anchor }: Applied,
  more: Partial<Subscription>,
  ...events: string[]
): Promise<Subscription> {
  const [first] = items;
  if (first) {
    await turn.unschedule('advance_subscription', subscription.id);
    await turn.schedule(first.current_period_end, 'advance_subscription', subscription.id);
  }
  const changes: Partial<Subscription> = {
    items: { ...subscription.items, data: items },
    billing_cycle_anchor: anchor,
    ...(subscription.cancel_at_period_end && first && { cancel_at: first.current_period_end }),
    ...more,
  };
  return turn.change(subscription, changes, UPDATED, ...events);
}

/** An update that is made once the latest invoice is paid. */
export const pendingUpdate = (
  { items, anchor, isAnew }: Applied & { readonly isAnew: boolean },
  expiresAt: number,
  metadata: Pending['metadata'],
): Pending => ({
  billing_cycle_anchor: isAnew ? anchor : null,
  cancel_at_period_end: null,
  discount: null,
  discounts: null,
  expires_at: expiresAt,
  metadata,
  subscription_items: items,
  trial_end: null,
  trial_from_plan: null,
});

/**
 * Its invoice is paid: the update is made. It is told of as a pending one only where it had to
 * wait. https://docs.stripe.com/billing/subscriptions/pending-updates-reference
 */
export async function applyPending(turn: Turn, subscription: Subscription): Promise<void> {
  const { pending_update: pending } = subscription;
  if (!pending) return;
  await turn.unschedule('expire_update', subscription.id);
  const { waited } = await turn.hidden(subscription.id);
  await setWaited(turn, subscription.id, false);
  await applyChange(
    turn,
    subscription,
    {
      items: pending.subscription_items ?? subscription.items.data,
      anchor: pending.billing_cycle_anchor ?? subscription.billing_cycle_anchor,
    },
    { pending_update: null, metadata: { ...subscription.metadata, ...pending.metadata } },
    ...(waited === undefined ? [] : ['customer.subscription.pending_update_applied']),
  );
}

/** Keeps whether a pending update has waited for its payment. */
export async function setWaited(turn: Turn, id: string, waited: boolean): Promise<void> {
  const { waited: _before, ...kept } = await turn.hidden(id);
  await turn.hide(id, waited ? { ...kept, waited: 'true' } : kept);
}
