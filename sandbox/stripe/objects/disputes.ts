import type { Stripe } from 'stripe';
import { list } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';
import { stepDispute } from '../money/disputes.js';
import { given, metadataAfter } from './metadata.js';

/** Disputes: payers open them, by a test card or the control plane. https://docs.stripe.com/api/disputes */
export const disputes = [
  route<Stripe.DisputeListParams>('GET /v1/disputes', (turn, params) =>
    list(turn, 'dispute', '/v1/disputes', params, {
      fields: given({ charge: params.charge, payment_intent: params.payment_intent }),
    }),
  ),
  retrieve('/v1/disputes/:id', 'dispute'),
  route<Stripe.DisputeUpdateParams>('POST /v1/disputes/:id', async (turn, params, id) => {
    const before = await turn.get('dispute', id);
    const text = params.evidence?.uncategorized_text;
    const after = await turn.change(
      before,
      {
        metadata: metadataAfter(before.metadata, params.metadata),
        ...(text !== undefined && {
          evidence: { ...before.evidence, uncategorized_text: text },
          evidence_details: { ...before.evidence_details, has_evidence: true },
        }),
      },
      'charge.dispute.updated',
    );
    const isSent = params.submit ?? text !== undefined;
    return { body: isSent ? await stepDispute(turn, id, 'review') : after };
  }),
  route<object>('POST /v1/disputes/:id/close', async (turn, _params, id) => ({
    body: await stepDispute(turn, id, 'lose'),
  })),
];
