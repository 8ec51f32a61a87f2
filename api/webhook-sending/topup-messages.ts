/** Webhooks about automatic top-ups. */
import type { AccountEvent } from '../../domain/account/events.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Money } from '../../domain/money.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import { presentMoney } from '../catalogue/present-plan.js';
import { about, common, derivedId, message, type WebhookMessage } from './messages.js';

/** The webhook of a top-up that was paid. */
export const topUpSucceeded = (
  recorded: Recorded<Extract<AccountEvent, { type: 'AutoTopUpSucceeded' }>>,
): WebhookMessage => {
  const { purchaseId: purchase_id, paymentId: payment_id } = recorded.fact.data;
  return about(recorded, 'topup.succeeded', { ...common(recorded), purchase_id, payment_id });
};

/** A top-up that was due and was not paid. */
export interface FailedTopUp {
  readonly accountId: string;
  /** What was, or would have been, charged. */
  readonly amount: Money;
  /** Null: the cap left no room, so nothing was tried. */
  readonly purchaseId: string | null;
  readonly paymentId: string | null;
  readonly code: string;
  /** How many have failed in a row; null: it does not count, as nothing was tried. */
  readonly inARow: number | null;
  readonly isOff: boolean;
  /** Where the buyer can pay it themselves. */
  readonly checkoutUrl: string | null;
}

/** A top-up has failed; `subject` names it, so that it is told once. */
export function topUpFailed(failed: FailedTopUp, subject: string, now: Instant): WebhookMessage {
  const { accountId } = failed;
  const data = {
    account_id: accountId,
    purchase_id: failed.purchaseId,
    payment_id: failed.paymentId,
    amount: presentMoney(failed.amount),
    failure_code: failed.code,
    in_a_row: failed.inARow,
    turned_off: failed.isOff,
    checkout_url: failed.checkoutUrl,
    occurred_at: formatInstant(now),
  };
  const id = derivedId('topup.failed', accountId, subject);
  return message(id, 'topup.failed', accountId, data.occurred_at, data);
}
