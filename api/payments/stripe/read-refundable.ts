/** Reads how much of a payment can go back. */
import type Stripe from 'stripe';
import type { Money } from '../../../domain/money.js';
import { ifThere, patiently } from './client.js';
import { pagesOf, type PageParams } from './pages.js';
import { METADATA } from './read-session.js';

const PAGE = 100;

/** What decides whether a payment can be refunded, as Stripe has it now. */
export interface Refundable {
  /** Arrived, tax included; 0: nothing was paid. */
  readonly received: Money;
  /** Minor units that went back, or are on their way. */
  readonly refunded: bigint;
  /** A dispute that says that its charge cannot be refunded; null: none does. */
  readonly disputeId: string | null;
}

/** Undefined: Stripe has no such payment. Throws a StripeError. */
export async function readRefundable(
  stripe: Stripe,
  paymentId: string,
): Promise<Refundable | undefined> {
  const found = await ifThere(() =>
    Promise.all([
      patiently(() => stripe.paymentIntents.retrieve(paymentId, { expand: ['latest_charge'] })),
      patiently(() => stripe.disputes.list({ payment_intent: paymentId, limit: PAGE })),
    ]),
  );
  if (!found) return undefined;
  const [{ latest_charge: charge, amount_received, currency }, disputes] = found;
  const isThere = charge !== null && typeof charge !== 'string';
  return {
    received: { minor: BigInt(amount_received), currency },
    refunded: BigInt(isThere ? charge.amount_refunded : 0),
    disputeId: disputes.data.find((dispute) => !dispute.is_charge_refundable)?.id ?? null,
  };
}

/** The refund of a payment that names a request of ours. Throws a StripeError. */
export async function refundNaming(
  stripe: Stripe,
  paymentId: string,
  requestId: string,
): Promise<Stripe.Refund | undefined> {
  const list = (page: PageParams) => stripe.refunds.list({ payment_intent: paymentId, ...page });
  for await (const refunds of pagesOf(list)) {
    const found = refunds.find(({ metadata }) => metadata?.[METADATA.refund] === requestId);
    if (found) return found;
  }
  return undefined;
}
