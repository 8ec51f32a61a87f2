import type { Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { wordOf } from '../payments/words.js';
import { moneyText } from '../ui/money.js';

/** Statuses of a subscription that have words of their own, those to look at first. */
export const SUBSCRIPTION_STATUSES = [
  'past_due',
  'active',
  'trialing',
  'incomplete',
  'unpaid',
  'paused',
  'canceled',
  'incomplete_expired',
] as const;
/** Statuses of an invoice that have words of their own. */
export const INVOICE_STATUSES = ['open', 'paid', 'draft', 'uncollectible', 'void'] as const;
const MAILS = [
  'receipt',
  'plan_receipt',
  'balance_low',
  'balance_depleted',
  'payment_failed',
  'renewal_failed',
  'renewal_last_call',
  'plan_ended',
  'top_up_failed',
  'top_up_needs_you',
  'top_up_off',
  'dispute_opened',
] as const;

/** How a subscription stands; Stripe's own word where it has a new one. */
export const subscriptionStatus = (status: string, t: Words): string =>
  wordOf(SUBSCRIPTION_STATUSES, status, (known) => t(`subscriptions.status_${known}`));

/** The same of an invoice. */
export const invoiceStatus = (status: string, t: Words): string =>
  wordOf(INVOICE_STATUSES, status, (known) => t(`invoices.status_${known}`));

/** What a mail is about. */
export const mailKind = (kind: string, t: Words): string =>
  wordOf(MAILS, kind, (known) => t(`mails.kind_${known}`));

/** The colour beside how a subscription or an invoice stands. */
export function colourOf(status: string): string {
  if (['active', 'paid'].includes(status)) return 'success.main';
  if (['past_due', 'unpaid', 'uncollectible'].includes(status)) return 'error.main';
  const waits = ['open', 'incomplete', 'trialing', 'paused'];
  return waits.includes(status) ? 'warning.main' : 'text.secondary';
}

/** What a month costs. */
export const monthText = (price: Schemas['Money'] | null, t: Words): string =>
  price === null ? '–' : t('subscriptions.a_month', { price: moneyText(price) });

const CARD_BRANDS = [
  'amex',
  'cartes_bancaires',
  'diners',
  'discover',
  'eftpos_au',
  'jcb',
  'mastercard',
  'unionpay',
  'visa',
] as const;

/** A card as it is told from others. */
export const cardText = (card: Schemas['SavedCard']['card'], t: Words): string =>
  card === null
    ? t('subscription.no_card')
    : t('subscription.card_is', {
        brand: wordOf(CARD_BRANDS, card.brand, (known) => t(`card.brand_${known}`)),
        last4: card.last4,
        month: String(card.exp_month).padStart(2, '0'),
        year: card.exp_year,
      });
