import type { Stripe } from 'stripe';
import { invalid, StripeFailure } from '../state/errors.js';
import { list } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';
import { declineOf } from '../money/intents.js';
import { attach, declineToSave, detach, methodOf } from '../money/methods.js';
import { given } from './metadata.js';

/** Payment methods. https://docs.stripe.com/api/payment_methods */
export const paymentMethods = [
  route<Stripe.PaymentMethodListParams>('GET /v1/payment_methods', (turn, params) =>
    list(turn, 'payment_method', '/v1/payment_methods', params, {
      fields: given({ customer: params.customer, type: params.type }),
    }),
  ),
  route<Stripe.CustomerListPaymentMethodsParams>(
    'GET /v1/customers/:id/payment_methods',
    async (turn, params, id) => {
      await turn.get('customer', id);
      return list(turn, 'payment_method', `/v1/customers/${id}/payment_methods`, params, {
        fields: given({ customer: id, type: params.type }),
      });
    },
  ),
  retrieve('/v1/payment_methods/:id', 'payment_method'),
  route<Stripe.PaymentMethodAttachParams>(
    'POST /v1/payment_methods/:id/attach',
    async (turn, { customer = '' }, id) => {
      const { id: owner } = await turn.get('customer', customer, 'customer');
      const method = await methodOf(turn, id, 'id');
      if (method.customer !== null && method.customer !== owner) {
        throw invalid('The payment method is already attached to another customer.');
      }
      const refusing = await declineToSave(turn, method);
      if (refusing) {
        const { code, message, declineCode } = declineOf(refusing.declineCode);
        const decline = declineCode === undefined ? {} : { decline_code: declineCode };
        throw new StripeFailure(402, { type: 'card_error', code, message, ...decline });
      }
      return { body: await attach(turn, method, owner) };
    },
  ),
  route<object>('POST /v1/payment_methods/:id/detach', async (turn, _params, id) => {
    const method = await turn.get('payment_method', id);
    if (method.customer === null) {
      throw invalid('The payment method you provided is not attached to a customer.');
    }
    return { body: await detach(turn, method) };
  }),
];
