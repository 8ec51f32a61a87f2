import type { Stripe } from 'stripe';
import { list, whole } from '../../http/lists.js';
import { retrieve, route } from '../../http/route.js';
import { invalid, outside } from '../../state/errors.js';
import type { Turn } from '../../state/turn.js';
import { given } from '../metadata.js';

/** How invoices are paid. https://docs.stripe.com/api/invoice-payment */
export const invoicePayments = [
  route<Stripe.InvoicePaymentListParams>('GET /v1/invoice_payments', (turn, params) => {
    const { payment } = params;
    if (payment && payment.type !== 'payment_intent') {
      throw outside(`payment of type ${payment.type}`, 'payment[type]');
    }
    if (payment && payment.payment_intent === undefined) {
      throw invalid('Missing required param: payment[payment_intent].', {
        code: 'parameter_missing',
        param: 'payment[payment_intent]',
      });
    }
    return list(turn, 'invoice_payment', '/v1/invoice_payments', params, {
      fields: given({
        invoice: params.invoice,
        status: params.status,
        ...(payment?.payment_intent !== undefined && {
          payment: { payment_intent: payment.payment_intent },
        }),
      }),
    });
  }),
  retrieve('/v1/invoice_payments/:id', 'invoice_payment'),
];

/** The payments of an invoice: there only when they are expanded. */
export const paymentsOf = async (turn: Turn, invoice: string): Promise<object> =>
  whole(
    `/v1/invoice_payments?invoice=${invoice}`,
    (await turn.all('invoice_payment', { invoice })).reverse(),
  );
