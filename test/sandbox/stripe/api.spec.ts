import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { failureOf } from '../../contract/stripe/target.js';
import { until } from '../../support/product/launcher.js';
import { WebhookReceiver } from '../../support/stripe/receiver.js';
import { startSandbox, type SandboxHarness } from '../../support/stripe/sandbox.js';

describe('the Stripe sandbox', () => {
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

  it('says in words what it does not have, and never answers by guess', async () => {
    const without = (message: string) => ({
      statusCode: 501,
      message: `the sandbox has no ${message}`,
    });
    expect(await failureOf(stripe.coupons.list())).toMatchObject(without('GET /v1/coupons'));
    const shipped = stripe.customers.create({ shipping: { name: 'Ada', address: {} } });
    expect(await failureOf(shipped)).toMatchObject(without('parameter shipping'));
    const old = stripe.customers.list({}, { apiVersion: '2020-08-27' });
    expect((await failureOf(old)).message).toContain('API version 2020-08-27');
  });

  it('asks for its key', async () => {
    const other = harness.client({ apiKey: 'sk_test_another' });
    expect(await failureOf(other.customers.list())).toMatchObject({
      statusCode: 401,
      type: 'StripeAuthenticationError',
    });
    const answer = await fetch(`${harness.sandbox.url}/v1/customers`);
    expect(answer.status).toBe(401);
    expect(await answer.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
  });

  it('refuses in its own shape what is no form, and what is too long', async () => {
    const send = async (type: string, body: string) => {
      const answer = await fetch(`${harness.sandbox.url}/v1/customers`, {
        method: 'POST',
        headers: { authorization: `Bearer ${harness.apiKey}`, 'content-type': type },
        body,
      });
      const { error } = (await answer.json()) as { error: { type: string } };
      return [answer.status, error.type];
    };
    const form = 'application/x-www-form-urlencoded';
    expect(await send('application/json', '{"name":"Ada"}')).toEqual([
      400,
      'invalid_request_error',
    ]);
    expect(await send('application/json', '{')).toEqual([400, 'invalid_request_error']);
    expect(await send('text/plain', 'name=Ada')).toEqual([415, 'invalid_request_error']);
    expect(await send(form, 'x'.repeat(2_000_000))).toEqual([413, 'invalid_request_error']);
    expect(await send(form, `a${'[b]'.repeat(40)}=1`)).toEqual([400, 'invalid_request_error']);
    expect(await send(form, 'name=%00')).toEqual([400, 'invalid_request_error']);
  });

  it('sends each event signed, until it is taken', async () => {
    receiver.answers.push(500, 503);
    const { id } = await stripe.customers.create({ name: 'Ada' });
    await until(() => receiver.types.includes('customer.created'), 10_000);
    const [event] = receiver.events;
    expect(event).toMatchObject({ api_version: '2026-10-28.endive', data: { object: { id } } });
    const waiting = async () => (await stripe.events.retrieve(event?.id ?? '')).pending_webhooks;
    await until(async () => (await waiting()) === 0, 10_000);
  });

  it('keeps objects, keys and what was not yet sent over a restart', async () => {
    // Rules of the control plane end with the process.
    await harness.control('PATCH', 'delivery', { held: true });
    const key = { idempotencyKey: 'kept' };
    const { id } = await stripe.customers.create({ name: 'Eve' }, key);
    await harness.restart();
    // Before any request, which would have it sent, too.
    const isTold = () =>
      receiver.events.some(({ data: { object } }) => 'id' in object && object.id === id);
    await until(isTold, 10_000);
    expect((await stripe.customers.create({ name: 'Eve' }, key)).id).toBe(id);
    expect(await stripe.customers.retrieve(id)).toMatchObject({ name: 'Eve' });
  });

  it('has one endpoint from the start, however often its address changes', async () => {
    const { secret } = receiver;
    const urls = async () => (await stripe.webhookEndpoints.list()).data.map(({ url }) => url);
    await harness.hookTo({ url: 'http://127.0.0.1:9/elsewhere', secret });
    expect(await urls()).toEqual(['http://127.0.0.1:9/elsewhere']);
    await harness.hookTo(receiver);
    expect(await urls()).toEqual([receiver.url]);
  });
});
