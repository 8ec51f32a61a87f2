import { attach, readyForOffSession } from '../money/methods.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { collect, type Collected, methodFor } from './collecting.js';
import { findSubscription } from './statuses.js';

type Invoice = Kinds['invoice'];
type Intent = Kinds['payment_intent'];
type Method = Kinds['payment_method'];

/**
 * Somebody pays an open invoice with a card that they enter, which later invoices are charged to
 * if they want that. https://docs.stripe.com/invoicing/hosted-invoice-page
 */
export async function payHosted(
  turn: Turn,
  invoice: Invoice,
  method: Method,
  saves: boolean,
): Promise<Collected> {
  const isFirst = (await methodFor(turn, invoice)) === undefined;
  const collected = await collect(turn, invoice, { offSession: false, method });
  const intent = collected.tried?.intent;
  if (intent && (saves || isFirst)) {
    await turn.hide(intent.id, { ...(await turn.hidden(intent.id)), saves: method.id });
    await saveFrom(turn, collected.invoice, intent);
  }
  return collected;
}

/** Keeps the card that has paid, once it has, for later invoices of the same subscription. */
export async function saveFrom(turn: Turn, invoice: Invoice, intent: Intent): Promise<void> {
  const { saves, ...kept } = await turn.hidden(intent.id);
  if (intent.status !== 'succeeded' || saves === undefined) return;
  await turn.hide(intent.id, kept);
  // Another card may have been tried after the one that was to be saved.
  if (intent.payment_method !== saves) return;
  const method = await turn.get('payment_method', saves);
  await attach(turn, method, invoice.customer ?? '');
  await readyForOffSession(turn, method);
  const subscription = await findSubscription(turn, invoice);
  if (!subscription) return;
  const changes = { default_payment_method: saves };
  await turn.change('subscription', subscription, changes, 'customer.subscription.updated');
}
