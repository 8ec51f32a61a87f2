import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '../../../worker/worker.js';
import { newKey, startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';
import { backends, RedisServer, type QueueServer } from '../../support/stores/queues.js';
import {
  answering,
  eventually,
  isSigned,
  startReceiver,
  type Receiver,
} from '../../support/product/receiver.js';

const MESSAGES = 12;
/** Until a delivery counts as late, the sweeps are planned again, and attempts are repeated. */
const PATIENCE_MS = 90_000;

describe.each(backends())('the worker on $name', (backend) => {
  let server: QueueServer;
  let product: TestProduct;
  let working: TestApi;
  let receiver: Receiver;
  beforeAll(async () => {
    server = await backend.start();
    product = await startProduct(server.environment);
    receiver = await startReceiver();
    working = await product.another({}, 'worker');
    working.app.get(Worker).start();
    // What happened before anybody ever listened is not told.
    await eventually('somebody who listens', async () => {
      const { rows } = await product.harness.pool.query('SELECT FROM app.reaction_checkpoint');
      return rows[0];
    });
  });
  afterAll(async () => {
    await working?.app.get(Worker).stop(1_000);
    await product?.close();
    await server?.stop();
    await receiver?.close();
  });

  it('sends what stands in the log from now on, signed', async () => {
    const finished = await product.post('/v1/webhook-endpoints').send({ url: receiver.url });
    await product.post(`/v1/webhook-endpoints/${finished.body.id}/test`).expect(202);
    await receiver.until('test.ping');
    await product
      .post('/v1/accounts')
      .set('idempotency-key', newKey())
      .send({ account_id: 'acme', name: 'Acme', email: 'ops@acme.example' })
      .expect(201);
    const [granted] = await receiver.until('credits.granted');
    expect(granted?.body.data).toMatchObject({ account_id: 'acme', source: 'plan' });
    expect(granted && isSigned(granted, finished.body.secret)).toBe(true);
  });

  it('tells of a lot that ends soon', async () => {
    const now = product.harness.clock.now();
    const expires_at = new Date(now + 20 * 86_400_000).toISOString();
    await product
      .post('/v1/accounts/acme/adjustments')
      .set('idempotency-key', newKey())
      .send({ credits: '12.5', reason_code: 'goodwill', note: 'thanks', expires_at })
      .expect(201);
    await product
      .post('/v1/test-clock/advance')
      .send({ by: 14 * 86_400 })
      .expect(200);
    const [expiring] = await receiver.until('credits.lot.expiring');
    expect(expiring?.body.data).toMatchObject({ account_id: 'acme', credits: '12.5', days: 7 });
  });

  if (backend.name !== 'Redis') return;

  const redis = (): RedisServer => {
    if (!(server instanceof RedisServer)) throw new Error('expected a Redis');
    return server;
  };
  /** Accounts are opened, of each of which one webhook tells, and the receiver takes none. */
  const fillQueue = async (prefix: string) => {
    receiver.answer = answering(503);
    const before = receiver.received.length;
    for (let i = 0; i < MESSAGES; i += 1) {
      await product
        .post('/v1/accounts')
        .set('idempotency-key', newKey())
        .send({ account_id: `${prefix}-${i}`, name: 'Acme', email: 'ops@acme.example' })
        .expect(201);
    }
    const isAttempted = () => (receiver.received.length > before ? true : undefined);
    await eventually('a first attempt', () => Promise.resolve(isAttempted()));
  };
  const expectAllTaken = async (prefix: string) => {
    const taken = new Set<string>();
    receiver.answer = (received, response) => {
      taken.add(received.id);
      return answering(200)(received, response);
    };
    const ids = await eventually('all messages', async () => {
      const { rows } = await product.harness.pool.query<{ id: string }>(
        'SELECT id FROM app.webhook_messages WHERE starts_with(account_id, $1)',
        [prefix],
      );
      return rows.length >= MESSAGES ? rows.map(({ id }) => id) : undefined;
    });
    // Deliveries whose jobs Redis forgot count as lost now, rather than in 20 s.
    await product.post('/v1/test-clock/advance').send({ by: 30 }).expect(200);
    const areTaken = () => (ids.every((id) => taken.has(id)) ? true : undefined);
    await eventually('every message', () => Promise.resolve(areTaken()), PATIENCE_MS);
    // Attempts before and after have the same id: the receiver can tell a repetition.
    const seen = receiver.received.filter(({ body }) =>
      String(body.data['account_id']).startsWith(prefix),
    );
    expect(new Set(seen.map(({ id }) => id))).toEqual(new Set(ids));
  };

  it('sends everything that is due although Redis is killed and forgets all since its dump', async () => {
    await redis().tell('save');
    await fillQueue('killed');
    await redis().killAndRestart();
    await expectAllTaken('killed');
  });

  it('sends everything that is due although Redis is emptied', async () => {
    await fillQueue('emptied');
    await redis().tell('flushall');
    await expectAllTaken('emptied');
  });
});
