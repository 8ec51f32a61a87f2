/** Webhooks about payments, refunds and disputes. */
import type { AccountEvent } from '../../domain/account/events.js';
import { sum } from '../../domain/account/posting.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Money } from '../../domain/money.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import { presentMoney } from '../catalogue/present-plan.js';
import { about, common, derivedId, message, type WebhookMessage } from './messages.js';

/** Account events about money that goes back. */
export type MoneyBackEvent = Extract<
  AccountEvent,
  { type: 'PaymentRefunded' | 'DisputeOpened' | 'DisputeClosed' | 'DisputeReinstated' }
>;

/** The webhook of such an event. */
export function moneyBackWebhook(recorded: Recorded<MoneyBackEvent>): WebhookMessage {
  const { fact } = recorded;
  const { paymentId: payment_id, amount: money } = fact.data;
  const amount = money && presentMoney(money);
  const of = { ...common(recorded), payment_id, amount };
  switch (fact.type) {
    case 'PaymentRefunded': {
      const {
        paymentRefundId: refund_id,
        clawedBack,
        clawedBackFrozen,
        clawedBackHeld,
      } = fact.data;
      const taken = sum([...clawedBack, ...clawedBackFrozen, ...clawedBackHeld]);
      const refund = { refund_id, amount: presentMoney(fact.data.amount) };
      const back = { ...refund, ...takes(taken, fact.data) };
      return about(recorded, 'payment.refunded', { ...of, ...back });
    }
    case 'DisputeOpened': {
      const { disputeId: dispute_id, frozen } = fact.data;
      const credits = { frozen: formatCredits(sum(frozen)) };
      return about(recorded, 'dispute.opened', { ...of, dispute_id, ...credits });
    }
    case 'DisputeClosed': {
      const { disputeId: dispute_id, outcome } = fact.data;
      const { clawedBack, clawedBackFree, clawedBackHeld, thawed } = fact.data;
      const taken = sum([...clawedBack, ...clawedBackFree, ...clawedBackHeld]);
      const back = { returned: formatCredits(sum(thawed)), ...takes(taken, fact.data) };
      return about(recorded, 'dispute.closed', { ...of, dispute_id, outcome, ...back });
    }
    case 'DisputeReinstated': {
      const { disputeId: dispute_id, returned } = fact.data;
      const nothing = { writtenOff: 0n, debt: 0n };
      const back = { returned: formatCredits(sum(returned)), ...takes(0n, nothing) };
      return about(recorded, 'dispute.closed', { ...of, dispute_id, outcome: 'won', ...back });
    }
  }
}

const takes = (
  taken: bigint,
  { writtenOff, debt }: { readonly writtenOff: bigint; readonly debt: bigint },
) => ({
  clawed_back: formatCredits(taken),
  written_off: formatCredits(writtenOff),
  debt: formatCredits(debt),
});

/** A payment of an account. */
export interface AboutPayment {
  readonly accountId: string;
  readonly purchaseId: string | null;
  readonly paymentId: string;
  /** Tax included. */
  readonly amount: Money;
}

/** A payment has succeeded, granted or not; its id is the same at every repetition. */
export function paymentSucceeded(payment: AboutPayment, now: Instant): WebhookMessage {
  const id = derivedId('payment.succeeded', payment.paymentId);
  const data = paymentData(payment, now);
  return message(id, 'payment.succeeded', payment.accountId, data.occurred_at, data);
}

/** A try to pay has failed: one message for each charge. */
export function paymentFailed(
  payment: AboutPayment & { readonly chargeId: string; readonly failureCode: string },
  now: Instant,
): WebhookMessage {
  const { paymentId, chargeId, failureCode } = payment;
  const id = derivedId('payment.failed', paymentId, chargeId);
  const data = { ...paymentData(payment, now), failure_code: failureCode };
  return message(id, 'payment.failed', payment.accountId, data.occurred_at, data);
}

const paymentData = ({ accountId, purchaseId, paymentId, amount }: AboutPayment, now: Instant) => ({
  account_id: accountId,
  payment_id: paymentId,
  purchase_id: purchaseId,
  amount: presentMoney(amount),
  occurred_at: formatInstant(now),
});
