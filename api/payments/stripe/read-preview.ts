/** Reads what a change of a subscription would cost, and the card that would be charged. */
import type Stripe from 'stripe';
import type { Instant } from '../../../domain/instant.js';
import type { Money } from '../../../domain/money.js';
import { patiently } from './client.js';
import { instantOf } from './read-balance.js';

/** What Stripe would charge for a change at once. */
export interface ChargePreview {
  /** Tax included, discounts and what the customer has with the seller taken off. */
  readonly due: Money;
  /** Part of the total; null: Stripe computes none. */
  readonly tax: Money | null;
  /** When the period ends that it pays for; null: it pays for none. */
  readonly periodEndsAt: Instant | null;
}

/** A card as its owner knows it. */
export interface CardShown {
  readonly brand: string;
  readonly last4: string;
  readonly expMonth: number;
  readonly expYear: number;
}

type Details = Stripe.InvoiceCreatePreviewParams.SubscriptionDetails;

/** The invoice that such a change would make; nothing is kept of it. Throws a StripeError. */
export async function previewChange(
  stripe: Stripe,
  subscription: string,
  subscription_details: Details,
): Promise<ChargePreview> {
  const invoice = await patiently(() =>
    stripe.invoices.createPreview({ subscription, subscription_details }),
  );
  const { amount_due, currency, total_taxes: taxes, lines } = invoice;
  const tax = (taxes ?? []).reduce((sum, { amount }) => sum + BigInt(amount), 0n);
  const ends = lines.data.map(({ period }) => period.end);
  return {
    due: { minor: BigInt(amount_due), currency },
    tax: taxes === null || taxes.length === 0 ? null : { minor: tax, currency },
    periodEndsAt: ends.length === 0 ? null : instantOf(Math.max(...ends)),
  };
}

/**
 * The card that Stripe charges for a subscription: its own, or else its customer's; undefined:
 * there is none. Throws a StripeError.
 */
export async function cardOfSubscription(
  stripe: Stripe,
  subscriptionId: string,
): Promise<CardShown | undefined> {
  const expand = ['default_payment_method', 'customer.invoice_settings.default_payment_method'];
  const { default_payment_method: own, customer } = await patiently(() =>
    stripe.subscriptions.retrieve(subscriptionId, { expand }),
  );
  const isThere = typeof customer !== 'string' && customer.deleted !== true;
  const method = own ?? (isThere ? customer.invoice_settings.default_payment_method : null);
  if (method === null || typeof method === 'string' || !method.card) return undefined;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return { brand, last4, expMonth, expYear };
}
