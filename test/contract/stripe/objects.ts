import { beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, fresh, type Target } from './target.js';

/** Customers, products, prices, lists, expansion and events. */
export function describeObjects(target: () => Target): void {
  let stripe: Stripe;
  beforeAll(() => {
    ({ stripe } = target());
  });

  describe('the account', () => {
    // https://docs.stripe.com/api/accounts/retrieve
    it('is the one whose key it is', async () => {
      const account = await stripe.accounts.retrieveCurrent();
      expect(account.object).toBe('account');
      expect(account.id).toMatch(/^acct_/);
    });
  });

  describe('objects', () => {
    // https://docs.stripe.com/api/metadata
    it('keep metadata: a key is added, replaced, and taken away by an empty value', async () => {
      const customer = await stripe.customers.create({
        name: 'Ada',
        metadata: { scrip_account: 'acme', level: 1 },
      });
      expect(customer.metadata).toEqual({ scrip_account: 'acme', level: '1' });
      const changed = await stripe.customers.update(customer.id, {
        metadata: { level: null, note: 'x' },
      });
      expect(changed.metadata).toEqual({ scrip_account: 'acme', note: 'x' });
      expect((await stripe.customers.update(customer.id, { metadata: '' })).metadata).toEqual({});
    });

    // https://docs.stripe.com/api/customers/delete
    it('that were deleted say so, and are used for nothing new', async () => {
      const { id } = await stripe.customers.create({ email: 'gone@example.com' });
      await stripe.customers.del(id);
      expect(await stripe.customers.retrieve(id)).toMatchObject({ id, deleted: true });
      const failure = await failureOf(stripe.customers.update(id, { name: 'Ada' }));
      expect(failure).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    });

    // https://docs.stripe.com/api/prices/create
    it('are found by a lookup key, which another price takes over only when told to', async () => {
      const id = fresh('prod').replace('-', '_');
      const key = fresh('scrip:pro:v1');
      await stripe.products.create({ id, name: 'Pro' });
      const terms = { product: id, currency: 'usd', recurring: { interval: 'month' } } as const;
      const first = await stripe.prices.create({ ...terms, unit_amount: 2_000, lookup_key: key });
      expect(first).toMatchObject({ type: 'recurring', unit_amount: 2_000, active: true });
      const taken = { ...terms, unit_amount: 2_500, lookup_key: key };
      expect(await failureOf(stripe.prices.create(taken))).toMatchObject({ statusCode: 400 });
      const second = await stripe.prices.create({ ...taken, transfer_lookup_key: true });
      const found = await stripe.prices.list({ lookup_keys: [key], expand: ['data.product'] });
      expect(found.data.map((price) => price.id)).toEqual([second.id]);
      expect(found.data[0]?.product).toMatchObject({ id, name: 'Pro' });
      expect((await stripe.prices.retrieve(first.id)).lookup_key).toBeNull();
    });

    // https://docs.stripe.com/api/products/create
    it('with an id of ours exist once', async () => {
      const id = fresh('prod').replace('-', '_');
      await stripe.products.create({ id, name: 'Pack' });
      const failure = await failureOf(stripe.products.create({ id, name: 'Pack' }));
      expect(failure).toMatchObject({ statusCode: 400, code: 'resource_already_exists' });
    });
  });

  describe('lists', () => {
    // https://docs.stripe.com/api/pagination
    it('go from the newest to the oldest, and on from either end', async () => {
      const email = `${fresh('page')}@example.com`;
      const ids: string[] = [];
      for (let i = 0; i < 5; i += 1) ids.unshift((await stripe.customers.create({ email })).id);
      const idsOf = async (params: Stripe.CustomerListParams) => {
        const page = await stripe.customers.list({ email, ...params });
        return [...page.data.map(({ id }) => id), page.has_more];
      };
      expect(await idsOf({ limit: 2 })).toEqual([ids[0], ids[1], true]);
      expect(await idsOf({ limit: 2, starting_after: ids[1] ?? '' })).toEqual([
        ids[2],
        ids[3],
        true,
      ]);
      expect(await idsOf({ starting_after: ids[3] ?? '' })).toEqual([ids[4], false]);
      expect(await idsOf({ limit: 2, ending_before: ids[3] ?? '' })).toEqual([
        ids[1],
        ids[2],
        true,
      ]);
      const all: string[] = [];
      for await (const customer of stripe.customers.list({ email, limit: 2 }))
        all.push(customer.id);
      expect(all).toEqual(ids);
    });

    // https://docs.stripe.com/api/customers/list
    it('hold what was created in a range', async () => {
      const email = `${fresh('range')}@example.com`;
      const { id, created } = await stripe.customers.create({ email });
      const count = async (range: Stripe.RangeQueryParam) =>
        (await stripe.customers.list({ email, created: range })).data.map((found) => found.id);
      expect(await count({ gte: created, lte: created })).toEqual([id]);
      expect(await count({ gt: created })).toEqual([]);
      expect(await count({ lt: created })).toEqual([]);
    });

    // https://docs.stripe.com/api/pagination
    it('refuse a place that is none, and more than 100 at once', async () => {
      const nowhere = await failureOf(stripe.customers.list({ starting_after: 'cus_none' }));
      expect(nowhere).toMatchObject({ statusCode: 400, param: 'starting_after' });
      expect(await failureOf(stripe.customers.list({ limit: 101 }))).toMatchObject({
        statusCode: 400,
      });
    });
  });

  describe('events', () => {
    // https://docs.stripe.com/api/events
    it('show the object as it became, what it was before, and the request', async () => {
      const email = `${fresh('event')}@example.com`;
      const { id } = await stripe.customers.create({ email });
      const update = await stripe.customers.update(id, { name: 'Ada' }, { idempotencyKey: email });
      const found = await stripe.events.list({ types: ['customer.updated'], limit: 20 });
      const event = found.data.find(({ data }) => 'id' in data.object && data.object.id === id);
      expect(event).toMatchObject({
        type: 'customer.updated',
        data: { object: { name: 'Ada' }, previous_attributes: { name: null } },
        request: { id: update.lastResponse.requestId, idempotency_key: email },
      });
      expect(await stripe.events.retrieve(event?.id ?? '')).toMatchObject({ id: event?.id });
    });
  });
}
