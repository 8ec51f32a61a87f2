import type { Stripe } from 'stripe';
import { invalid } from '../state/errors.js';
import { list } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';
import { refund } from '../money/refunds.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter } from './metadata.js';

async function chargeFor(turn: Turn, params: Stripe.RefundCreateParams): Promise<string> {
  const { charge, payment_intent: intent } = params;
  if ((charge === undefined) === (intent === undefined)) {
    throw invalid('One of the following params should be provided: payment_intent or charge.', {
      code: 'parameter_missing',
      param: 'charge',
    });
  }
  if (charge !== undefined) return (await turn.get('charge', charge, 'charge')).id;
  const found = await turn.get('payment_intent', intent ?? '', 'payment_intent');
  if (found.latest_charge === null) {
    throw invalid(`This PaymentIntent (${found.id}) does not have a successful charge to refund.`, {
      param: 'payment_intent',
    });
  }
  return found.latest_charge;
}

/** Refunds. https://docs.stripe.com/api/refunds */
export const refunds = [
  route<Stripe.RefundCreateParams>('POST /v1/refunds', async (turn, params) => ({
    body: await refund(turn, await chargeFor(turn, params), {
      amount: params.amount,
      reason: params.reason,
      metadata: metadataAfter({}, params.metadata),
    }),
  })),
  route<Stripe.RefundListParams>('GET /v1/refunds', (turn, params) =>
    list(turn, 'refund', '/v1/refunds', params, {
      fields: given({ charge: params.charge, payment_intent: params.payment_intent }),
    }),
  ),
  retrieve('/v1/refunds/:id', 'refund'),
  route<Stripe.RefundUpdateParams>('POST /v1/refunds/:id', async (turn, params, id) => {
    const before = await turn.get('refund', id);
    const metadata = metadataAfter(before.metadata ?? {}, params.metadata);
    return { body: await turn.change(before, { metadata }, 'refund.updated') };
  }),
  // Only refunds that wait for the payer can be cancelled, and the double makes none of them.
  route<object>('POST /v1/refunds/:id/cancel', async (turn, _params, id) => {
    const { status } = await turn.get('refund', id);
    throw invalid(`Refunds with status ${status} cannot be canceled.`);
  }),
];
