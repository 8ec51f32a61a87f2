import type { Stripe } from 'stripe';
import { endSubscription, hasEnded } from '../billing/ending.js';
import { list } from '../http/lists.js';
import { missing } from '../state/errors.js';
import { route } from '../http/route.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter, orNull } from './metadata.js';

type Customer = Kinds['customer'];

const address = (from: Stripe.Emptyable<Stripe.AddressParam> | undefined) =>
  from === undefined || from === '' || from === null
    ? null
    : {
        city: from.city ?? null,
        country: from.country ?? null,
        line1: from.line1 ?? null,
        line2: from.line2 ?? null,
        postal_code: from.postal_code ?? null,
        state: from.state ?? null,
      };

/** Makes a customer as Stripe has it at first. */
export function newCustomer(turn: Turn, params: Stripe.CustomerCreateParams): Customer {
  return {
    id: newId('cus', 14),
    object: 'customer',
    address: address(params.address),
    balance: 0,
    created: turn.now,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: params.description ?? null,
    discount: null,
    email: params.email ?? null,
    invoice_prefix: newId('', 9).slice(1).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    livemode: false,
    metadata: metadataAfter({}, params.metadata),
    name: params.name ?? null,
    next_invoice_sequence: 1,
    phone: params.phone ?? null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
}

/**
 * Customers. A deleted one answers with `deleted: true` and can be used for nothing new; what was
 * charged to it stays. https://docs.stripe.com/api/customers/delete
 */
export const customers = [
  route<Stripe.CustomerCreateParams>('POST /v1/customers', async (turn, params) => ({
    body: await turn.create(newCustomer(turn, params), 'customer.created'),
  })),
  route<Stripe.CustomerListParams>('GET /v1/customers', (turn, params) =>
    list(turn, 'customer', '/v1/customers', params, { fields: given({ email: params.email }) }),
  ),
  route<object>('GET /v1/customers/:id', async (turn, _params, id) => ({
    body: (await turn.isDeleted('customer', id))
      ? { id, object: 'customer', deleted: true }
      : await turn.get('customer', id),
  })),
  route<Stripe.CustomerUpdateParams>('POST /v1/customers/:id', async (turn, params, id) => {
    const before = await turn.get('customer', id);
    const method = params.invoice_settings?.default_payment_method;
    if (method) {
      const attached = await turn.get('payment_method', method, 'invoice_settings');
      if (attached.customer !== id) throw missing('payment_method', method, 'invoice_settings');
    }
    const { description, email, name, phone } = params;
    const texts = { description, email, name, phone };
    const changes: Partial<Customer> = {
      ...Object.fromEntries(Object.entries(given(texts)).map(([k, v]) => [k, orNull(v)])),
      ...(params.address !== undefined && { address: address(params.address) }),
      ...(params.metadata !== undefined && {
        metadata: metadataAfter(before.metadata, params.metadata),
      }),
      ...(method !== undefined && {
        invoice_settings: { ...before.invoice_settings, default_payment_method: orNull(method) },
      }),
    };
    return { body: await turn.change(before, changes, 'customer.updated') };
  }),
  route<object>('DELETE /v1/customers/:id', async (turn, _params, id) => {
    const customer = await turn.get('customer', id);
    for (const subscription of await turn.all('subscription', { customer: id })) {
      if (!hasEnded(subscription)) await endSubscription(turn, subscription, {});
    }
    await turn.delete(id);
    await turn.emit('customer.deleted', customer);
    return { body: { id, object: 'customer', deleted: true } };
  }),
];
