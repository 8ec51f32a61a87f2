import type { Stripe } from 'stripe';
import { invalid } from '../state/errors.js';
import { list } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter, orNull } from './metadata.js';
import { newProduct } from './products.js';

type Price = Kinds['price'];

/** How a price is asked for, by itself or as a line of a checkout session. */
export type PriceAsked = Pick<
  Stripe.PriceCreateParams,
  'active' | 'currency' | 'lookup_key' | 'metadata' | 'nickname' | 'recurring' | 'unit_amount'
>;

/** Currencies that the double has: those with cents. */
const CURRENCIES = ['usd', 'eur', 'gbp'];

/** A price of a product. Throws a StripeFailure. */
export function newPrice(turn: Turn, product: string, asked: PriceAsked): Price {
  const { recurring, unit_amount: amount } = asked;
  const currency = asked.currency.toLowerCase();
  if (!CURRENCIES.includes(currency)) {
    throw invalid(
      `Invalid currency: ${asked.currency}. The sandbox has ${CURRENCIES.join(', ')}.`,
      {
        param: 'currency',
      },
    );
  }
  if (amount === undefined) {
    throw invalid('Missing required param: unit_amount.', {
      code: 'parameter_missing',
      param: 'unit_amount',
    });
  }
  if (amount < 0) {
    throw invalid('This value must be greater than or equal to 0.', {
      code: 'parameter_invalid_integer',
      param: 'unit_amount',
    });
  }
  return {
    ...nulls('price'),
    id: newId('price'),
    object: 'price',
    active: asked.active ?? true,
    billing_scheme: 'per_unit',
    created: turn.now,
    currency,
    livemode: false,
    lookup_key: asked.lookup_key ?? null,
    metadata: metadataAfter({}, asked.metadata),
    nickname: asked.nickname ?? null,
    product,
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: null,
          usage_type: 'licensed',
        }
      : null,
    tax_behavior: 'unspecified',
    type: recurring ? 'recurring' : 'one_time',
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  };
}

/** A lookup key names one active price; another may take it over. */
async function claimKey(turn: Turn, key: string | undefined, mayTransfer: boolean): Promise<void> {
  if (key === undefined) return;
  const [holder] = await turn.all('price', { lookup_key: key });
  if (!holder) return;
  if (!mayTransfer) {
    throw invalid(`A price (\`${holder.id}\`) already uses that lookup key.`, {
      code: 'resource_already_exists',
      param: 'lookup_key',
    });
  }
  await turn.change(holder, { lookup_key: null }, 'price.updated');
}

async function productFor(turn: Turn, params: Stripe.PriceCreateParams): Promise<string> {
  const { product, product_data: data } = params;
  if ((product === undefined) === (data === undefined)) {
    throw invalid('You must pass either `product` or `product_data`, and not both.', {
      param: 'product',
    });
  }
  if (product !== undefined) return (await turn.get('product', product, 'product')).id;
  const created = newProduct(turn, {
    name: data?.name ?? '',
    ...given({ metadata: data?.metadata }),
  });
  return (await turn.create(created, 'product.created')).id;
}

/** Prices. What they cost never changes. https://docs.stripe.com/api/prices */
export const prices = [
  route<Stripe.PriceCreateParams>('POST /v1/prices', async (turn, params) => {
    const product = await productFor(turn, params);
    const price = newPrice(turn, product, params);
    await claimKey(turn, params.lookup_key, params.transfer_lookup_key === true);
    return { body: await turn.create(price, 'price.created') };
  }),
  route<Stripe.PriceListParams>('GET /v1/prices', (turn, params) =>
    list(turn, 'price', '/v1/prices', params, {
      fields: given({
        active: params.active,
        currency: params.currency,
        product: params.product,
        type: params.type,
      }),
      ...(params.lookup_keys && { like: ['lookup_key', params.lookup_keys.map(literally)] }),
    }),
  ),
  retrieve('/v1/prices/:id', 'price'),
  route<Stripe.PriceUpdateParams>('POST /v1/prices/:id', async (turn, params, id) => {
    const before = await turn.get('price', id);
    const key = params.lookup_key;
    if (key && key !== before.lookup_key) {
      await claimKey(turn, key, params.transfer_lookup_key === true);
    }
    const changes: Partial<Price> = {
      ...given({ active: params.active }),
      ...(key !== undefined && { lookup_key: orNull(key) }),
      ...(params.nickname !== undefined && { nickname: orNull(params.nickname) }),
      metadata: metadataAfter(before.metadata, params.metadata),
    };
    return { body: await turn.change(before, changes, 'price.updated') };
  }),
];

/** A pattern of SQL that is like this text alone. */
const literally = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
