import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { deliverWebhook } from '../../../api/webhook-endpoints/deliver.js';
import { sweepWebhooks } from '../../../api/webhook-endpoints/sweep.js';
import { storeMessage } from '../../../api/webhook-endpoints/deliveries.js';
import { ping as pingMessage } from '../../../api/webhook-endpoints/messages.js';
import { createPool, inTransaction } from '../../../platform/database.js';
import { newKey, startProduct, type TestProduct } from '../../support/app.js';
import {
  answering,
  eventually,
  isSigned,
  startReceiver,
  type Receiver,
} from '../../support/receiver.js';
import { IMPATIENT, startWebhookWorker, type WebhookWorker } from '../../support/webhook-worker.js';

let product: TestProduct;
let worker: WebhookWorker;
const receivers: Receiver[] = [];
beforeAll(async () => {
  product = await startProduct();
  worker = await startWebhookWorker(product.world, product.databaseUrl);
});
afterAll(async () => {
  await worker?.close();
  await product?.close();
});

interface Endpoint {
  readonly id: string;
  readonly secret: string;
  readonly path: string;
  readonly receiver: Receiver;
}
const endpoints: Endpoint[] = [];
afterEach(async () => {
  for (const { path } of endpoints.splice(0)) await product.delete(path);
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function register(events: string[] | null = null): Promise<Endpoint> {
  const receiver = await startReceiver();
  receivers.push(receiver);
  const made = await product.post('/v1/webhook-endpoints').send({ url: receiver.url, events });
  const { id, secret } = made.body;
  const endpoint = { id, secret, path: `/v1/webhook-endpoints/${id}`, receiver };
  endpoints.push(endpoint);
  return endpoint;
}

/** Sends a ping; gives the id of its delivery. */
const ping = async ({ path }: Endpoint): Promise<string> =>
  (await product.post(`${path}/test`).expect(202)).body.id;
const deliveryOf = async ({ path }: Endpoint, id: string) =>
  (await product.get(`${path}/deliveries/${id}`).expect(200)).body;
const until = (endpoint: Endpoint, id: string, state: string) =>
  eventually(`delivery ${state}`, async () => {
    const delivery = await deliveryOf(endpoint, id);
    return delivery.state === state ? delivery : undefined;
  });
/** What is left when a process ends between storing a delivery and adding its job; gives its id. */
async function storedPing({ id }: Endpoint): Promise<string> {
  const now = product.world.clock.now();
  const message = pingMessage(id, newKey(), now);
  const [due] = await inTransaction(product.world.pool, (client) =>
    storeMessage(client, message, { only: id }, now),
  );
  return due?.id ?? '';
}
const advance = (hours: number) =>
  product
    .post('/v1/test-clock/advance')
    .send({ by: hours * 3_600 })
    .expect(200);

async function open(account_id: string): Promise<void> {
  const person = { account_id, name: 'Acme', email: 'ops@acme.example' };
  await product.post('/v1/accounts').set('idempotency-key', newKey()).send(person).expect(201);
}
const debit = (account: string, credits: string) =>
  product
    .post(`/v1/accounts/${account}/debits`)
    .set('idempotency-key', newKey())
    .send({ credits })
    .expect(201);
const adjust = (account: string, credits: string) =>
  product
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
    const { body } = await product.get(`${endpoint.path}/deliveries`);
    expect(body.data).toMatchObject([{ id, state: 'succeeded' }]);
  });

  it('tells of grants and of levels that are crossed, with figures and without persons', async () => {
    const { receiver } = await register();
    await open('levels');
    await debit('levels', '85');
    await debit('levels', '15');
    await adjust('levels', '200');
    await worker.react();
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
    await product
      .post('/v1/accounts/planned/plan-changes')
      .set('idempotency-key', newKey())
      .send({ plan: 'pro', when: 'now' })
      .expect(200);
    await worker.react();
    const [changed] = await receiver.until('plan.changed');
    expect(changed?.body.data).toMatchObject({ from: 'free', plan: 'pro', when: 'now' });
    expect(new Set(receiver.received.map(({ body }) => body.type))).toEqual(
      new Set(['plan.changed']),
    );
  });

  it('of one fact is one, however often the log is read', async () => {
    const { receiver } = await register(['credits.granted']);
    await open('once');
    await worker.react();
    const before = await receiver.until('credits.granted');
    await worker.react();
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
      const { body } = await product.get(`${slow.path}/deliveries?filter[state]=succeeded`);
      return body.data.length === 12 ? true : undefined;
    });
    expect(slow.receiver.received).toHaveLength(12);
  });

  it('is sent again on demand, also when it has arrived', async () => {
    const endpoint = await register();
    const id = await ping(endpoint);
    await until(endpoint, id, 'succeeded');
    const resent = await product.post(`${endpoint.path}/deliveries/${id}/resend`).expect(202);
    expect(resent.body).toMatchObject({ id, state: 'pending' });
    const [one, other] = await endpoint.receiver.until('test.ping', 2);
    expect(other?.id).toBe(one?.id);
    expect(await until(endpoint, id, 'succeeded')).toMatchObject({ attempts: 2 });
  });

  it('is signed with two secrets for a day after a rotation', async () => {
    const endpoint = await register();
    const rotated = await product.post(`${endpoint.path}/rotate-secret`).send({}).expect(200);
    const { secret } = rotated.body;
    expect(secret).not.toBe(endpoint.secret);
    await ping(endpoint);
    const [during] = await endpoint.receiver.until('test.ping');
    expect(during && isSigned(during, secret)).toBe(true);
    expect(during && isSigned(during, endpoint.secret)).toBe(true);
    await advance(24);
    await ping(endpoint);
    const [, after] = await endpoint.receiver.until('test.ping', 2);
    expect(after && isSigned(after, secret)).toBe(true);
    expect(after && isSigned(after, endpoint.secret)).toBe(false);
  });

  it('is sent again under the same id by whoever comes after a crash', async () => {
    const endpoint = await register();
    const { receiver } = endpoint;
    const pool = createPool({
      url: product.databaseUrl,
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
    await expect(deliverWebhook({ ...worker.world, pool }, job, IMPATIENT)).rejects.toThrow();
    receiver.answer = answering(200);
    await deliverWebhook(worker.world, job, IMPATIENT);
    const [one, other] = await receiver.until('test.ping', 2);
    expect(other?.id).toBe(one?.id);
    expect(await deliveryOf(endpoint, id)).toMatchObject({
      state: 'succeeded',
      attempts: 1,
    });
    // Whoever finds the job once more does nothing.
    await deliverWebhook(worker.world, job, IMPATIENT);
    expect(receiver.received).toHaveLength(2);
  });

  it('whose job was lost is found by the sweep', async () => {
    const endpoint = await register();
    await storedPing(endpoint);
    await sleep(50);
    expect(endpoint.receiver.received).toHaveLength(0);
    await advance(1);
    expect((await sweepWebhooks(worker.world)).foundDeliveries).toBeGreaterThan(0);
    await endpoint.receiver.until('test.ping');
  });

  it('is forgotten after thirty days', async () => {
    const endpoint = await register();
    const id = await ping(endpoint);
    await until(endpoint, id, 'succeeded');
    await advance(31 * 24);
    expect((await sweepWebhooks(worker.world)).forgottenMessages).toBeGreaterThan(0);
    expect((await product.get(`${endpoint.path}/deliveries/${id}`)).status).toBe(404);
  });
});

