import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { subscriptionOf } from './drafts.js';
import { applyPending } from './pending.js';

type Invoice = Kinds['invoice'];
type Subscription = Kinds['subscription'];

const UPDATED = 'customer.subscription.updated';

/** The subscription of an invoice. */
export async function findSubscription(
  turn: Turn,
  invoice: Invoice,
): Promise<Subscription | undefined> {
  const id = subscriptionOf(invoice);
  return id === undefined ? undefined : turn.find('subscription', id);
}

/** Invoices of a subscription, oldest first. */
export const invoicesOf = (turn: Turn, subscription: string): Promise<Invoice[]> =>
  turn.all('invoice', { parent: { subscription_details: { subscription } } });

/** Invoices of a subscription, the last of which say whether it is paid. */
const MAX_NEWEST = 100;
/** Invoices that say nothing of whether a subscription is paid. */
const NEITHER: readonly unknown[] = ['draft', 'void', 'uncollectible'];

/**
 * What a subscription is after an invoice of it was paid or given up: active once the latest that
 * is final is paid. https://docs.stripe.com/billing/subscriptions/overview#subscription-statuses
 */
export async function statusAfter(turn: Turn, invoice: Invoice): Promise<void> {
  const subscription = await findSubscription(turn, invoice);
  if (!subscription) return;
  if (subscription.status === 'incomplete') {
    if (invoice.status !== 'paid') return;
    await turn.unschedule('expire_subscription', subscription.id);
    await turn.change(subscription, { status: 'active' }, UPDATED);
    return;
  }
  const { pending_update: pending, latest_invoice: latest } = subscription;
  if (pending && latest === invoice.id && invoice.status === 'paid') {
    await applyPending(turn, subscription);
    return restore(turn, await turn.get('subscription', subscription.id));
  }
  await restore(turn, subscription);
}

/** Active again once what it owed is paid. */
async function restore(turn: Turn, subscription: Subscription): Promise<void> {
  if (subscription.status !== 'past_due') return;
  const of = { parent: { subscription_details: { subscription: subscription.id } } };
  const invoices = await turn.newest('invoice', of, MAX_NEWEST);
  const latest = invoices.find(({ status }) => !NEITHER.includes(status));
  if (latest && latest.status !== 'paid') return;
  await turn.change(subscription, { status: 'active' }, UPDATED);
  await setDelinquent(turn, subscription.customer, false);
}

/** An invoice of a subscription could not be paid by itself. */
export async function fallBehind(turn: Turn, invoice: Invoice): Promise<void> {
  const subscription = await findSubscription(turn, invoice);
  if (!subscription) return;
  await setDelinquent(turn, subscription.customer, true);
  if (subscription.status !== 'active' && subscription.status !== 'trialing') return;
  await turn.change(subscription, { status: 'past_due' }, UPDATED);
}

async function setDelinquent(turn: Turn, id: string, delinquent: boolean): Promise<void> {
  const customer = await turn.find('customer', id);
  if (!customer || customer.delinquent === delinquent) return;
  await turn.change(customer, { delinquent }, 'customer.updated');
}
