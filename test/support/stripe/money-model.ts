import type { SpentPolicy } from '../../../domain/account/commands.js';
import type { RefundTerms, Tree } from '../../../api/payments/plan/money-back.js';
import type {
  BalanceTransactionNow,
  DisputeNow,
  RefundNow,
} from '../../../api/payments/plan/tree.js';

const usd = (minor: bigint) => ({ minor, currency: 'usd' });
const BY_ANN = { actor: 'staff:ann', reason: { reasonCode: 'billing_error' } } as const;
type Changed<Item> = { -readonly [Name in keyof Item]: Item[Name] };

/** A payment that Stripe has, and what has become of it. */
interface Paid {
  readonly paymentId: string;
  readonly amount: bigint;
  readonly refunds: Changed<RefundNow>[];
  readonly disputes: Changed<DisputeNow>[];
}

/** What can happen to payments at Stripe; what it would refuse does nothing. */
export const FACTS = [
  'refund',
  'fail',
  'dispute',
  'ask',
  'escalate',
  'win',
  'lose',
  'appeal',
] as const;
export type FactKind = (typeof FACTS)[number];
export interface Fact {
  readonly kind: FactKind;
  /** Of which payment, and of which of its refunds or disputes. */
  readonly payment: number;
  readonly pick: number;
  readonly amount: bigint;
  /** What our request says; null: it was made in Stripe. */
  readonly policy: SpentPolicy | null;
}

/** Stripe as far as money goes back, without time: a second passes at each fact. */
export class MoneyModel {
  readonly paid: Paid[] = [];
  readonly requests = new Map<string, RefundTerms>();
  private now = 0;

  pay(amount: bigint): string {
    const paymentId = `pi_${this.paid.length}`;
    this.paid.push({ paymentId, amount, refunds: [], disputes: [] });
    return paymentId;
  }

  /** What Stripe answers about a payment now. */
  tree(paymentId: string): Tree {
    const paid = this.paid.find((each) => each.paymentId === paymentId);
    if (!paid) throw new Error(`there is no ${paymentId}`);
    const payment = {
      paymentId,
      status: 'succeeded',
      amount: usd(paid.amount),
      received: paid.amount,
      customerId: null,
      failureCode: null,
      charge: null,
      createdAt: 0,
    };
    const back = { refunds: paid.refunds, disputes: paid.disputes, warnings: [] };
    return { payment, back: structuredClone(back) };
  }

  /** Lets something happen. Returns the payment that it happened to; undefined: Stripe refuses. */
  happen(fact: Fact): string | undefined {
    this.now += 1_000;
    const paid = this.paid[fact.payment % this.paid.length];
    return paid && this.changed(paid, fact) ? paid.paymentId : undefined;
  }

  private changed(paid: Paid, { kind, pick, amount, policy }: Fact): boolean {
    const { paymentId, refunds, disputes } = paid;
    const refunded = refunds
      .filter(({ status }) => status !== 'failed')
      .reduce((sum, refund) => sum + refund.amount.minor, 0n);
    const left = paid.amount - refunded;
    const dispute = disputes[pick % Math.max(disputes.length, 1)];
    const is = (...statuses: string[]) => dispute && statuses.includes(dispute.status);
    switch (kind) {
      case 'refund': {
        if (left === 0n || disputes.some((each) => !each.isChargeRefundable)) return false;
        const refundId = `re_${paymentId}_${refunds.length}`;
        const requestId = policy && `rfq_${refundId}`;
        if (policy && requestId) this.requests.set(requestId, { policy, ...BY_ANN });
        const part = amount < left ? amount : left;
        refunds.push({
          refundId,
          chargeId: null,
          amount: usd(part),
          status: pick % 2 === 0 ? 'pending' : 'succeeded',
          failureReason: null,
          requestId,
          balance: this.moved(-part),
          failure: null,
          createdAt: this.now,
        });
        return true;
      }
      case 'fail': {
        const refund = refunds[pick % Math.max(refunds.length, 1)];
        if (!refund || refund.status === 'failed') return false;
        refund.status = 'failed';
        refund.failure = this.moved(refund.amount.minor);
        return true;
      }
      case 'dispute':
      case 'ask': {
        if (left === 0n || disputes.some(({ isChargeRefundable }) => !isChargeRefundable)) {
          return false;
        }
        const part = amount < left ? amount : left;
        const isAsked = kind === 'ask';
        disputes.push({
          disputeId: `du_${paymentId}_${disputes.length}`,
          chargeId: null,
          amount: usd(part),
          reason: 'fraudulent',
          status: isAsked ? 'warning_needs_response' : 'needs_response',
          isChargeRefundable: isAsked,
          evidenceDueAt: null,
          balances: isAsked ? [] : [this.moved(-part)],
          createdAt: this.now,
        });
        return true;
      }
      case 'escalate': {
        if (!dispute || !is('warning_needs_response')) return false;
        dispute.status = 'needs_response';
        dispute.isChargeRefundable = false;
        dispute.balances = [this.moved(-dispute.amount.minor)];
        return true;
      }
      case 'win':
      case 'appeal': {
        if (!dispute || !is(kind === 'win' ? 'needs_response' : 'lost')) return false;
        dispute.status = 'won';
        dispute.balances = [...dispute.balances, this.moved(dispute.amount.minor)];
        return true;
      }
      case 'lose':
        if (!dispute || !is('needs_response')) return false;
        dispute.status = 'lost';
        return true;
    }
  }

  private moved(amount: bigint): BalanceTransactionNow {
    return {
      id: `txn_${this.now}`,
      type: 'adjustment',
      reportingCategory: 'other',
      amount: usd(amount),
      fee: 0n,
      net: amount,
      feeDetails: [],
      exchangeRate: null,
      sourceId: null,
      status: 'available',
      createdAt: this.now,
      availableAt: this.now,
    };
  }
}
