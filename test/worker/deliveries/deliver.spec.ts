import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { deliverWebhook } from '../../../worker/deliveries/deliver.js';
import { findLostDeliveries, forgetMessages } from '../../../worker/deliveries/lost-deliveries.js';
import { storeMessages } from '../../../api/webhook-sending/outbox.js';
import { ping as pingMessage } from '../../../api/webhook-sending/messages.js';
import { createPool, inTransaction } from '../../../platform/database/database.js';
import { newKey } from '../../support/product/app.js';
import { answering, eventually, isSigned, type Receiver } from '../../support/product/receiver.js';
import { IMPATIENT } from '../../support/product/webhook-worker.js';
import { WebhookHarness, type Endpoint } from '../../support/product/webhook-harness.js';
import { deliveryListRules } from './delivery-list.js';

let web: WebhookHarness;
beforeAll(async () => {
  web = await WebhookHarness.start();
});
afterEach(() => web?.clear());
afterAll(() => web?.close());

const register = (events?: string[]) => web.register(events);
const ping = (endpoint: Endpoint) => web.ping(endpoint);
const until = (endpoint: Endpoint, id: string, state: string) => web.until(endpoint, id, state);

/** What is left when a process ends between storing a delivery and adding its job; gives its id. */
async function storedPing({ id }: Endpoint): Promise<string> {
  const now = web.product.harness.clock.now();
  const message = pingMessage(id, newKey(), now);
  const [due] = await inTransaction(web.product.harness.pool, (client) =>
    storeMessages(client, [message], { only: id }, now),
  );
  return due?.id ?? '';
}

async function open(account_id: string): Promise<void> {
  const person = { account_id, name: 'Acme', email: 'ops@acme.example' };
  await web.product.post('/v1/accounts').set('idempotency-key', newKey()).send(person).expect(201);
}
const debit = (account: string, credits: string) =>
  web.product
    .post(`/v1/accounts/${account}/debits`)
    .set('idempotency-key', newKey())
    .send({ credits })
    .expect(201);
const adjust = (account: string, credits: string) =>
  web.product
    .post(`/v1/accounts/${account}/adjustments`)
    .set('idempotency-key', newKey())
    .send({ credits, reason_code: 'goodwill', note: 'a secret note' })
    .expect(201);

