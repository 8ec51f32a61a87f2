import { amountIn } from '../actions/steps/words.js';
import type { Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';

/** Statuses of a payment that have words of their own. */
export const PAYMENT_STATUSES = [
  'succeeded',
  'processing',
  'requires_payment_method',
  'requires_action',
  'requires_confirmation',
  'requires_capture',
  'canceled',
] as const;
const REFUND_STATUSES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;

/** How a payment stands; Stripe's own word where it has a new one. */
export function paymentStatus(status: string, t: Words): string {
  const known = PAYMENT_STATUSES.find((each) => each === status);
  return known ? t(`payments.status_${known}`) : status;
}

/** The same of a refund. */
export function refundStatus(status: string, t: Words): string {
  const known = REFUND_STATUSES.find((each) => each === status);
  return known ? t(`payment_refunds.status_${known}`) : status;
}

/** Stripe's word for something, as a reader has it: `needs response`. */
export const spaced = (word: string): string => word.replaceAll('_', ' ');

const REASONS = [
  'subscription_create',
  'subscription_cycle',
  'subscription_update',
  'manual',
] as const;

/** Why an invoice was made. */
export const invoiceReason = (reason: string | null, t: Words): string =>
  reason === null ? '–' : wordOf(REASONS, reason, (known) => t(`invoices.reason_${known}`));

/** The word for what is known; the word itself, as a reader has it, for what is new. */
export function wordOf<Known extends string>(
  all: readonly Known[],
  word: string,
  say: (known: Known) => string,
): string {
  const known = all.find((each) => each === word);
  return known === undefined ? spaced(word) : say(known);
}

type PaidFor = Pick<Schemas['ListedPayment'], 'purchase' | 'invoice'>;

/** What a payment is for, whether it has paid it or not: a pack, a plan, or an odd invoice. */
export function paidForText(
  { purchase, invoice }: PaidFor,
  nameOf: (plan: string) => string,
  t: Words,
): string {
  if (purchase !== null) {
    return t('payments.credits', { name: purchase.name, credits: amountIn(purchase.credits) });
  }
  if (invoice === null) return '–';
  return invoice.plan === null
    ? t('payments.invoice')
    : t('payments.plan', { plan: nameOf(invoice.plan) });
}

/** What more is known of that: whose invoice it is and why it was made, or that nobody asked. */
export function paidForMore({ purchase, invoice }: PaidFor, t: Words): string[] {
  if (purchase !== null) return purchase.is_top_up ? [t('payments.top_up')] : [];
  if (invoice === null) return [];
  const { reason, number } = invoice;
  return [...(reason === null ? [] : [invoiceReason(reason, t)]), ...(number ? [number] : [])];
}
