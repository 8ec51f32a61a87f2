/** A payment as Stripe has it now, with all that hangs on it, in our types. */
import type { Instant } from '../../../domain/instant.js';
import type { Money } from '../../../domain/money.js';

/** What moved the balance at Stripe. Immutable, but that its money becomes available. */
export interface BalanceTransactionNow {
  readonly id: string;
  readonly type: string;
  readonly reportingCategory: string;
  readonly amount: Money;
  /** In minor units of the same currency; read, never computed. */
  readonly fee: bigint;
  readonly net: bigint;
  readonly feeDetails: readonly FeeDetail[];
  /** As Stripe writes it; null where the charge had the balance's currency. */
  readonly exchangeRate: string | null;
  readonly sourceId: string | null;
  readonly status: string;
  readonly createdAt: Instant;
  readonly availableAt: Instant;
}

/** A part of a fee. */
export interface FeeDetail {
  readonly type: string;
  readonly amount: string;
  readonly currency: string;
}

/** The last charge of a payment. */
export interface ChargeNow {
  readonly chargeId: string;
  readonly receiptUrl: string | null;
  /** Minor units refunded so far. */
  readonly refunded: bigint;
  /** Whether it was ever disputed, or asked about. */
  readonly isDisputed: boolean;
  /** Null until the charge is captured at the bank. */
  readonly balance: BalanceTransactionNow | null;
}

/** A payment intent. */
export interface PaymentNow {
  readonly paymentId: string;
  readonly status: string;
  readonly amount: Money;
  /** Minor units that arrived. */
  readonly received: bigint;
  readonly customerId: string | null;
  /** Why the last try failed. */
  readonly failureCode: string | null;
  readonly charge: ChargeNow | null;
  readonly createdAt: Instant;
}

/** A checkout session. */
export interface SessionNow {
  readonly sessionId: string;
  readonly status: 'open' | 'complete' | 'expired';
  readonly paid: 'paid' | 'unpaid' | 'no_payment_required';
  /** Tax included. */
  readonly total: Money;
  readonly tax: bigint;
  readonly url: string | null;
  readonly expiresAt: Instant;
  /** The purchase that it names. */
  readonly purchaseId: string | null;
  /** The account that it names. */
  readonly accountId: string | null;
  /** Null until somebody tries to pay. */
  readonly payment: PaymentNow | null;
  /** What was subscribed with it; null: nothing yet, or it is of a purchase. */
  readonly subscriptionId?: string | null | undefined;
}

/** A payment that was made without a checkout session, as the session it would have had. */
export const sessionOfCharge = (payment: PaymentNow): SessionNow => ({
  sessionId: payment.paymentId,
  status: 'complete',
  paid: payment.status === 'succeeded' ? 'paid' : 'unpaid',
  total: payment.amount,
  tax: 0n,
  url: null,
  expiresAt: payment.createdAt,
  purchaseId: null,
  accountId: null,
  payment,
});

/** A refund. */
export interface RefundNow {
  readonly refundId: string;
  readonly chargeId: string | null;
  /** Tax included. */
  readonly amount: Money;
  readonly status: string;
  readonly failureReason: string | null;
  /** The row of `refund_requests` that it names; null: nobody here asked for it. */
  readonly requestId: string | null;
  readonly balance: BalanceTransactionNow | null;
  /** The money's return, once it has failed. */
  readonly failure: BalanceTransactionNow | null;
  readonly createdAt: Instant;
}

/** A dispute, or what may become one. */
export interface DisputeNow {
  readonly disputeId: string;
  readonly chargeId: string | null;
  readonly amount: Money;
  readonly reason: string;
  readonly status: string;
  readonly isChargeRefundable: boolean;
  readonly evidenceDueAt: Instant | null;
  /** What was withdrawn and reinstated, oldest first. */
  readonly balances: readonly BalanceTransactionNow[];
  readonly createdAt: Instant;
}

/** An early fraud warning. */
export interface WarningNow {
  readonly warningId: string;
  readonly chargeId: string;
  readonly fraudType: string;
  readonly actionable: boolean;
  readonly createdAt: Instant;
}

/** What has gone back of a payment, or may. */
export interface BackNow {
  readonly refunds: readonly RefundNow[];
  readonly disputes: readonly DisputeNow[];
  readonly warnings: readonly WarningNow[];
}

/** Nothing has gone back. */
export const NOTHING_BACK: BackNow = { refunds: [], disputes: [], warnings: [] };

/** A payout. */
export interface PayoutNow {
  readonly payoutId: string;
  readonly amount: Money;
  readonly status: string;
  readonly automatic: boolean;
  readonly method: string;
  readonly failureCode: string | null;
  readonly balanceId: string | null;
  readonly failureBalanceId: string | null;
  readonly arrivesAt: Instant;
  readonly createdAt: Instant;
}
