import { Injectable } from '@nestjs/common';
import type { AccountEvent } from '../../../domain/account/events.js';
import { sum } from '../../../domain/account/posting.js';
import { formatCredits, type Credits } from '../../../domain/credits.js';
import type { Outcome } from '../../accounts/review.js';
import type { Caller } from '../../auth/caller.js';
import { presentMoney } from '../../catalogue/present-plan.js';
import { MoneyChecks } from '../../money/money-checks.js';
import type { PaymentRefundPreview, PaymentRefundPreviewBody } from './bodies.js';
import { RefundActions, type RefundAction } from './refund-action.js';
import { termsOf } from './refund-payment.js';

/** Shows what a refund would come to. */
@Injectable()
export class PreviewRefund {
  constructor(
    private readonly actions: RefundActions,
    private readonly checks: MoneyChecks,
  ) {}

  /** Throws as `RefundActions.of`, and what the account would refuse. */
  async of(
    paymentId: string,
    body: PaymentRefundPreviewBody,
    caller: Caller,
  ): Promise<PaymentRefundPreview> {
    const action = await this.actions.of(termsOf(paymentId, body));
    const outcome = await this.checks.outcomeOf(action);
    const preview = await this.checks.present(action, outcome, caller);
    return { ...preview, money: refundedMoney(action, outcome) };
  }
}

/** What it comes to in money, and in credits of what the payment bought. */
function refundedMoney(
  { command, left }: RefundAction,
  { events, after }: Outcome,
): PaymentRefundPreview['money'] {
  const { paymentId, amount, policy, refunded } = command;
  const { currency } = amount;
  const money = (minor: bigint) => presentMoney({ minor, currency });
  const taken = events.flatMap(refundedOf);
  const total = (figure: (each: Taken) => Credits) =>
    formatCredits(taken.reduce((all, each) => all + figure(each), 0n));
  return {
    payment_id: paymentId,
    amount: presentMoney(amount),
    received: money(refunded + left),
    refunded: money(refunded),
    left: money(left - amount.minor),
    spent: policy,
    clawed_back: total(
      ({ clawedBack, clawedBackFrozen, clawedBackHeld }) =>
        sum(clawedBack) + sum(clawedBackFrozen) + sum(clawedBackHeld),
    ),
    written_off: total(({ writtenOff }) => writtenOff),
    debt: total(({ debt }) => debt),
    kept: total(({ lotId }) => after.book.lots.get(lotId)?.remaining ?? 0n),
  };
}

type Taken = Extract<AccountEvent, { type: 'PaymentRefunded' }>['data'];

const refundedOf = (event: AccountEvent): Taken[] =>
  event.type === 'PaymentRefunded' ? [event.data] : [];
