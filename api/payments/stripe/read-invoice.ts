/** Reads an invoice with what paid it, and puts it in our types. */
import type Stripe from 'stripe';
import type { InvoiceNow, InvoicePaymentNow, InvoiceTree, LineNow } from '../plan/billing-tree.js';
import type { PaymentNow } from '../plan/tree.js';
import { ifThere, patiently } from './client.js';
import { allOf } from './pages.js';
import { idOf, instantOf } from './read-balance.js';
import { readPayment } from './read-session.js';

/** The invoice as it is now, with its payments; undefined: there is none. Throws a StripeError. */
export async function readInvoice(
  stripe: Stripe,
  invoiceId: string,
): Promise<InvoiceTree | undefined> {
  const expand = ['payments'];
  const found = await ifThere(() =>
    patiently(() => stripe.invoices.retrieve(invoiceId, { expand })),
  );
  if (!found) return undefined;
  const lines = found.lines.has_more
    ? await allOf((page) => stripe.invoices.listLineItems(invoiceId, page))
    : found.lines.data;
  const paidBy = found.payments?.has_more
    ? await allOf((page) => stripe.invoicePayments.list({ invoice: invoiceId, ...page }))
    : (found.payments?.data ?? []);
  const invoice = invoiceOf(found, lines, paidBy);
  return { invoice, payments: await paymentsOf(stripe, invoice) };
}

/** The invoice that a payment is for; undefined: it is for none. Throws a StripeError. */
export async function invoiceOfPayment(
  stripe: Stripe,
  paymentId: string,
): Promise<string | undefined> {
  const payment = { type: 'payment_intent', payment_intent: paymentId } as const;
  const found = await ifThere(() =>
    patiently(() => stripe.invoicePayments.list({ payment, limit: 1 })),
  );
  return idOf(found?.data[0]?.invoice) ?? undefined;
}

async function paymentsOf(stripe: Stripe, { payments }: InvoiceNow): Promise<PaymentNow[]> {
  const found: PaymentNow[] = [];
  for (const { paymentId } of payments) {
    const payment = await readPayment(stripe, paymentId);
    if (payment) found.push(payment);
  }
  return found;
}

function invoiceOf(
  invoice: Stripe.Invoice,
  lines: readonly Stripe.InvoiceLineItem[],
  paidBy: readonly Stripe.InvoicePayment[],
): InvoiceNow {
  const { status, currency, customer, parent, ending_balance: ending } = invoice;
  const { paid_at: paidAt } = invoice.status_transitions;
  const payments = paidBy.flatMap(paymentOf);
  const charged = payments.reduce((sum, { paid }) => sum + paid, 0n);
  const due = BigInt(invoice.amount_due);
  const applied = BigInt((ending ?? invoice.starting_balance) - invoice.starting_balance);
  return {
    invoiceId: invoice.id,
    status: status ?? 'draft',
    customerId: idOf(customer),
    subscriptionId: idOf(parent?.subscription_details?.subscription),
    reason: invoice.billing_reason,
    number: invoice.number,
    total: { minor: BigInt(invoice.total), currency },
    due,
    balanceApplied: applied > 0n ? applied : 0n,
    // Paid, and not by any charge: somebody has noted so.
    paidOffStripe: status === 'paid' && due > charged ? due - charged : 0n,
    attempts: invoice.attempt_count,
    nextAttemptAt: instantIn(invoice.next_payment_attempt),
    hostedUrl: invoice.hosted_invoice_url ?? null,
    paidAt: instantIn(paidAt),
    lines: lines.map(lineOf),
    payments,
    createdAt: instantOf(invoice.created),
  };
}

const instantIn = (seconds: number | null) => (seconds === null ? null : instantOf(seconds));

function paymentOf({ payment, status, amount_paid }: Stripe.InvoicePayment): InvoicePaymentNow[] {
  const paymentId = idOf(payment.payment_intent);
  return paymentId === null
    ? []
    : [{ paymentId, status, paid: status === 'paid' ? BigInt(amount_paid ?? 0) : 0n }];
}

function lineOf(line: Stripe.InvoiceLineItem): LineNow {
  const { parent, pricing, quantity, subtotal, discount_amounts, taxes, period } = line;
  const { subscription_item_details: ofItem, invoice_item_details: byHand } = parent ?? {};
  const sumOf = (amounts: readonly { readonly amount: number }[]) =>
    BigInt(amounts.reduce((sum, { amount }) => sum + amount, 0));
  const isIncluded = ({ tax_behavior }: Stripe.InvoiceLineItem.Tax) => tax_behavior === 'inclusive';
  return {
    lineId: line.id,
    priceId: idOf(pricing?.price_details?.price),
    quantity: quantity === null ? null : BigInt(quantity),
    isProration: ofItem?.proration === true || byHand?.proration === true,
    subtotal: BigInt(subtotal),
    discount: sumOf(discount_amounts ?? []),
    taxIncluded: sumOf((taxes ?? []).filter(isIncluded)),
    taxAdded: sumOf((taxes ?? []).filter((tax) => !isIncluded(tax))),
    period: { startsAt: instantOf(period.start), endsAt: instantOf(period.end) },
  };
}
