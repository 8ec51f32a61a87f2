import type { Stripe } from 'stripe';
import { expireSession } from '../billing/checkout.js';
import { couponsAsked, takenOff } from '../billing/discounts.js';
import { invalid, outside } from '../state/errors.js';
import { list, whole } from '../http/lists.js';
import { type Answer, retrieve, route } from '../http/route.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls, nullsIn } from '../state/nulls.js';
import { chargeable } from '../money/intents.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter } from './metadata.js';
import { waysOf } from './payment-intents.js';
import { check, expiryOf, modeOf } from './session-checks.js';
import { sessionItem } from './session-items.js';
import { setUpIn } from './setup-sessions.js';

type Params = Stripe.Checkout.SessionCreateParams;
type Item = Kinds['item'];

async function create(turn: Turn, params: Params): Promise<Answer> {
  check(params);
  const { customer, metadata } = params;
  const mode = modeOf(params);
  const isSubscribing = mode === 'subscription';
  const ways = waysOf(params.allowed_payment_method_types);
  const owner = customer === undefined ? null : await turn.get('customer', customer, 'customer');
  const items: Item[] = [];
  for (const [at, line] of (params.line_items ?? []).entries()) {
    const isTrial = params.subscription_data?.trial_period_days !== undefined;
    items.push(await sessionItem(turn, line, at, { mode, isTrial }));
  }
  const coupons = await couponsAsked(turn, params.discounts);
  if (isSubscribing && owner && owner.balance !== 0) {
    throw outside('subscription on the page by a customer with a balance', 'customer');
  }
  const off = await takeOff(turn, items, coupons);
  const [{ currency } = { currency: 'usd' }] = items;
  if (items.some((item) => item.currency !== currency)) {
    throw invalid('All prices of a session must have one currency.', { param: 'line_items' });
  }
  const subtotal = items.reduce((sum, item) => sum + item.amount_subtotal, 0);
  const total = subtotal - off;
  const saves = mode === 'setup' ? await setUpIn(turn, params) : undefined;
  if (!saves && (!isSubscribing || total > 0)) chargeable(total, 'line_items');
  const id = newId('cs_test', 58);
  const expiresAt = expiryOf(turn, params.expires_at);
  const session: Kinds['checkout.session'] = {
    ...nulls('checkout.session'),
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? true },
    allowed_payment_method_types: params.allowed_payment_method_types ? ways : null,
    amount_subtotal: subtotal,
    amount_total: total,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    created: turn.now,
    currency,
    custom_fields: [],
    custom_text: nullsIn('checkout.session', 'custom_text'),
    customer: owner?.id ?? null,
    customer_creation: owner ? null : isSubscribing ? 'always' : 'if_required',
    customer_email: params.customer_email ?? null,
    discounts: coupons.map(({ id: coupon }) => ({ coupon, promotion_code: null })),
    expires_at: expiresAt,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: { enabled: false },
    metadata: metadataAfter({}, metadata),
    mode,
    payment_method_collection: isSubscribing ? 'always' : 'if_required',
    payment_method_options: {},
    payment_method_types: [...ways],
    payment_status: 'unpaid',
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    success_url: params.success_url ?? null,
    total_details: { amount_discount: off, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${turn.settings.publicUrl}/c/pay/${id}`,
    ...saves,
  };
  await turn.put(session);
  await turn.hide(id, {
    items: items.map((item) => item.id).join(),
    coupons: coupons.map((coupon) => coupon.id).join(),
    ...handedOn(params),
  });
  await turn.schedule(expiresAt, 'expire_session', id);
  return { body: session };
}

/** Takes what coupons take off from the items; how much it is in all. */
async function takeOff(
  turn: Turn,
  items: Item[],
  coupons: readonly Kinds['coupon'][],
): Promise<number> {
  const amounts = items.map((item) => item.amount_subtotal);
  const off = takenOff(amounts, coupons);
  for (const [i, item] of items.entries()) {
    const discount = off.reduce((sum, by) => sum + (by[i] ?? 0), 0);
    if (discount === 0) continue;
    const amount_total = item.amount_subtotal - discount;
    items[i] = { ...item, amount_discount: discount, amount_total };
    await turn.put({ ...item, amount_discount: discount, amount_total });
  }
  return off.flat().reduce((sum, cents) => sum + cents, 0);
}

/** What the intent or the subscription gets: nothing of the session's own metadata. */
function handedOn(params: Params): Record<string, string> {
  const { payment_intent_data: intent, subscription_data: subscription } = params;
  const { receipt_email, setup_future_usage: future } = intent ?? {};
  const { trial_period_days: days } = subscription ?? {};
  const description = (intent ?? subscription)?.description;
  const metadata = Object.entries(metadataAfter({}, (intent ?? subscription)?.metadata));
  return {
    ...given({ description, receipt_email, future }),
    ...(days !== undefined && { trial_days: String(days) }),
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
        subscription: params.subscription,
      }),
    }),
  ),
  retrieve('/v1/checkout/sessions/:id', 'checkout.session'),
  route<Stripe.Checkout.SessionUpdateParams>(
    'POST /v1/checkout/sessions/:id',
    async (turn, params, id) => {
      const before = await turn.get('checkout.session', id);
      const metadata = metadataAfter(before.metadata ?? {}, params.metadata);
      return { body: await turn.change(before, { metadata }) };
    },
  ),
  route<object>('POST /v1/checkout/sessions/:id/expire', async (turn, _params, id) => ({
    body: await expireSession(turn, await turn.get('checkout.session', id)),
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
