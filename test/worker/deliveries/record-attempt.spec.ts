import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { recordAttempt } from '../../../worker/deliveries/record-attempt.js';
import { RETRY_POLICY } from '../../../worker/deliveries/schedule.js';
import { answering, isSigned } from '../../support/product/receiver.js';
import { WebhookHarness, type Endpoint } from '../../support/product/webhook-harness.js';

let harness: WebhookHarness;
beforeAll(async () => {
  harness = await WebhookHarness.start();
});
afterEach(() => harness?.clear());
afterAll(() => harness?.close());

const register = (events?: string[]) => harness.register(events);
const ping = (endpoint: Endpoint) => harness.ping(endpoint);
const until = (endpoint: Endpoint, id: string, state: string) => harness.until(endpoint, id, state);

describe('an endpoint', () => {
  it('where nothing has arrived for five days is disabled, and the others are told', async () => {
    const [failing, other] = [await register(), await register()];
    failing.receiver.answer = answering(500);
    await until(failing, await ping(failing), 'failed');
    await harness.advance(4 * 24);
    await until(failing, await ping(failing), 'failed');
    expect(await harness.listed(failing)).toMatchObject({
      enabled: true,
      failing_since: expect.any(String),
    });
    await harness.advance(25);
    await until(failing, await ping(failing), 'failed');
    expect(await harness.listed(failing)).toMatchObject({
      enabled: false,
      disabled_reason: 'failing',
    });
    const [notice] = await other.receiver.until('webhook.endpoint.disabled');
    expect(notice?.body.data).toMatchObject({ endpoint_id: failing.id, reason: 'failing' });
    expect(notice && isSigned(notice, other.secret)).toBe(true);
  });

  it('that has taken something in between stays on', async () => {
    const endpoint = await register();
    endpoint.receiver.answer = answering(500);
    await until(endpoint, await ping(endpoint), 'failed');
    endpoint.receiver.answer = answering(200);
    await until(endpoint, await ping(endpoint), 'succeeded');
    await harness.advance(6 * 24);
    endpoint.receiver.answer = answering(500);
    await until(endpoint, await ping(endpoint), 'failed');
    expect(await harness.listed(endpoint)).toMatchObject({ enabled: true });
  });

  it('has not failed yet when it is somewhere else', async () => {
    const endpoint = await register();
    endpoint.receiver.answer = answering(500);
    await until(endpoint, await ping(endpoint), 'failed');
    const same = await harness.product
      .put(endpoint.path)
      .send({ url: endpoint.receiver.url })
      .expect(200);
    expect(same.body.failing_since).toEqual(expect.any(String));
    const moved = { url: `${endpoint.receiver.url}/2` };
    const { body } = await harness.product.put(endpoint.path).send(moved).expect(200);
    expect(body).toMatchObject({ ...moved, failing_since: null });
  });

  it('that says it is gone is disabled at once, until it is enabled again', async () => {
    const endpoint = await register();
    endpoint.receiver.answer = answering(410);
    const id = await ping(endpoint);
    expect(await until(endpoint, id, 'failed')).toMatchObject({ attempts: 1, last_status: 410 });
    const text = await harness.product.metrics();
    expect(text).toContain('\nscrip_webhook_endpoints_disabled 1\n');
    const refused = await harness.product.post(`${endpoint.path}/deliveries/${id}/resend`);
    expect(refused.body.code).toBe('webhook_endpoint_off');
    const on = await harness.product.put(endpoint.path).send({ enabled: true }).expect(200);
    expect(on.body).toMatchObject({ enabled: true, disabled_reason: null, failing_since: null });
    endpoint.receiver.answer = answering(200);
    await harness.product.post(`${endpoint.path}/deliveries/${id}/resend`).expect(202);
    expect(await until(endpoint, id, 'succeeded')).toMatchObject({ attempts: 2 });
  });
});

describe('the log of a delivery', () => {
  it('keeps the newest hundred attempts, however often it was sent again by hand', async () => {
    const endpoint = await register();
    const deliveryId = await ping(endpoint);
    await until(endpoint, deliveryId, 'succeeded');
    const attempted = { durationMs: 1, status: 200, error: null, answer: '', retryAfterMs: null };
    const client = await harness.product.harness.pool.connect();
    try {
      for (let n = 2; n <= 105; n += 1) {
        const now = harness.product.harness.clock.now();
        const finished = { deliveryId, attempted, startedAt: now, now, policy: RETRY_POLICY };
        await recordAttempt(client, finished);
      }
    } finally {
      client.release();
    }
    const { attempts, log } = await harness.deliveryOf(endpoint, deliveryId);
    expect(attempts).toBe(105);
    expect(log.map(({ attempt }: { attempt: number }) => attempt)).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 6),
    );
  });
});
