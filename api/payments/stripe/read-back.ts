/** Reads what has gone back of a payment, or may, and puts it in our types. */
import type Stripe from 'stripe';
import type { BackNow, DisputeNow, RefundNow, WarningNow } from '../plan/tree.js';
import { ifThere, patiently } from './client.js';
import { allOf } from './pages.js';
import { balanceIn, balanceOf, idOf, instantOf } from './read-balance.js';
import { METADATA } from './read-session.js';

/** Refunds, disputes and early fraud warnings of a payment. Throws a StripeError. */
export async function readBack(stripe: Stripe, paymentId: string): Promise<BackNow> {
  const of = { payment_intent: paymentId };
  const expand = ['data.balance_transaction', 'data.failure_balance_transaction'];
  const [refunds, disputes, warnings] = await Promise.all([
    allOf((page) => stripe.refunds.list({ ...of, ...page, expand })),
    allOf((page) => stripe.disputes.list({ ...of, ...page })),
    allOf((page) => stripe.radar.earlyFraudWarnings.list({ ...of, ...page })),
  ]);
  return {
    refunds: refunds.map(refundOf),
    disputes: disputes.map(disputeOf),
    warnings: warnings.map(warningOf),
  };
}

/**
 * The payment of a refund, dispute or early fraud warning; null: its charge was made without a
 * payment intent, as by older means. Undefined: there is no such object. Throws a StripeError.
 */
export async function paymentBehind(
  stripe: Stripe,
  id: string,
): Promise<string | null | undefined> {
  const found = await ifThere(() => patiently(() => retrieve(stripe, id)));
  return found && idOf(found.payment_intent);
}

type OfPayment = { readonly payment_intent?: string | { readonly id: string } | null };

function retrieve(stripe: Stripe, id: string): Promise<OfPayment> {
  if (id.startsWith('re_') || id.startsWith('pyr_')) return stripe.refunds.retrieve(id);
  if (id.startsWith('issfr_')) return stripe.radar.earlyFraudWarnings.retrieve(id);
  return stripe.disputes.retrieve(id);
}

function refundOf(refund: Stripe.Refund): RefundNow {
  return {
    refundId: refund.id,
    chargeId: idOf(refund.charge),
    amount: { minor: BigInt(refund.amount), currency: refund.currency },
    // Refunds of long ago have none.
    status: refund.status ?? 'succeeded',
    failureReason: refund.failure_reason ?? null,
    requestId: refund.metadata?.[METADATA.refund] ?? null,
    balance: balanceIn(refund.balance_transaction),
    failure: balanceIn(refund.failure_balance_transaction),
    createdAt: instantOf(refund.created),
  };
}

function disputeOf(dispute: Stripe.Dispute): DisputeNow {
  const { due_by: dueBy } = dispute.evidence_details;
  return {
    disputeId: dispute.id,
    chargeId: idOf(dispute.charge),
    amount: { minor: BigInt(dispute.amount), currency: dispute.currency },
    reason: dispute.reason,
    status: dispute.status,
    isChargeRefundable: dispute.is_charge_refundable,
    evidenceDueAt: dueBy === null ? null : instantOf(dueBy),
    balances: dispute.balance_transactions
      .map(balanceOf)
      .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)),
    createdAt: instantOf(dispute.created),
  };
}

function warningOf(warning: Stripe.Radar.EarlyFraudWarning): WarningNow {
  return {
    warningId: warning.id,
    chargeId: idOf(warning.charge) ?? '',
    fraudType: warning.fraud_type,
    actionable: warning.actionable,
    createdAt: instantOf(warning.created),
  };
}
