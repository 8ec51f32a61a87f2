import type { Stripe } from 'stripe';
import { invalid, outside } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { given } from './metadata.js';
import { newPrice } from './prices.js';
import { newProduct } from './products.js';
import type { Mode } from './session-checks.js';

type Line = NonNullable<Stripe.Checkout.SessionCreateParams['line_items']>[number];
type Item = Kinds['item'];

/** A line as it is kept: what it costs, now and, of a subscription, each time. */
export async function sessionItem(
  turn: Turn,
  line: Line,
  at: number,
  { mode, isTrial }: { readonly mode: Mode; readonly isTrial: boolean },
): Promise<Item> {
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
  if (mode === 'subscription' && price.type === 'one_time') {
    throw outside('one-time price in a session of mode subscription', param);
  }
  if (mode === 'subscription' && !price.active && name !== undefined) {
    throw invalid('The price specified is inactive.', { param });
  }
  if (mode === 'payment' && price.type !== 'one_time') {
    throw invalid(
      'You specified `payment` mode but passed a recurring price. Either switch to ' +
        '`subscription` mode or use only one-time prices.',
      { param },
    );
  }
  const amount = isTrial ? 0 : (price.unit_amount ?? 0) * quantity;
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
  await turn.put(item);
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
    const { id } = await turn.create(newProduct(turn, { ...made, active: false }));
    product = id;
  }
  const { id } = await turn.get('product', product ?? '', `${param}[price_data][product]`);
  const { currency, recurring, unit_amount } = data;
  return turn.create(
    newPrice(turn, id, { active: false, currency, ...given({ recurring, unit_amount }) }),
  );
}
