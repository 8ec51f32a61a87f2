/** What settles a finding about money that was paid and not granted. Pure. */
import { invoiceSource, paymentSource } from '../../../domain/account/decide/bundle.js';
import { COUNTS } from './refunds.js';
import type { PaymentNow, RefundNow } from './tree.js';

/** What has become of the payment. */
export interface Outcome {
  /** Null: it has granted nothing. */
  readonly granted: { readonly approvalId: string | null } | null;
  readonly payment: PaymentNow;
  readonly refunds: readonly RefundNow[];
}

/** A finding as it stands, with what was done about it, oldest first. */
export interface Standing {
  readonly isResolved: boolean;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly actor: string;
  readonly did: string;
  readonly reason: string | null;
  readonly link: string | null;
}

/** What is to be written about a finding. */
export type Settlement =
  | {
      readonly did: 'resolved';
      readonly reason: 'granted' | 'refunded' | 'settled';
      readonly link: string | null;
    }
  | { readonly did: 'reopened'; readonly link: string | null };

/** Who writes what follows from the objects. */
export const SETTLER = 'system';

/**
 * Settled once the payment has granted, or all of it is on its way back; open again if a refund
 * then fails. Once for each cause: a person who re-opens it has the last word.
 */
export function settlementOf(
  { isResolved, entries }: Standing,
  outcome: Outcome,
): Settlement | undefined {
  const own = entries.filter(({ actor }) => actor === SETTLER);
  const settled = causeOf(outcome);
  if (settled) {
    const isKnown = own.some(({ did, link }) => did === 'resolved' && link === settled.link);
    return isResolved || isKnown ? undefined : { did: 'resolved', ...settled };
  }
  const last = entries.at(-1);
  if (!isResolved || last?.actor !== SETTLER || last.reason !== 'refunded') return undefined;
  return { did: 'reopened', link: last.link };
}

function causeOf({ granted, payment, refunds }: Outcome) {
  if (granted) {
    const { approvalId: link } = granted;
    return { reason: link === null ? 'settled' : 'granted', link } as const;
  }
  const back = refunds.filter(({ status }) => COUNTS.has(status)).sort(byAge);
  const sum = back.reduce((total, { amount }) => total + amount.minor, 0n);
  const last = back.at(-1);
  if (!last || sum < payment.received) return undefined;
  return { reason: 'refunded', link: last.refundId } as const;
}

/** What a payment is for: a session, or an invoice with its lines. */
export interface Sold {
  readonly paymentId: string;
  /** `cs_…` or `in_…` */
  readonly saleId: string;
  /** Empty: it is a session. */
  readonly lineIds: readonly string[];
  /** Whether nothing else has paid for it. */
  readonly isOnly: boolean;
}

/** An object that a finding may be of, and what settles the finding. */
export interface Settleable {
  readonly objectId: string;
  /** Sources of lots, any of which settles it. */
  readonly sources: readonly string[];
  /** Whether the payment's going back settles it. */
  readonly isByRefund: boolean;
}

/**
 * Objects whose findings a payment may settle. A payment and the line that it alone is for are one
 * matter. Of several lines or payments each line is its own: what came of the others says nothing.
 */
export function settleableOf({ paymentId, saleId, lineIds, isOnly }: Sold): Settleable[] {
  const isOne = isOnly && lineIds.length === 1;
  const ofPayment = paymentSource(paymentId);
  const all = [ofPayment, ...(isOne ? lineIds.map(invoiceSource) : [])];
  return [
    ...[paymentId, saleId].map((objectId) => ({ objectId, sources: all, isByRefund: true })),
    ...lineIds.map((objectId) => ({
      objectId,
      sources: isOne ? all : [invoiceSource(objectId)],
      isByRefund: isOne,
    })),
  ];
}

const byAge = (a: RefundNow, b: RefundNow): number =>
  a.createdAt - b.createdAt || (a.refundId < b.refundId ? -1 : 1);
