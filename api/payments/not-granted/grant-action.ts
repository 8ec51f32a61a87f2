import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Reason } from '../../../domain/account/commands.js';
import type { FrozenCommand } from '../../../domain/approval/events.js';
import { formatMoney, type Money } from '../../../domain/money.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { Problem } from '../../http/problem.js';
import type { GrantPayment, MoneyAction } from '../../money/money-action.js';
import { asUnavailable } from '../converge/account-lease.js';
import { grantOf } from '../converge/ledger-back.js';
import { RefundRequest } from '../records/refund-request.entity.js';
import { StripeAccess } from '../stripe/access.js';
import { readRefundable, type Refundable } from '../stripe/read-refundable.js';
import { NotGranted } from './not-granted.js';

/** A grant as somebody has asked for it. */
export type FrozenGrant = Extract<FrozenCommand, { type: 'RecordPackPurchase' }>;

/** A grant of what was bought, as people are shown it. */
export interface GrantAction extends MoneyAction {
  readonly command: GrantPayment;
  /** What the purchase was to cost. */
  readonly price: Money;
}

/** Makes grants of what was paid and not granted, from what Stripe and the ledger have now. */
@Injectable()
export class GrantActions {
  constructor(
    private readonly notGranted: NotGranted,
    private readonly accounts: AccountStream,
    private readonly stripe: StripeAccess,
    private readonly dataSource: DataSource,
  ) {}

  /**
   * The grant as it would be now: the credits of the purchase, which the buyer was shown, paid with
   * what has really arrived. Throws as `NotGranted.money`, and `payment_not_grantable`.
   */
  async of(findingId: string, reason: Reason): Promise<GrantAction> {
    const { finding, purchase, paymentId, received, tax } = await this.notGranted.money(findingId);
    const { accountId } = finding;
    await this.requireGrantable(accountId, paymentId);
    const { purchaseId, pack, packVersion, credits } = purchase;
    const command = {
      type: 'RecordPackPurchase',
      findingId,
      purchaseId,
      paymentId,
      pack,
      packVersion,
      credits,
      paid: { ...received, minor: received.minor - tax },
      reason,
    } as const;
    return { accountId, command, price: { minor: purchase.price, currency: purchase.currency } };
  }

  /** What somebody has asked for, if it is still so. Throws as `of` does. */
  async stored(frozen: FrozenGrant): Promise<GrantAction> {
    const { findingId, paymentId, paid, reason } = frozen;
    const action = await this.of(findingId, reason);
    const { command } = action;
    if (command.paymentId !== paymentId) throw notGrantable('another payment has taken its place');
    const { minor, currency } = command.paid;
    if (minor !== paid.minor || currency !== paid.currency) {
      const [was, is] = [formatMoney(paid), formatMoney(command.paid)];
      throw notGrantable(`${was} was to be granted for, and ${is} has arrived`);
    }
    return { ...action, command: { ...command, ...frozen } };
  }

  private async requireGrantable(accountId: string, paymentId: string): Promise<void> {
    if (await grantOf(this.accounts, accountId, paymentId)) throw grantedAlready();
    const refunds = this.dataSource.getRepository(RefundRequest);
    if (await refunds.existsBy({ paymentId, state: 'begun' })) {
      throw notGrantable('a refund of it has begun');
    }
    const { refunded, disputeId } = await this.refundable(paymentId);
    if (disputeId !== null) {
      throw notGrantable(`the payer's bank has taken its money back: dispute ${disputeId}`);
    }
    if (refunded > 0n) throw notGrantable('money of it has gone back to the payer');
  }

  private async refundable(paymentId: string): Promise<Refundable> {
    try {
      const now = await readRefundable(await this.stripe.need(), paymentId);
      if (now) return now;
    } catch (error) {
      throw asUnavailable(error);
    }
    throw notGrantable('Stripe does not know it');
  }
}

/** 409: the payment has granted its credits. */
export const grantedAlready = (): Problem => notGrantable('it has granted its credits already');

const notGrantable = (why: string): Problem =>
  new Problem('payment_not_grantable', `this payment cannot be granted: ${why}`);
