import { beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, fresh, type Target } from './target.js';

/** A call that the types would not let through. */
const untyped = (stripe: Stripe, path: string, params: object) =>
  stripe.rawRequest('POST', path, { ...params });

/** What a request may say, and what becomes of one that is repeated. */
export function describeRequests(target: () => Target): void {
  let stripe: Stripe;
  beforeAll(() => {
    ({ stripe } = target());
  });

  describe('a request', () => {
    // https://docs.stripe.com/error-codes
    it('with a parameter that is unknown, missing, or of another type is refused by name', async () => {
      const refused = async (path: string, params: object) => {
        const { statusCode, type, code, param } = await failureOf(untyped(stripe, path, params));
        return { statusCode, type, code, param };
      };
      const invalid = { statusCode: 400, type: 'StripeInvalidRequestError' };
      expect(await refused('/v1/customers', { nmae: 'Ada' })).toEqual({
        ...invalid,
        code: 'parameter_unknown',
        param: 'nmae',
      });
      expect(await refused('/v1/products', {})).toEqual({
        ...invalid,
        code: 'parameter_missing',
        param: 'name',
      });
      expect(await refused('/v1/prices', { currency: 'usd', unit_amount: 'ten' })).toEqual({
        ...invalid,
        code: 'parameter_invalid_integer',
        param: 'unit_amount',
      });
      expect(
        await refused('/v1/prices', { currency: 'usd', recurring: { interval: 'era' } }),
      ).toMatchObject({
        ...invalid,
        param: 'recurring[interval]',
      });
      expect(await refused('/v1/products', { name: 'x', active: 'maybe' })).toMatchObject({
        ...invalid,
        param: 'active',
      });
      expect(await refused('/v1/customers', { address: 'here' })).toMatchObject({
        ...invalid,
        param: 'address',
      });
    });

    // https://docs.stripe.com/error-codes#resource-missing
    it('for what is not there is a 404 that names the id', async () => {
      const failure = await failureOf(stripe.customers.retrieve('cus_none'));
      expect(failure).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
      expect(failure.message).toContain('cus_none');
    });

    // https://docs.stripe.com/expand
    it('that expands what cannot be expanded is refused', async () => {
      const { id } = await stripe.customers.create();
      const failure = await failureOf(stripe.customers.retrieve(id, { expand: ['email'] }));
      expect(failure).toMatchObject({ statusCode: 400 });
    });
  });

  describe('an idempotency key', () => {
    // https://docs.stripe.com/api/idempotent_requests
    it('brings the first answer again, and says so', async () => {
      const idempotencyKey = fresh('key');
      const first = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey });
      const again = await stripe.customers.create({ name: 'Ada' }, { idempotencyKey });
      expect(again.id).toBe(first.id);
      expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
      expect(again.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
    });

    // https://docs.stripe.com/api/idempotent_requests
    it('with other parameters is refused', async () => {
      const idempotencyKey = fresh('key');
      await stripe.customers.create({ name: 'Ada' }, { idempotencyKey });
      const failure = await failureOf(stripe.customers.create({ name: 'Eve' }, { idempotencyKey }));
      expect(failure).toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' });
    });

    // https://docs.stripe.com/api/idempotent_requests
    it('keeps a failure of what had begun, also when it would succeed by now', async () => {
      const idempotencyKey = fresh('key');
      const id = fresh('prod').replace('-', '_');
      const create = () =>
        stripe.prices.create({ product: id, currency: 'usd', unit_amount: 1 }, { idempotencyKey });
      const first = await failureOf(create());
      expect(first).toMatchObject({ statusCode: 400, code: 'resource_missing' });
      await stripe.products.create({ id, name: 'late' });
      const again = await failureOf(create());
      expect(again).toMatchObject({ statusCode: 400, code: 'resource_missing' });
      expect(again.headers?.['idempotent-replayed']).toBe('true');
    });

    // https://docs.stripe.com/api/idempotent_requests
    it('does not keep a refusal of parameters: nothing had begun', async () => {
      const idempotencyKey = fresh('key');
      const wrong = stripe.customers.create({ nmae: 'Ada' } as object, { idempotencyKey });
      expect(await failureOf(wrong)).toMatchObject({ statusCode: 400 });
      await stripe.customers.create({ name: 'Ada' }, { idempotencyKey });
    });

    // https://docs.stripe.com/api/idempotent_requests
    it('sent at once by many makes one object', async () => {
      const idempotencyKey = fresh('key');
      const email = `${fresh('many')}@example.com`;
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, () => stripe.customers.create({ email }, { idempotencyKey })),
      );
      const refused = results.flatMap((result) =>
        result.status === 'rejected'
          ? [(result.reason as Stripe.errors.StripeError).statusCode]
          : [],
      );
      expect(refused.filter((status) => status !== 409)).toEqual([]);
      expect((await stripe.customers.list({ email })).data).toHaveLength(1);
    });
  });
}
