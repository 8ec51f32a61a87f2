import type { Stripe } from 'stripe';
import { list } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { given } from './metadata.js';

/** The network of the card calls a charge suspicious; no money moves. */
export async function warn(
  turn: Turn,
  charge: string,
): Promise<Kinds['radar.early_fraud_warning']> {
  const { payment_intent: intent } = await turn.get('charge', charge);
  return turn.create(
    {
      id: newId('issfr'),
      object: 'radar.early_fraud_warning',
      actionable: true,
      charge,
      created: turn.now,
      fraud_type: 'unauthorized_use_of_card',
      livemode: false,
      ...(intent !== null && { payment_intent: intent }),
    },
    'radar.early_fraud_warning.created',
  );
}

/** Early fraud warnings. https://docs.stripe.com/api/radar/early_fraud_warnings */
export const earlyFraudWarnings = [
  route<Stripe.Radar.EarlyFraudWarningListParams>(
    'GET /v1/radar/early_fraud_warnings',
    (turn, params) =>
      list(turn, 'radar.early_fraud_warning', '/v1/radar/early_fraud_warnings', params, {
        fields: given({ charge: params.charge, payment_intent: params.payment_intent }),
      }),
  ),
  retrieve('/v1/radar/early_fraud_warnings/:id', 'radar.early_fraud_warning'),
];
