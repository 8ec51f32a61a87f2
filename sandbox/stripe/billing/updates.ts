import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { collect, refusal } from './collecting.js';
import { draftInvoice } from './drafts.js';
import { voidInvoice } from './ending.js';
import { finalize } from './finalizing.js';
import { periodOf } from './items.js';
import { applyChange, pendingUpdate, setWaited } from './pending.js';
import { type Change, plan, type Planned } from './planning.js';
import { keepPending, takePending } from './prorations.js';

type Subscription = Kinds['subscription'];

/** A pending update waits for its payment no longer than this, or the period. */
const PENDING_S = 23 * 3_600;
const UPDATED = 'customer.subscription.updated';

/** What becomes of an update whose payment does not come at once. */
export type PaymentBehavior = 'allow_incomplete' | 'error_if_incomplete' | 'pending_if_incomplete';

/** An update of what is subscribed to, and what else is changed with it. */
export interface Update extends Change {
  readonly behavior: PaymentBehavior;
  readonly offSession: boolean;
  readonly more: Partial<Subscription>;
}

/**
 * Changes what is subscribed to. What is charged for it is charged now, and with
 * `pending_if_incomplete` nothing changes before it is paid.
 * https://docs.stripe.com/billing/subscriptions/pending-updates
 */
export async function update(
  turn: Turn,
  before: Subscription,
  asked: Update,
): Promise<Subscription> {
  const subscription = await withoutPending(turn, before);
  const planned = await plan(turn, subscription, asked);
  if (!planned.isCharged) {
    if (planned.lines.length > 0) await keepPending(turn, subscription.id, planned.lines);
    return applyChange(turn, subscription, planned, asked.more);
  }
  const waits = asked.behavior === 'pending_if_incomplete';
  const changing = waits
    ? await makePending(turn, subscription, planned, asked)
    : await applyChange(turn, subscription, planned, asked.more);
  await charge(turn, changing, planned, asked);
  const after = await turn.get('subscription', subscription.id);
  if (!after.pending_update) return after;
  await setWaited(turn, after.id, true);
  await turn.schedule(after.pending_update.expires_at, 'expire_update', after.id);
  await turn.emit(UPDATED, after, { pending_update: null });
  return after;
}

/** Nothing is told of it unless it has to wait. */
async function makePending(
  turn: Turn,
  subscription: Subscription,
  planned: Planned,
  { more }: Update,
): Promise<Subscription> {
  const expires = Math.min(turn.now + PENDING_S, periodOf(subscription).end);
  const pending = pendingUpdate(planned, expires, more.metadata ?? null);
  return turn.change(subscription, { pending_update: pending });
}

async function charge(
  turn: Turn,
  subscription: Subscription,
  { lines }: Planned,
  { behavior, offSession }: Update,
): Promise<void> {
  const draft = await draftInvoice(turn, {
    subscription,
    reason: 'subscription_update',
    lines: [...lines, ...(await takePending(turn, subscription.id))],
    period: { start: turn.now, end: turn.now },
  });
  await turn.change(subscription, { latest_invoice: draft.id });
  const invoice = await finalize(turn, draft);
  if (invoice.status !== 'open') return;
  const collected = await collect(turn, invoice, { offSession });
  if (behavior === 'error_if_incomplete' && collected.invoice.status !== 'paid') {
    throw refusal(collected);
  }
}

/** Another update takes the place of one that is pending. */
async function withoutPending(turn: Turn, subscription: Subscription): Promise<Subscription> {
  if (!subscription.pending_update) return subscription;
  await expireUpdate(turn, subscription.id);
  return turn.get('subscription', subscription.id);
}

/** The payment did not come: nothing changes, and nobody can pay for it any more. */
export async function expireUpdate(turn: Turn, id: string): Promise<void> {
  const subscription = await turn.find('subscription', id);
  if (!subscription?.pending_update) return;
  await turn.unschedule('expire_update', id);
  await setWaited(turn, id, false);
  await turn.change(
    subscription,
    { pending_update: null },
    UPDATED,
    'customer.subscription.pending_update_expired',
  );
  const invoice = await turn.find('invoice', subscription.latest_invoice ?? '');
  if (invoice?.status === 'open') await voidInvoice(turn, invoice);
}
