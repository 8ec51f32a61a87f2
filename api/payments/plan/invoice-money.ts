/** How the money of an invoice falls to its lines. Pure. */
import type { InvoiceNow, LineNow } from './billing-tree.js';
import { sharesOf } from './shares.js';

/** What a payment paid for a line, in minor units. */
export interface LineUse {
  readonly paymentId: string;
  readonly lineId: string;
  /** Tax included. */
  readonly gross: bigint;
  readonly tax: bigint;
}

/** What a line costs after discounts, tax included. */
export const grossOf = ({ subtotal, discount, taxAdded }: LineNow): bigint =>
  subtotal - discount + taxAdded;

/** The same without tax: what is paid for a lot. */
export const netOf = ({ subtotal, discount, taxIncluded }: LineNow): bigint =>
  subtotal - discount - taxIncluded;

/**
 * What each payment of an invoice pays for: its money falls to the lines by what they cost, and a
 * line's tax to the payments by what each pays for it, the largest remainders first. What other
 * means than charges paid, as a customer's balance, is in no use; nor is what a charge paid beyond
 * the lines, such as what the customer had owed before.
 */
export function usesOf({ lines, payments }: InvoiceNow): LineUse[] {
  const costs = lines.map(grossOf);
  const paid = payments.filter((payment) => payment.paid > 0n);
  const cost = costs.reduce((sum, each) => sum + each, 0n);
  let left = cost;
  const byPayment = paid.map((payment) => {
    const forLines = payment.paid < left ? payment.paid : left;
    left -= forLines;
    return sharesOf(forLines, costs);
  });
  return lines.flatMap((line, n) => {
    const parts = byPayment.map((shares) => shares[n] ?? 0n);
    const rest = parts.reduce((left, part) => left - part, grossOf(line));
    const taxes = sharesOf(line.taxIncluded + line.taxAdded, [...parts, rest]);
    return paid.flatMap(({ paymentId }, at) => {
      const gross = parts[at] ?? 0n;
      return gross > 0n ? [{ paymentId, lineId: line.lineId, gross, tax: taxes[at] ?? 0n }] : [];
    });
  });
}
