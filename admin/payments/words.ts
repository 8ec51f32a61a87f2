import { amountIn } from '../actions/steps/words.js';
import type { Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { invoiceReason } from '../subscriptions/words.js';

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
