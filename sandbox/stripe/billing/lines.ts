import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { type Item, recurringOf } from './items.js';
import type { Period } from './periods.js';

/** A line of an invoice. */
export type Line = Kinds['invoice']['lines']['data'][number];
type Subscription = Kinds['subscription'];

const SIGNS: Readonly<Record<string, string>> = { usd: '$', eur: '€', gbp: '£' };

/** Cents as the text of a line says them. */
function spelled(cents: number, currency: string): string {
  const digits = String(cents).padStart(3, '0');
  return `${SIGNS[currency] ?? `${currency} `}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** What is on the line of an item, besides its price. */
export interface LineTerms {
  readonly period: Period;
  /** Nothing is charged for a trial. */
  readonly isTrial?: boolean;
  /** Cents of a part of a period, which has its own words. */
  readonly proration?: { readonly amount: number; readonly description: string };
}

/**
 * The line of an item for a period; its period is what is paid for.
 * https://docs.stripe.com/api/invoices/line_item
 */
export async function lineOf(
  turn: Turn,
  subscription: Subscription,
  item: Item,
  { period, isTrial = false, proration }: LineTerms,
): Promise<Line> {
  const { price, quantity = 1 } = item;
  const product = await turn.find('product', price.product);
  const name = product?.name ?? price.product;
  const unit = price.unit_amount ?? 0;
  const each = `${spelled(unit, price.currency)} / ${recurringOf(price).interval}`;
  const amount = proration?.amount ?? (isTrial ? 0 : unit * quantity);
  const description = isTrial ? `Trial period for ${name}` : `${quantity} × ${name} (at ${each})`;
  return {
    id: newId('il'),
    object: 'line_item',
    amount,
    currency: price.currency,
    description: proration?.description ?? description,
    discount_amounts: [],
    discountable: proration === undefined,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: subscription.metadata,
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: proration === undefined ? null : newId('ii'),
        proration: proration !== undefined,
        proration_details: proration === undefined ? null : { credited_items: null },
        subscription: subscription.id,
        subscription_item: item.id,
      },
      type: 'subscription_item_details',
    },
    period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: price.id, product: price.product },
      type: 'price_details',
      unit_amount_decimal: isTrial ? '0' : price.unit_amount_decimal,
    },
    quantity,
    quantity_decimal: String(quantity),
    subscription: subscription.id,
    subtotal: amount,
    taxes: [],
  };
}
