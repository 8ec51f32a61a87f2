import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf, fresh } from '../../contract/stripe/target.js';
import { until } from '../../support/product/launcher.js';
import { WebhookReceiver } from '../../support/stripe/receiver.js';
import { startSandbox, type SandboxHarness } from '../../support/stripe/sandbox.js';

describe('the control plane of the Stripe sandbox', () => {
  let receiver: WebhookReceiver;
  let harness: SandboxHarness;
  let stripe: Stripe;
  beforeAll(async () => {
    receiver = await WebhookReceiver.start();
    harness = await startSandbox({ webhook: receiver });
    stripe = harness.client();
  });
  afterAll(async () => {
    await harness.close();
    await receiver.stop();
  });
  beforeEach(async () => {
    await harness.control('DELETE', 'delivery');
    await harness.control('POST', 'delivery/settle');
    receiver.events.length = 0;
  });

  it('is for nobody without its token', async () => {
    const answer = await fetch(`${harness.sandbox.url}/_sandbox/clock`);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toMatchObject({ error: { message: expect.any(String) } });
  });

  it('says what is wrong with what it is told', async () => {
    await expect(harness.control('POST', 'faults', { kind: 'odd' })).rejects.toThrow('kind');
    await expect(harness.control('POST', 'disputes/du_none', { step: 'win' })).rejects.toThrow(
      '404',
    );
  });

  it('takes a call without a body, also from a client that names the type of one', async () => {
    expect(await harness.control('DELETE', 'faults')).toEqual({ left: [] });
    await expect(harness.control('POST', 'faults')).rejects.toThrow('400');
  });

  describe('makes a call fail', () => {
    const route = 'POST /v1/customers';
    const plan = (kind: string, more: object = {}) =>
      harness.control('POST', 'faults', { kind, route, ...more });
    const count = async (email: string) => (await stripe.customers.list({ email })).data.length;

    // https://docs.stripe.com/api/errors
    it.each([
      ['429', { statusCode: 429, type: 'StripeRateLimitError' }],
      ['lock_timeout', { statusCode: 429, code: 'lock_timeout' }],
      ['close_before', { type: 'StripeConnectionError' }],
    ])('with %s: nothing was done, and the same key does it', async (kind, expected) => {
      const email = `${fresh('fault')}@example.com`;
      const options = { idempotencyKey: email };
      // A closed connection is tried once more by the SDK itself.
      await plan(kind, { times: kind === 'close_before' ? 2 : 1 });
      const failed = stripe.customers.create({ email }, options);
      expect(await failureOf(failed)).toMatchObject(expected);
      expect(await count(email)).toBe(0);
      await stripe.customers.create({ email }, options);
      expect(await count(email)).toBe(1);
    });

    it('with 500, which its key brings again: only a new key does it', async () => {
      const email = `${fresh('fault')}@example.com`;
      const options = { idempotencyKey: email };
      await plan('500');
      for (let i = 0; i < 2; i += 1) {
        const failure = await failureOf(stripe.customers.create({ email }, options));
        expect(failure).toMatchObject({ statusCode: 500, type: 'StripeAPIError' });
      }
      expect(await count(email)).toBe(0);
      await stripe.customers.create({ email }, { idempotencyKey: fresh('key') });
      expect(await count(email)).toBe(1);
    });

    it('by closing after it was done: the same key finds it done', async () => {
      const email = `${fresh('fault')}@example.com`;
      await plan('close_after', { times: 2 });
      const options = { idempotencyKey: email };
      const lost = await failureOf(stripe.customers.create({ email }, options));
      expect(lost).toMatchObject({ type: 'StripeConnectionError' });
      expect(await count(email)).toBe(1);
      const found = await stripe.customers.create({ email }, options);
      expect(found.lastResponse.headers['idempotent-replayed']).toBe('true');
      expect(await count(email)).toBe(1);
    });

    it('later than the call before, on the route that is named alone', async () => {
      await plan('429', { after: 1 });
      await stripe.products.create({ name: 'another route' });
      await stripe.customers.create();
      expect(await failureOf(stripe.customers.create())).toMatchObject({ statusCode: 429 });
      await stripe.customers.create();
    });

    it('by answering late, so that its key is in use meanwhile', async () => {
      await plan('slow', { ms: 3_000 });
      const options = { idempotencyKey: fresh('slow') };
      const slow = stripe.customers.create({}, options);
      const left = async () => (await harness.control<{ left: [] }>('GET', 'faults')).left;
      await until(async () => (await left()).length === 0, 10_000);
      const early = await failureOf(stripe.customers.create({}, options));
      expect(early).toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
      const { id } = await slow;
      expect((await stripe.customers.create({}, options)).id).toBe(id);
    });
  });

  describe('disturbs webhooks', () => {
    const rules = (body: object) => harness.control('PATCH', 'delivery', body);
    const settle = () => harness.control('POST', 'delivery/settle');
    const names = () =>
      receiver.events.map(({ data: { object } }) => ('name' in object ? object.name : undefined));

    it('holds them, and sends the newest first', async () => {
      await rules({ held: true, reversed: true });
      for (const name of ['first', 'second', 'third']) await stripe.customers.create({ name });
      await settle();
      expect(names()).toEqual([]);
      await rules({ held: false });
      await settle();
      expect(names()).toEqual(['third', 'second', 'first']);
    });

    it('sends them more than once, or never', async () => {
      await rules({ copies: 3, dropNext: 1 });
      await stripe.customers.create({ name: 'lost' });
      await settle();
      await stripe.customers.create({ name: 'thrice' });
      await settle();
      expect(names()).toEqual(['thrice', 'thrice', 'thrice']);
      // What was lost is still there to be listed.
      const { data } = await stripe.events.list({ type: 'customer.created', limit: 2 });
      expect(data.map(({ pending_webhooks: pending }) => pending)).toEqual([0, 0]);
    });

    it('sends them with another version', async () => {
      await rules({ apiVersion: '2020-08-27' });
      await stripe.customers.create();
      await settle();
      expect(receiver.events.map(({ api_version: version }) => version)).toEqual(['2020-08-27']);
    });
  });

  describe('keeps the time', () => {
    it('that steps from one instant to the next at which something is due', async () => {
      const { expires_at: expires, id } = await stripe.checkout.sessions.create({
        mode: 'payment',
        success_url: 'https://example.com',
        line_items: [
          {
            quantity: 1,
            price_data: { currency: 'usd', unit_amount: 500, product_data: { name: 'Pack' } },
          },
        ],
      });
      expect(await harness.control('GET', 'clock')).toMatchObject({ next_due: expires });
      await harness.pass(25 * 3_600);
      const { data } = await stripe.events.list({ type: 'checkout.session.expired' });
      expect(data[0]).toMatchObject({ created: expires, data: { object: { id } } });
      expect(receiver.types).toContain('checkout.session.expired');
      const { created } = await stripe.customers.create();
      expect(created).toBeGreaterThanOrEqual(expires + 3_600);
      await harness.restart();
      stripe = harness.client();
      expect((await stripe.customers.create()).created).toBeGreaterThanOrEqual(created);
    });
  });

  it('changes what Stripe would never change, so that it can be noticed', async () => {
    const { id } = await stripe.customers.create({ name: 'Ada' });
    await harness.control('PATCH', `objects/${id}`, { name: 'Eve' });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ name: 'Eve' });
  });
});
