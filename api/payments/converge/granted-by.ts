/** What our rows say of lots that payments paid for, and of refunds that were asked for. */
import { paymentSource } from '../../../domain/account/decide/bundle.js';
import { ReasonCode } from '../../../domain/account/reason.js';
import type { Granted, RefundTerms } from '../plan/money-back.js';
import type { PaymentUse } from '../records/payment-use.entity.js';
import type { RefundRequest } from '../records/refund-request.entity.js';

/** A lot that a payment paid for. A pack is all that its payment is for. */
export function grantedBy(use: PaymentUse, requests: Granted['requests']): Granted {
  const { paymentId, paidBy, gross: part, lotGross, currency } = use;
  const gross = { minor: lotGross ?? part, currency };
  const isPack = paidBy === paymentSource(paymentId);
  return { paymentId, gross, requests, ...(!isPack && { paidBy, part }) };
}

/** What somebody here asked for of a refund. */
export function termsOf({
  policy,
  actor,
  reasonCode,
  noteHmac,
  ticket,
}: RefundRequest): RefundTerms {
  const code = ReasonCode.safeParse(reasonCode);
  const reason = code.success && {
    reasonCode: code.data,
    ...(noteHmac !== null && { noteHmac }),
    ...(ticket !== null && { ticket }),
  };
  return { policy, actor, reason: reason || undefined };
}
