import type { Instant } from '../../../domain/instant.js';
import type { WebhookMessage } from '../../webhook-sending/messages.js';
import { paymentFailed, paymentSucceeded } from '../../webhook-sending/payment-messages.js';
import { HAS_FAILED } from '../plan/purchase-state.js';
import type { PaymentNow } from '../plan/tree.js';
import type { Payment } from '../records/payment.entity.js';

/** Webhooks about what is new of a payment: that it has succeeded, or that a try has failed. */
export function paymentMessages(
  before: Pick<Payment, 'status' | 'chargeId' | 'failureCode'> | null,
  payment: PaymentNow,
  { accountId, purchaseId }: { readonly accountId: string; readonly purchaseId: string | null },
  now: Instant,
): WebhookMessage[] {
  const { paymentId, status, amount, failureCode, charge } = payment;
  const about = { accountId, purchaseId, paymentId, amount };
  if (status === 'succeeded' && before?.status !== 'succeeded') {
    return [paymentSucceeded(about, now)];
  }
  const isKnown = before !== null && before.failureCode !== null;
  const isNew = !isKnown || before.chargeId !== (charge?.chargeId ?? null);
  if (!HAS_FAILED.has(status) || failureCode === null || !isNew) return [];
  const failed = { ...about, failureCode, chargeId: charge?.chargeId ?? '' };
  return [paymentFailed(failed, now)];
}