describe('an endpoint', () => {
  it('where nothing has arrived for five days is switched off, and the others are told', async () => {
    const [failing, other] = [await register(), await register()];
    failing.receiver.answer = answering(500);
    await until(failing, await ping(failing), 'failed');
    await advance(4 * 24);
    await until(failing, await ping(failing), 'failed');
    const listed = await product.get('/v1/webhook-endpoints');
    expect(listed.body.data.find(({ id }: Endpoint) => id === failing.id)).toMatchObject({
      enabled: true,
      failing_since: expect.any(String),
    });
    await advance(25);
    await until(failing, await ping(failing), 'failed');
    const off = await product.get('/v1/webhook-endpoints');
    expect(off.body.data.find(({ id }: Endpoint) => id === failing.id)).toMatchObject({
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
    await advance(6 * 24);
    endpoint.receiver.answer = answering(500);
    await until(endpoint, await ping(endpoint), 'failed');
    const { body } = await product.get('/v1/webhook-endpoints');
    expect(body.data.find(({ id }: Endpoint) => id === endpoint.id)).toMatchObject({
      enabled: true,
    });
  });

  it('has not failed yet when it is somewhere else', async () => {
    const endpoint = await register();
    endpoint.receiver.answer = answering(500);
    await until(endpoint, await ping(endpoint), 'failed');
    const same = await product.put(endpoint.path).send({ url: endpoint.receiver.url }).expect(200);
    expect(same.body.failing_since).toEqual(expect.any(String));
    const moved = { url: `${endpoint.receiver.url}/2` };
    const { body } = await product.put(endpoint.path).send(moved).expect(200);
    expect(body).toMatchObject({ ...moved, failing_since: null });
  });

  it('that says it is gone is switched off at once, until it is put on again', async () => {
    const endpoint = await register();
    endpoint.receiver.answer = answering(410);
    const id = await ping(endpoint);
    expect(await until(endpoint, id, 'failed')).toMatchObject({ attempts: 1, last_status: 410 });
    const refused = await product.post(`${endpoint.path}/deliveries/${id}/resend`);
    expect(refused.body.code).toBe('webhook_endpoint_off');
    const on = await product.put(endpoint.path).send({ enabled: true }).expect(200);
    expect(on.body).toMatchObject({ enabled: true, disabled_reason: null, failing_since: null });
    endpoint.receiver.answer = answering(200);
    await product.post(`${endpoint.path}/deliveries/${id}/resend`).expect(202);
    expect(await until(endpoint, id, 'succeeded')).toMatchObject({ attempts: 2 });
  });
});
