import { pay, type Tried } from '../money/intents.js';
import { StripeFailure } from '../state/errors.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { intentOfPayment, markPaid, openPayment } from './paying.js';
import { failedOnce } from './retries.js';
import { findSubscription } from './statuses.js';

type Invoice = Kinds['invoice'];
type Intent = Kinds['payment_intent'];
type Method = Kinds['payment_method'];

/** How the payment of an invoice is tried. */
export interface Attempt {
  /** Nobody is there to answer the bank of the card. */
  readonly offSession: boolean;
  /** Another one than the invoice, the subscription or the customer has. */
  readonly method?: Method;
  /** By itself, again. */
  readonly isRetry?: boolean;
}

/** How it went: the invoice as it is now, and what was declined. */
export interface Collected {
  readonly invoice: Invoice;
  readonly tried?: Tried;
}

/**
 * The payment method that pays an invoice: its own, that of the subscription, or that of the
 * customer. https://docs.stripe.com/billing/subscriptions/overview#payment-methods
 */
export async function methodFor(turn: Turn, invoice: Invoice): Promise<Method | undefined> {
  const subscription = await findSubscription(turn, invoice);
  const customer = await turn.get('customer', invoice.customer ?? '');
  const id =
    invoice.default_payment_method ??
    subscription?.default_payment_method ??
    customer.invoice_settings.default_payment_method;
  const method = id === null ? undefined : await turn.find('payment_method', String(id));
  return method?.customer === customer.id ? method : undefined;
}

/** Tries to pay an open invoice. */
export async function collect(turn: Turn, invoice: Invoice, attempt: Attempt): Promise<Collected> {
  const payment = await openPayment(turn, invoice.id);
  if (!payment) throw new Error(`nothing of ${invoice.id} is open`);
  const method = attempt.method ?? (await methodFor(turn, invoice));
  if (!method) return { invoice: await failed(turn, invoice, false, attempt.isRetry) };
  const intent = await turn.get('payment_intent', intentOfPayment(payment));
  const tried = await pay(turn, intent, method, {
    offSession: attempt.offSession,
    returnUrl: invoice.hosted_invoice_url ?? '',
  });
  return { invoice: await follow(turn, invoice, tried.intent, attempt.isRetry), tried };
}

/** What an intent that has changed does to the invoice that it pays. */
export async function intentChanged(turn: Turn, intent: Intent): Promise<Invoice | undefined> {
  const [payment] = await turn.all('invoice_payment', {
    payment: { payment_intent: intent.id },
    status: 'open',
  });
  if (!payment) return undefined;
  const invoice = await turn.get('invoice', payment.invoice);
  return invoice.status === 'open' || invoice.status === 'uncollectible'
    ? follow(turn, invoice, intent)
    : invoice;
}

async function follow(
  turn: Turn,
  invoice: Invoice,
  intent: Intent,
  isRetry = false,
): Promise<Invoice> {
  const { status } = intent;
  if (status === 'succeeded') return markPaid(turn, await counted(turn, invoice, isRetry));
  if (status === 'requires_action') return failed(turn, invoice, true, isRetry);
  if (status === 'requires_payment_method') return failed(turn, invoice, false, isRetry);
  return invoice;
}

/** Any attempt counts as the first; after it, only those that are made by themselves. */
const counted = async (turn: Turn, invoice: Invoice, isRetry: boolean): Promise<Invoice> =>
  turn.change(invoice, {
    attempted: true,
    attempt_count: isRetry ? invoice.attempt_count + 1 : Math.max(invoice.attempt_count, 1),
  });

async function failed(
  turn: Turn,
  invoice: Invoice,
  needsAction: boolean,
  isRetry = false,
): Promise<Invoice> {
  const planned = await failedOnce(turn, await counted(turn, invoice, isRetry), isRetry);
  if (needsAction) await turn.emit('invoice.payment_action_required', planned);
  await turn.emit('invoice.payment_failed', planned);
  await turn.emit('invoice.updated', planned, { attempt_count: invoice.attempt_count });
  return planned;
}

/** The 402 that says how it went. https://docs.stripe.com/error-handling#payment-errors */
export function refusal({ tried }: Collected): StripeFailure {
  const { decline, intent } = tried ?? {};
  return new StripeFailure(402, {
    type: 'card_error',
    code: decline?.code ?? 'invoice_payment_intent_requires_action',
    message:
      decline?.message ??
      'This payment requires additional user action before it can be completed successfully.',
    ...(decline?.declineCode !== undefined && { decline_code: decline.declineCode }),
    ...(intent && { payment_intent: intent }),
    ...(typeof intent?.latest_charge === 'string' && { charge: intent.latest_charge }),
  });
}
