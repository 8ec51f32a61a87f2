import type { Stripe } from 'stripe';
import { list, whole } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter } from './metadata.js';

/** Charges: made by payment intents alone. https://docs.stripe.com/api/charges */
export const charges = [
  route<Stripe.ChargeListParams>('GET /v1/charges', (turn, params) =>
    list(turn, 'charge', '/v1/charges', params, {
      fields: given({ customer: params.customer, payment_intent: params.payment_intent }),
    }),
  ),
  retrieve('/v1/charges/:id', 'charge'),
  route<Stripe.ChargeUpdateParams>('POST /v1/charges/:id', async (turn, params, id) => {
    const before = await turn.get('charge', id);
    const changes = {
      ...given({ description: params.description }),
      metadata: metadataAfter(before.metadata, params.metadata),
    };
    return { body: await turn.change(before, changes, 'charge.updated') };
  }),
];

const MOST_REFUNDS = 10;

/** The newest refunds of a charge: there only when they are expanded. */
export async function refundsOf(turn: Turn, charge: string): Promise<object> {
  const refunds = await turn.all('refund', { charge });
  return whole(`/v1/charges/${charge}/refunds`, refunds.reverse().slice(0, MOST_REFUNDS));
}
