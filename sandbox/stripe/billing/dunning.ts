import type { Turn } from '../state/turn.js';
import { collect } from './collecting.js';
import { endSubscription, hasEnded } from './ending.js';
import { findSubscription } from './statuses.js';

/** An invoice that could not be paid is tried again. */
export async function retry(turn: Turn, id: string): Promise<void> {
  const invoice = await turn.get('invoice', id);
  if (invoice.status !== 'open') return;
  await collect(turn, invoice, { offSession: true, isRetry: true });
}

/**
 * Nobody has paid: the subscription is cancelled, as the settings of the account say; the invoice
 * stays open. https://docs.stripe.com/billing/subscriptions/overview#settings
 */
export async function giveUp(turn: Turn, id: string): Promise<void> {
  const invoice = await turn.get('invoice', id);
  if (invoice.status !== 'open') return;
  const subscription = await findSubscription(turn, invoice);
  if (!subscription || hasEnded(subscription)) return;
  await endSubscription(turn, subscription, { reason: 'payment_failed' });
}
