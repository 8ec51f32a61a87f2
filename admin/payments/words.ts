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

/** What a payment bought. */
export const boughtText = (purchase: Schemas['ListedPayment']['purchase'], t: Words): string =>
  purchase === null
    ? '–'
    : t('payments.credits', { name: purchase.name, credits: amountIn(purchase.credits) });
