import type { Stripe } from 'stripe';
import { invalid, outside } from '../state/errors.js';
import { list, whole } from '../http/lists.js';
import { type Answer, route } from '../http/route.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { chargeable } from '../money/intents.js';
import { expire } from '../money/sessions.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter } from './metadata.js';
import { waysOf } from './payment-intents.js';
import { newPrice } from './prices.js';
import { newProduct } from './products.js';
import { checkSetUp, setUpIn } from './setup-sessions.js';

type Params = Stripe.Checkout.SessionCreateParams;
type Line = NonNullable<Params['line_items']>[number];
type Item = Kinds['item'];

/** https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at */
const LONGEST_S = 24 * 3_600;
const SHORTEST_S = 30 * 60;
const MAX_LINES = 100;

/** Throws for what Stripe has and the double does not, and for what is missing. */
function check(params: Params): void {
  const { mode = 'payment' } = params;
  if (mode !== 'payment' && mode !== 'setup') throw outside(`mode ${mode}`, 'mode');
  if ((params.ui_mode ?? 'hosted_page') !== 'hosted_page') {
    throw outside(`ui_mode ${params.ui_mode}`, 'ui_mode');
  }
  if (params.customer_creation === 'always') throw outside('customer_creation always');
  if (params.automatic_tax?.enabled) throw outside('automatic tax', 'automatic_tax[enabled]');
  if (params.managed_payments?.enabled) throw outside('managed payments', 'managed_payments');
  if (!params.success_url) {
    throw invalid('Missing required param: success_url.', {
      code: 'parameter_missing',
      param: 'success_url',
    });
  }
  for (const param of ['success_url', 'cancel_url'] as const) {
    const url = params[param];
    if (url !== undefined && !URL.canParse(url)) {
      throw invalid('Not a valid URL', { code: 'url_invalid', param });
    }
  }
  if (mode === 'setup') return checkSetUp(params);
  const { length } = params.line_items ?? [];
  if (length === 0 || length > MAX_LINES) {
    throw invalid(`You must specify between 1 and ${MAX_LINES} line items.`, {
      param: 'line_items',
    });
  }
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalid('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer',
    });
  }
}

/** When it expires: in a day, or as asked. */
function expiryOf(turn: Turn, asked: number | undefined): number {
  if (asked === undefined) return turn.now + LONGEST_S;
  const inSeconds = asked - turn.now;
  if (inSeconds < SHORTEST_S || inSeconds > LONGEST_S) {
    throw invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  }
  return asked;
}

