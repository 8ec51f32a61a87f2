import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls, nullsIn } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { activeOf, takenOff } from './discounts.js';
import type { Line } from './lines.js';
import type { Period } from './periods.js';

type Invoice = Kinds['invoice'];

/** What an invoice is made of. */
export interface DraftTerms {
  readonly subscription: Kinds['subscription'];
  readonly reason:
    'subscription_create' | 'subscription_cycle' | 'subscription_update' | 'upcoming';
  readonly lines: readonly Line[];
  /** Not that of its lines: when items could be added to it. */
  readonly period: Period;
}

/** An invoice that can still be changed. https://docs.stripe.com/invoicing/integration/workflow-transitions */
export async function draftInvoice(turn: Turn, terms: DraftTerms): Promise<Invoice> {
  const invoice = await newInvoice(turn, newId('in'), terms);
  return turn.create(invoice, 'invoice.created');
}

/** A draft that is not kept yet. */
export async function newInvoice(
  turn: Turn,
  id: string,
  { subscription, reason, lines: given, period }: DraftTerms,
): Promise<Invoice> {
  const customer = await turn.get('customer', subscription.customer);
  const { lines, totals } = await discounted(turn, subscription, given, id);
  const subtotal = lines.reduce((sum, line) => sum + line.amount, 0);
  const total = totals.reduce((left, { amount }) => left - amount, subtotal);
  const due = Math.max(0, total + customer.balance);
  return {
    ...nulls('invoice'),
    id,
    object: 'invoice',
    account_country: 'US',
    account_name: 'Scrip sandbox',
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    attempt_count: 0,
    attempted: false,
    auto_advance: reason === 'subscription_cycle',
    automatic_tax: { ...nullsIn('invoice', 'automatic_tax'), enabled: false },
    billing_reason: reason,
    collection_method: 'charge_automatically',
    created: turn.now,
    currency: subscription.currency,
    customer: customer.id,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_tax_exempt: 'none',
    customer_tax_ids: [],
    default_tax_rates: [],
    discounts: totals.map(({ discount }) => discount),
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: 'self' },
    lines: { object: 'list', data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    payment_settings: nullsIn('invoice', 'payment_settings'),
    period_end: period.end,
    period_start: period.start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    starting_balance: customer.balance,
    status: 'draft',
    status_transitions: nullsIn('invoice', 'status_transitions'),
    subtotal,
    subtotal_excluding_tax: subtotal,
    total,
    total_discount_amounts: totals,
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
  };
}

/** The lines with what the discounts of the subscription take off, and that by discount. */
async function discounted(
  turn: Turn,
  subscription: DraftTerms['subscription'],
  given: readonly Line[],
  invoice: string,
) {
  const active = await activeOf(turn, subscription);
  const amounts = given.map(({ amount, discountable }) => (discountable ? amount : 0));
  const off = takenOff(
    amounts,
    active.map(({ coupon }) => coupon),
  );
  const lines = given.map((line, i) => ({
    ...line,
    invoice,
    discount_amounts: active.map(({ discount }, by) => ({
      amount: off[by]?.[i] ?? 0,
      discount: discount.id,
    })),
  }));
  const totals = active.map(({ discount }, by) => ({
    amount: (off[by] ?? []).reduce((sum, cents) => sum + cents, 0),
    discount: discount.id,
  }));
  return { lines, totals };
}

/** The subscription that an invoice is for. */
export const subscriptionOf = ({ parent }: Invoice): string | undefined =>
  parent?.subscription_details?.subscription;
