import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reason, SpentPolicy } from '../../../domain/account/commands.js';
import type { Credits } from '../../../domain/credits.js';
import { formatMoney, type Money } from '../../../domain/money.js';
import { invalid, Problem } from '../../http/problem.js';
import type { MoneyAction, RefundPayment } from '../../money/money-action.js';
import { asUnavailable } from '../converge/account-lease.js';
import { Converge } from '../converge/converge.js';
import { Payment } from '../records/payment.entity.js';
import { Purchase } from '../records/purchase.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { readRefundable, type Refundable } from '../stripe/read-refundable.js';
import { RefundAhead, type RefundedAhead } from './refund-ahead.js';

/** What is to go back of a payment. */
export interface RefundTerms {
  readonly paymentId: string;
  /** All that is left by default. */
  readonly amount?: Money | undefined;
  readonly policy: SpentPolicy;
  readonly reason: Reason;
}

/** A refund of a payment as people are shown it, and execute it. */
export interface RefundAction extends MoneyAction {
  readonly command: RefundPayment;
  /** Minor units of the payment that can still go back, this refund included. */
  readonly left: bigint;
}

/** A payment that belongs to an account. */
export type OwnPayment = Payment & { readonly accountId: string };

/** Makes refunds of payments, from what Stripe and the ledger have now. */
@Injectable()
export class RefundActions {
  constructor(
    private readonly stripe: StripeAccess,
    private readonly ahead: RefundAhead,
    private readonly converging: Converge,
    private readonly dataSource: DataSource,
  ) {}

  /** A payment of an account. Throws 404, and `payment_not_refundable` if it is of none. */
  async payment(paymentId: string): Promise<OwnPayment> {
    const payment = await this.dataSource.getRepository(Payment).findOneBy({ paymentId });
    if (!payment) throw new Problem('not_found', `there is no payment ${paymentId}`);
    const { accountId } = payment;
    if (accountId === null) {
      throw notRefundable('no account here has bought anything with it: refund it in Stripe');
    }
    return { ...payment, accountId };
  }

  /**
   * The refund as it would be now. Throws 404, `payment_not_refundable` and why, 422 for an amount
   * that is not left, `payments_not_set_up`, `payments_unavailable`.
   */
  async of({ paymentId, amount: asked, policy, reason }: RefundTerms): Promise<RefundAction> {
    const payment = await this.payment(paymentId);
    const { accountId } = payment;
    const now = await this.refundable(payment);
    const left = now.received.minor - now.refunded;
    requireRefundable(now, left);
    const amount = asked ?? { ...now.received, minor: left };
    requireLeft(amount, { ...now.received, minor: left });
    const { records, credits: granted } = await this.foreseen(payment, amount, policy);
    const bought = await this.bought(payment, amount, now.received);
    const credits = bought ?? granted;
    const type = 'RefundPayment';
    const { refunded } = now;
    const command = {
      type,
      paymentId,
      amount,
      policy,
      reason,
      credits,
      refunded,
      records,
    } as const;
    return { accountId, command, left };
  }

  /** The same of a payment of this account. 404 if it is of another one. */
  async ofAccount(accountId: string, terms: RefundTerms): Promise<RefundAction> {
    const action = await this.of(terms);
    if (action.accountId === accountId) return action;
    throw new Problem('not_found', `the account has no payment ${terms.paymentId}`);
  }

  /** What Stripe has; first, the ledger learns of refunds that it does not know yet. */
  private async refundable({ paymentId, refunded }: Payment): Promise<Refundable> {
    try {
      const stripe = await this.stripe.need();
      const now = await readRefundable(stripe, paymentId);
      if (!now) throw notRefundable('Stripe does not know it');
      if (now.refunded !== refunded) await this.converging.look(paymentId);
      return now;
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  private async foreseen(
    payment: OwnPayment,
    amount: Money,
    policy: SpentPolicy,
  ): Promise<RefundedAhead> {
    try {
      return await this.ahead.of(payment, amount, policy);
    } catch (error) {
      throw asUnavailable(error);
    }
  }

  /** The share of what the purchase is of, granted or not; undefined: it is of none. */
  private async bought(
    { purchaseId }: Payment,
    { minor }: Money,
    received: Money,
  ): Promise<Credits | undefined> {
    if (purchaseId === null) return undefined;
    const purchase = await this.dataSource.getRepository(Purchase).findOneBy({ purchaseId });
    return purchase ? (purchase.credits * minor) / received.minor : undefined;
  }
}

function requireRefundable({ received, disputeId }: Refundable, left: bigint): void {
  if (received.minor <= 0n) throw notRefundable('nothing was paid with it');
  if (disputeId !== null) {
    throw notRefundable(`the payer's bank has taken its money back: dispute ${disputeId}`, {
      dispute_id: disputeId,
    });
  }
  if (left <= 0n) throw notRefundable('all of it has gone back');
}

function requireLeft(amount: Money, left: Money): void {
  if (amount.currency !== left.currency) {
    throw invalid([{ name: 'amount.currency', reason: `expected ${left.currency}` }]);
  }
  if (amount.minor >= 1n && amount.minor <= left.minor) return;
  const reason = `expected at most ${formatMoney(left)}, which is left of the payment`;
  throw invalid([{ name: 'amount.minor', reason }]);
}

const notRefundable = (why: string, members: Readonly<Record<string, unknown>> = {}): Problem =>
  new Problem('payment_not_refundable', `this payment cannot be refunded: ${why}`, { members });