describe('a webhook', () => {
  it('arrives signed, and its log says so', async () => {
    const endpoint = await register();
    const id = await ping(endpoint);
    const [received] = await endpoint.receiver.until('test.ping');
    expect(received && isSigned(received, endpoint.secret)).toBe(true);
    expect(received?.headers).toMatchObject({ 'content-type': 'application/json' });
    const delivery = await until(endpoint, id, 'succeeded');
    expect(delivery).toMatchObject({
      webhook_id: received?.id,
      type: 'test.ping',
      attempts: 1,
      last_status: 200,
      next_attempt_at: null,
      body: received?.body,
      log: [{ attempt: 1, status: 200, error: null, answer: 'status 200' }],
    });
    const { body } = await web.product.get(`${endpoint.path}/deliveries`);
    expect(body.data).toMatchObject([{ id, state: 'succeeded' }]);
  });

  it('tells of grants and of levels that are crossed, with figures and without persons', async () => {
    const { receiver } = await register();
    await open('levels');
    await debit('levels', '85');
    await debit('levels', '15');
    await adjust('levels', '200');
    await web.worker.react();
    const [low] = await receiver.until('credits.balance.low');
    const [depleted] = await receiver.until('credits.balance.depleted');
    const [recovered] = await receiver.until('credits.balance.recovered');
    const granted = await receiver.until('credits.granted', 2);
    expect(low?.body.data).toMatchObject({
      account_id: 'levels',
      level: 'low',
      from_level: 'ok',
      percent_left: 15,
      balance: { available: '15', held: '0', debt: '0' },
      event_id: expect.any(String),
      position: expect.stringMatching(/^\d{20}$/),
      occurred_at: expect.any(String),
      recorded_at: expect.any(String),
    });
    expect(depleted?.body.data).toMatchObject({ level: 'empty', percent_left: 0 });
    expect(recovered?.body.data).toMatchObject({ level: 'ok', from_level: 'empty' });
    const grants = granted.map(({ body }) => [body.data['source'], body.data['credits']]);
    expect(grants.sort()).toEqual([
      ['adjustment', '200'],
      ['plan', '100'],
    ]);
    const said = receiver.received.map(({ text }) => text).join();
    expect(said).not.toMatch(/Acme|acme\.example|secret note/);
  });

  it('tells of a plan that changed', async () => {
    const { receiver } = await register(['plan.changed']);
    await open('planned');
    await web.product
      .post('/v1/accounts/planned/plan-changes')
      .set('idempotency-key', newKey())
      .send({ plan: 'pro', when: 'now' })
      .expect(200);
    await web.worker.react();
    const [changed] = await receiver.until('plan.changed');
    expect(changed?.body.data).toMatchObject({ from: 'free', plan: 'pro', when: 'now' });
    const types = new Set(receiver.received.map(({ body }) => body.type));
    expect(types).toEqual(new Set(['plan.changed']));
  });

  it('of one fact is one, however often the log is read', async () => {
    const { receiver } = await register(['credits.granted']);
    await open('once');
    await web.worker.react();
    const before = await receiver.until('credits.granted');
    await web.worker.react();
    await sleep(200);
    const ids = receiver.received.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThanOrEqual(before.length);
  });

  it('is sent again until it is taken, under the same id', async () => {
    const endpoint = await register();
    const { receiver } = endpoint;
    receiver.answer = (received, response) =>
      answering(receiver.received.length <= 3 ? 500 : 200)(received, response);
    const id = await ping(endpoint);
    const delivery = await until(endpoint, id, 'succeeded');
    expect(delivery.log.map(({ status }: { status: number }) => status)).toEqual([
      500, 500, 500, 200,
    ]);
    expect(new Set(receiver.received.map((each) => each.id)).size).toBe(1);
    expect(receiver.received.every((each) => isSigned(each, endpoint.secret))).toBe(true);
  });

  it.each<[string, Receiver['answer'], object]>([
    ['that nobody answers', () => undefined, { status: null, error: 'no answer within 0.3 s' }],
    ['that is hung up on', (_, response) => void response.destroy(), { status: null }],
    ['that is redirected', answering(302, { location: '/elsewhere' }), { status: 302 }],
    ['that is refused', answering(400), { status: 400 }],
  ])('%s has failed, and says how', async (_, answer, expected) => {
    const endpoint = await register();
    endpoint.receiver.answer = answer;
    const id = await ping(endpoint);
    const delivery = await until(endpoint, id, 'failed');
    expect(delivery.attempts).toBe(IMPATIENT.schedule.maxAttempts);
    expect(delivery.log[0]).toMatchObject(expected);
    expect(endpoint.receiver.received.every(({ path }) => path === '/hooks')).toBe(true);
  });

  it('has arrived once the status is 2xx, whatever becomes of the rest of the answer', async () => {
    const endpoint = await register();
    endpoint.receiver.answer = (_, response) => {
      response.writeHead(200).write('x'.repeat(5_000));
    };
    const id = await ping(endpoint);
    const delivery = await until(endpoint, id, 'succeeded');
    expect(delivery.log).toMatchObject([{ status: 200, answer: 'x'.repeat(1_024) }]);
  });

  it('does not wait for a slow endpoint of somebody else', async () => {
    const [slow, quick] = [await register(), await register()];
    let [open, mostOpen] = [0, 0];
    slow.receiver.answer = async (received, response) => {
      mostOpen = Math.max(mostOpen, ++open);
      await sleep(150);
      open -= 1;
      await answering(200)(received, response);
    };
    for (let i = 0; i < 12; i++) await ping(slow);
    for (let i = 0; i < 12; i++) await ping(quick);
    await quick.receiver.until('test.ping', 12);
    await slow.receiver.until('test.ping', 12);
    expect(mostOpen).toBeLessThanOrEqual(4);
    await eventually('all deliveries', async () => {
      const { body } = await web.product.get(`${slow.path}/deliveries?filter[state]=succeeded`);
      return body.data.length === 12 ? true : undefined;
    });
    expect(slow.receiver.received).toHaveLength(12);
  });

  it('is sent again on demand, also when it has arrived', async () => {
    const endpoint = await register();
    const id = await ping(endpoint);
    await until(endpoint, id, 'succeeded');
    const resent = await web.product.post(`${endpoint.path}/deliveries/${id}/resend`).expect(202);
    expect(resent.body).toMatchObject({ id, state: 'pending' });
    const [one, other] = await endpoint.receiver.until('test.ping', 2);
    expect(other?.id).toBe(one?.id);
    expect(await until(endpoint, id, 'succeeded')).toMatchObject({ attempts: 2 });
  });

  it('is signed with two secrets for a day after a rotation', async () => {
    const endpoint = await register();
    const rotated = await web.product.post(`${endpoint.path}/rotate-secret`).send({}).expect(200);
    const { secret } = rotated.body;
    expect(secret).not.toBe(endpoint.secret);
    await ping(endpoint);
    const [during] = await endpoint.receiver.until('test.ping');
    expect(during && isSigned(during, secret)).toBe(true);
    expect(during && isSigned(during, endpoint.secret)).toBe(true);
    await web.advance(24);
    await ping(endpoint);
    const [, after] = await endpoint.receiver.until('test.ping', 2);
    expect(after && isSigned(after, secret)).toBe(true);
    expect(after && isSigned(after, endpoint.secret)).toBe(false);
  });

  it('is signed with a secret that cannot be read in the database', async () => {
    const endpoint = await register();
    const { pool } = web.product.harness;
    const stored = async () => {
      const { rows } = await pool.query('SELECT * FROM app.webhook_endpoints WHERE id = $1', [
        endpoint.id,
      ]);
      return JSON.stringify(rows);
    };
    expect(await stored()).not.toContain('whsec_');
    // As versions before kept it: the next process that starts seals it.
    await pool.query(
      'UPDATE app.webhook_endpoints SET secret = $2, previous_secret = $2 WHERE id = $1',
      [endpoint.id, endpoint.secret],
    );
    await (await web.product.another()).close();
    expect(await stored()).not.toContain('whsec_');
    await ping(endpoint);
    const [received] = await endpoint.receiver.until('test.ping');
    expect(received && isSigned(received, endpoint.secret)).toBe(true);
  });

  it('is sent again under the same id by whoever comes after a crash', async () => {
    const endpoint = await register();
    const { receiver } = endpoint;
    const pool = createPool({
      url: web.product.databaseUrl,
      application: 'crashes',
      maxConnections: 1,
      statementTimeoutMs: 0,
    });
    const id = await storedPing(endpoint);
    const job = { delivery_id: id, round: 1, attempt: 1, waits: 0 };
    receiver.answer = async (received, response) => {
      await pool.end();
      void answering(200)(received, response);
    };
    // It was sent, and nobody wrote that down.
    await expect(deliverWebhook({ ...web.worker.harness, pool }, job, IMPATIENT)).rejects.toThrow();
    receiver.answer = answering(200);
    // Nobody begins while it may still be under way; then somebody does.
    await deliverWebhook(web.worker.harness, job, IMPATIENT);
    expect(receiver.received).toHaveLength(1);
    await web.product.harness.pool.query(
      'UPDATE app.webhook_deliveries SET busy_until = clock_timestamp() WHERE id = $1',
      [id],
    );
    await deliverWebhook(web.worker.harness, job, IMPATIENT);
    const [one, other] = await receiver.until('test.ping', 2);
    expect(other?.id).toBe(one?.id);
    expect(await web.deliveryOf(endpoint, id)).toMatchObject({
      state: 'succeeded',
      attempts: 1,
    });
    // Whoever finds the job once more does nothing.
    await deliverWebhook(web.worker.harness, job, IMPATIENT);
    expect(receiver.received).toHaveLength(2);
  });

  it('whose job was lost is found by the sweep', async () => {
    const endpoint = await register();
    await storedPing(endpoint);
    await sleep(50);
    expect(endpoint.receiver.received).toHaveLength(0);
    await web.advance(1);
    expect(await findLostDeliveries(web.worker.harness)).toBeGreaterThan(0);
    await endpoint.receiver.until('test.ping');
  });

  it('is forgotten after thirty days', async () => {
    const endpoint = await register();
    const id = await ping(endpoint);
    await until(endpoint, id, 'succeeded');
    await web.advance(31 * 24);
    expect(await forgetMessages(web.worker.harness)).toBeGreaterThan(0);
    expect((await web.product.get(`${endpoint.path}/deliveries/${id}`)).status).toBe(404);
  });
});

deliveryListRules(() => web);
