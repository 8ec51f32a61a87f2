import { attach, readyForOffSession } from '../money/methods.js';
import { authenticateSetUp, makeSetupIntent, setUp, type SetUp } from '../money/set-ups.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { collect, type Collected, methodFor } from './collecting.js';
import { hasEnded } from './ending.js';
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
  await turn.change(subscription, changes, 'customer.subscription.updated');
}

/**
 * A customer replaces the card that their invoices are charged to, by an intent to save it, which
 * the bank of the card may have to be asked for. https://docs.stripe.com/customer-management
 */
export async function replaceCard(
  turn: Turn,
  customer: string,
  method: Method,
  returnUrl: string,
): Promise<SetUp> {
  const intent = await makeSetupIntent(turn, { customer });
  await turn.hide(intent.id, { replaces: 'true' });
  const tried = await setUp(turn, intent, method, { returnUrl });
  await useSaved(turn, tried);
  return tried;
}

/** The owner of a card that is being saved has answered its bank. */
export async function authenticateForPortal(
  turn: Turn,
  intent: Kinds['setup_intent'],
  passed: boolean,
): Promise<SetUp> {
  const tried = await authenticateSetUp(turn, intent, passed);
  await useSaved(turn, tried);
  return tried;
}

/** What is saved to replace a card is charged from now on. */
async function useSaved(turn: Turn, { intent }: SetUp): Promise<void> {
  const { replaces } = await turn.hidden(intent.id);
  if (replaces === undefined || intent.status !== 'succeeded') return;
  const method = String(intent.payment_method);
  const customer = await turn.get('customer', intent.customer ?? '');
  const settings = { ...customer.invoice_settings, default_payment_method: method };
  await turn.change(customer, { invoice_settings: settings }, 'customer.updated');
  for (const subscription of await turn.all('subscription', { customer: customer.id })) {
    if (subscription.default_payment_method === null || hasEnded(subscription)) continue;
    const changes = { default_payment_method: method };
    await turn.change(subscription, changes, 'customer.subscription.updated');
  }
}
