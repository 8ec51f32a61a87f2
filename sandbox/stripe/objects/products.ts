import type { Stripe } from 'stripe';
import { invalid } from '../state/errors.js';
import { list } from '../http/lists.js';
import { route } from '../http/route.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter, orNull } from './metadata.js';

type Product = Kinds['product'];

/** A product as Stripe has it at first. */
export function newProduct(turn: Turn, params: Stripe.ProductCreateParams): Product {
  return {
    ...nulls('product'),
    id: params.id ?? newId('prod', 14),
    object: 'product',
    active: params.active ?? true,
    created: turn.now,
    default_price: null,
    description: params.description ?? null,
    images: [],
    livemode: false,
    marketing_features: [],
    metadata: metadataAfter({}, params.metadata),
    name: params.name,
    statement_descriptor: null,
    tax_code: null,
    type: 'service',
    unit_label: null,
    updated: turn.now,
  };
}

/** Products. https://docs.stripe.com/api/products */
export const products = [
  route<Stripe.ProductCreateParams>('POST /v1/products', async (turn, params) => {
    const { id } = params;
    if (
      id !== undefined &&
      ((await turn.find('product', id)) || (await turn.isDeleted('product', id)))
    ) {
      throw invalid(`Product already exists.`, { code: 'resource_already_exists', param: 'id' });
    }
    return { body: await turn.create(newProduct(turn, params), 'product.created') };
  }),
  route<Stripe.ProductListParams>('GET /v1/products', (turn, params) =>
    list(turn, 'product', '/v1/products', params, {
      fields: given({ active: params.active }),
      ...(params.ids && { ids: params.ids }),
    }),
  ),
  route<object>('GET /v1/products/:id', async (turn, _params, id) => ({
    body: (await turn.isDeleted('product', id))
      ? { id, object: 'product', deleted: true }
      : await turn.get('product', id),
  })),
  route<Stripe.ProductUpdateParams>('POST /v1/products/:id', async (turn, params, id) => {
    const before = await turn.get('product', id);
    const changes: Partial<Product> = {
      ...given({ active: params.active, name: params.name }),
      ...(params.description !== undefined && { description: orNull(params.description) }),
      metadata: metadataAfter(before.metadata, params.metadata),
      updated: turn.now,
    };
    return { body: await turn.change(before, changes, 'product.updated') };
  }),
  // https://docs.stripe.com/api/products/delete
  route<object>('DELETE /v1/products/:id', async (turn, _params, id) => {
    const product = await turn.get('product', id);
    const prices = await turn.all('price', { product: id });
    if (prices.length > 0) {
      throw invalid(
        'This product cannot be deleted because it has one or more user-created prices.',
      );
    }
    await turn.delete(id);
    await turn.emit('product.deleted', product);
    return { body: { id, object: 'product', deleted: true } };
  }),
];
