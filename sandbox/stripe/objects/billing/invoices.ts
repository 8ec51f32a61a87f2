import type { Stripe } from 'stripe';
import { collect, refusal } from '../../billing/collecting.js';
import { voidInvoice } from '../../billing/ending.js';
import { finalize } from '../../billing/finalizing.js';
import { markPaid } from '../../billing/paying.js';
import { preview } from '../../billing/previews.js';
import { findSubscription, statusAfter } from '../../billing/statuses.js';
import { expireUpdate } from '../../billing/updates.js';
import { markUncollectible } from '../../billing/writing-off.js';
import { list } from '../../http/lists.js';
import { type Answer, retrieve, route } from '../../http/route.js';
import { methodOf } from '../../money/methods.js';
import { invalid, outside } from '../../state/errors.js';
import type { Kinds } from '../../state/kinds.js';
import type { Turn } from '../../state/turn.js';
import { given, metadataAfter } from '../metadata.js';
import { changeAsked } from './subscription-updates.js';

type Invoice = Kinds['invoice'];

/** Throws unless the invoice has one of these statuses. */
function mustBe(invoice: Invoice, what: string, ...statuses: string[]): void {
  if (statuses.includes(String(invoice.status))) return;
  throw invalid(`You can only ${what} an invoice that is ${statuses.join(' or ')}.`, {
    code: 'invoice_not_editable',
  });
}

/** https://docs.stripe.com/api/invoices/pay */
async function pay(turn: Turn, params: Stripe.InvoicePayParams, id: string): Promise<Answer> {
  const before = await turn.get('invoice', id);
  if (before.status === 'paid') throw invalid('Invoice is already paid');
  mustBe(before, 'pay', 'draft', 'open', 'uncollectible');
  const invoice = before.status === 'draft' ? await finalize(turn, before) : before;
  if (invoice.status === 'paid') return { body: invoice };
  if (params.paid_out_of_band === true) {
    return { body: await markPaid(turn, invoice, { outside: true }) };
  }
  const name = params.payment_method;
  const method = name === undefined ? undefined : await methodOf(turn, name);
  if (method && method.customer !== invoice.customer) {
    throw invalid('The payment method is not attached to the customer of the invoice.', {
      param: 'payment_method',
    });
  }
  const collected = await collect(turn, invoice, {
    offSession: params.off_session === true,
    ...(method && { method }),
  });
  if (collected.invoice.status === 'paid') return { body: collected.invoice };
  if (!collected.tried) {
    throw invalid(
      'There is no default_payment_method set on this invoice, its customer or its subscription.',
    );
  }
  return { status: 402, body: { error: refusal(collected).body } };
}

/** https://docs.stripe.com/api/invoices/create_preview */
async function previewed(turn: Turn, params: Stripe.InvoiceCreatePreviewParams): Promise<Answer> {
  const { subscription: id, subscription_details: details } = params;
  if (id === undefined) throw outside('preview without a subscription', 'subscription');
  const subscription = await turn.get('subscription', id, 'subscription');
  if (params.customer !== undefined && params.customer !== subscription.customer) {
    throw invalid('The subscription is not one of the customer.', { param: 'customer' });
  }
  return { body: await preview(turn, subscription, await changeAsked(turn, details ?? {})) };
}

/** Invoices of subscriptions. https://docs.stripe.com/api/invoices */
export const invoices = [
  route<Stripe.InvoiceListParams>('GET /v1/invoices', (turn, params) => {
    const { subscription } = params;
    return list(turn, 'invoice', '/v1/invoices', params, {
      fields: given({
        customer: params.customer,
        status: params.status,
        ...(subscription !== undefined && { parent: { subscription_details: { subscription } } }),
      }),
    });
  }),
  route<Stripe.InvoiceCreatePreviewParams>('POST /v1/invoices/create_preview', previewed),
  retrieve('/v1/invoices/:id', 'invoice'),
  route<Stripe.InvoiceUpdateParams>('POST /v1/invoices/:id', async (turn, params, id) => {
    const before = await turn.get('invoice', id);
    const { default_payment_method: method } = params;
    if (method !== undefined) await turn.get('payment_method', method, 'default_payment_method');
    const changes: Partial<Invoice> = {
      ...given({
        auto_advance: params.auto_advance,
        default_payment_method: method,
        description: params.description,
      }),
      metadata: metadataAfter(before.metadata ?? {}, params.metadata),
    };
    return { body: await turn.change(before, changes, 'invoice.updated') };
  }),
  route<Stripe.InvoiceListLineItemsParams>(
    'GET /v1/invoices/:id/lines',
    async (turn, params, id) => {
      const { lines } = await turn.get('invoice', id);
      return { body: pageOf(lines, params) };
    },
  ),
  route<Stripe.InvoiceFinalizeInvoiceParams>(
    'POST /v1/invoices/:id/finalize',
    async (turn, params, id) => {
      const draft = await turn.get('invoice', id);
      mustBe(draft, 'finalize', 'draft');
      const invoice = await finalize(turn, draft);
      const { auto_advance: advances = draft.auto_advance } = params;
      if (advances === true && invoice.status === 'open') {
        return { body: (await collect(turn, invoice, { offSession: true })).invoice };
      }
      return { body: invoice };
    },
  ),
  route<object>('POST /v1/invoices/:id/mark_uncollectible', async (turn, _params, id) => {
    const invoice = await turn.get('invoice', id);
    mustBe(invoice, 'mark as uncollectible', 'open');
    return { body: await markUncollectible(turn, invoice) };
  }),
  route<Stripe.InvoicePayParams>('POST /v1/invoices/:id/pay', pay),
  route<object>('POST /v1/invoices/:id/void', async (turn, _params, id) => {
    const invoice = await turn.get('invoice', id);
    mustBe(invoice, 'void', 'open', 'uncollectible');
    const voided = await voidInvoice(turn, invoice);
    const subscription = await findSubscription(turn, voided);
    if (subscription?.pending_update && subscription.latest_invoice === id) {
      await expireUpdate(turn, subscription.id);
    }
    await statusAfter(turn, voided);
    return { body: voided };
  }),
];

const DEFAULT_LIMIT = 10;

/** A page of the lines, which an invoice holds in their order. */
function pageOf(lines: Invoice['lines'], params: Stripe.InvoiceListLineItemsParams): object {
  const { limit = DEFAULT_LIMIT, starting_after: after } = params;
  if (params.ending_before !== undefined) throw invalid('Lines are listed from the first on.');
  const from = after === undefined ? 0 : lines.data.findIndex(({ id }) => id === after) + 1;
  const data = lines.data.slice(from, from + limit);
  return { ...lines, data, has_more: from + limit < lines.data.length };
}