async function itemOf(turn: Turn, line: Line, at: number): Promise<Item> {
  const param = `line_items[${at}]`;
  const { price: name, price_data: data, quantity } = line;
  if ((name === undefined) === (data === undefined)) {
    throw invalid('You must pass either `price` or `price_data`, and not both.', { param });
  }
  if (quantity === undefined || quantity < 1) {
    throw invalid('Quantity is required, and at least 1.', { param: `${param}[quantity]` });
  }
  const price =
    name === undefined
      ? await inlinePrice(turn, data, param)
      : await turn.get('price', name, param);
  if (price.type !== 'one_time') {
    throw invalid(
      'You specified `payment` mode but passed a recurring price. Either switch to ' +
        '`subscription` mode or use only one-time prices.',
      { param },
    );
  }
  const amount = (price.unit_amount ?? 0) * quantity;
  const product = await turn.get('product', price.product, param);
  const item: Item = {
    id: newId('li'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: product.name,
    metadata: {},
    price,
    quantity,
  };
  await turn.put('item', item);
  return item;
}

/** A price for this session alone: it is kept, and cannot be sold again. */
async function inlinePrice(turn: Turn, data: Line['price_data'], param: string) {
  const { product: name, product_data: made } = data ?? {};
  if (!data || (name === undefined) === (made === undefined)) {
    throw invalid('You must pass either `product` or `product_data`, and not both.', { param });
  }
  let product = name;
  if (made) {
    const { id } = await turn.create('product', newProduct(turn, { ...made, active: false }));
    product = id;
  }
  const { id } = await turn.get('product', product ?? '', `${param}[price_data][product]`);
  const { currency, unit_amount } = data;
  return turn.create(
    'price',
    newPrice(turn, id, { active: false, currency, ...given({ unit_amount }) }),
  );
}

async function create(turn: Turn, params: Params): Promise<Answer> {
  check(params);
  const { customer, metadata } = params;
  const ways = waysOf(params.allowed_payment_method_types);
  const owner = customer === undefined ? null : await turn.get('customer', customer, 'customer');
  const items: Item[] = [];
  for (const [at, line] of (params.line_items ?? []).entries()) {
    items.push(await itemOf(turn, line, at));
  }
  const [{ currency } = { currency: 'usd' }] = items;
  if (items.some((item) => item.currency !== currency)) {
    throw invalid('All prices of a session must have one currency.', { param: 'line_items' });
  }
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  const saves = params.mode === 'setup' ? await setUpIn(turn, params) : undefined;
  if (!saves) chargeable(total, 'line_items');
  const id = newId('cs_test', 58);
  const expiresAt = expiryOf(turn, params.expires_at);
  const session: Kinds['checkout.session'] = {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? true },
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: params.allowed_payment_method_types ? ways : null,
    amount_subtotal: total,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: turn.now,
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: owner?.id ?? null,
    customer_account: null,
    customer_creation: owner ? null : 'if_required',
    customer_details: null,
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: { enabled: false },
    metadata: metadataAfter({}, metadata),
    mode: 'payment',
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: 'if_required',
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [...ways],
    payment_status: 'unpaid',
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${turn.settings.publicUrl}/c/pay/${id}`,
    wallet_options: null,
    ...saves,
  };
  await turn.put('checkout.session', session);
  await turn.hide(id, { items: items.map((item) => item.id).join(), ...intentData(params) });
  await turn.schedule(expiresAt, 'expire_session', id);
  return { body: session };
}

/** What the intent gets: nothing of the session's own metadata. */
function intentData({ payment_intent_data: data }: Params): Record<string, string> {
  const { description, receipt_email, setup_future_usage: future } = data ?? {};
  const metadata = Object.entries(metadataAfter({}, data?.metadata));
  return {
    ...given({ description, receipt_email, future }),
    ...Object.fromEntries(metadata.map(([name, value]) => [`metadata.${name}`, value])),
  };
}

/** The lines of a session, in their order. */
export async function itemsOf(turn: Turn, session: string): Promise<Item[]> {
  const { items = '' } = await turn.hidden(session);
  const lines: Item[] = [];
  for (const id of items === '' ? [] : items.split(',')) lines.push(await turn.get('item', id));
  return lines;
}

/** The lines of a session as a list: there only when they are expanded. */
export const lineItemsOf = async (turn: Turn, session: string): Promise<object> =>
  whole(`/v1/checkout/sessions/${session}/line_items`, await itemsOf(turn, session));

/** Checkout sessions. https://docs.stripe.com/api/checkout/sessions */
export const sessions = [
  route<Params>('POST /v1/checkout/sessions', create),
  route<Stripe.Checkout.SessionListParams>('GET /v1/checkout/sessions', (turn, params) =>
    list(turn, 'checkout.session', '/v1/checkout/sessions', params, {
      fields: given({
        customer: params.customer,
        payment_intent: params.payment_intent,
        status: params.status,
      }),
    }),
  ),
  route<object>('GET /v1/checkout/sessions/:id', async (turn, _params, id) => ({
    body: await turn.get('checkout.session', id),
  })),
  route<Stripe.Checkout.SessionUpdateParams>(
    'POST /v1/checkout/sessions/:id',
    async (turn, params, id) => {
      const before = await turn.get('checkout.session', id);
      const metadata = metadataAfter(before.metadata ?? {}, params.metadata);
      return { body: await turn.change('checkout.session', before, { metadata }) };
    },
  ),
  route<object>('POST /v1/checkout/sessions/:id/expire', async (turn, _params, id) => ({
    body: await expire(turn, await turn.get('checkout.session', id)),
  })),
  route<Stripe.Checkout.SessionListLineItemsParams>(
    'GET /v1/checkout/sessions/:id/line_items',
    async (turn, params, id) => {
      await turn.get('checkout.session', id);
      const ids = (await itemsOf(turn, id)).map((item) => item.id);
      return list(turn, 'item', `/v1/checkout/sessions/${id}/line_items`, params, { ids });
    },
  ),
];
