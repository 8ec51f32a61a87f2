import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { listStories } from '../catalogue/lists.js';
import { newKey, startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';
import { purseOf } from '../../support/domain/purse.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const until = async (isSo: () => Promise<boolean>, limitMs = 15_000) => {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    if (await isSo()) return true;
    await sleep(50);
  }
  return false;
};
const readiness = async (api: TestApi) => {
  const { status, body } = await api.get('/health/ready', null);
  return { status, checks: body.checks, code: body.code };
};

describe('health', () => {
  it('is ready once the projections have caught up with the start', async () => {
    expect(await until(async () => (await readiness(product)).status === 200)).toBe(true);
    const { body } = await product.get('/health/ready', null);
    expect(body).toEqual({
      status: 'ready',
      checks: { process: 'ok', database: 'ok', event_store: 'ok', projections: 'ok' },
    });
  });

  it('says that a projection has stopped, and goes on taking requests', async () => {
    const stop = `UPDATE read.checkpoints SET state = 'stopped' WHERE projection = 'members'`;
    await product.harness.pool.query(stop);
    const { body } = await product.get('/health/ready', null).expect(200);
    await product.harness.pool.query(stop.replace('stopped', 'live'));
    expect(body).toMatchObject({
      status: 'ready',
      warnings: ['the projection members has stopped: GET /v1/ops/projections says why'],
    });
  });

  it('is live without being asked who is asking', async () => {
    expect((await product.get('/health/live', null)).body).toEqual({ status: 'live' });
  });
});

listStories(() => product);

describe('projections', () => {
  it('say how far each has come', async () => {
    const { body } = await product.get('/v1/ops/projections').expect(200);
    const names = body.data.map(({ name }: { name: string }) => name);
    expect(names).toEqual(
      expect.arrayContaining(['balances', 'catalogue', 'models', 'operations']),
    );
    for (const projection of body.data) {
      expect(projection).toMatchObject({ state: 'live', lag_seconds: 0, error: null });
    }
  });
});

describe('metrics', () => {
  it('count requests by route, and show stores and projections', async () => {
    await product.get('/v1/models/listed');
    const text = await product.metrics();
    expect(text).toMatch(
      /scrip_http_request_duration_seconds_count\{method="GET",route="\/v1\/models\/:model_id",status="200"\} \d/,
    );
    expect(text).toMatch(/scrip_event_store_cached_streams \d/);
    expect(text).toMatch(/scrip_subscription_resumptions_total \d/);
    expect(text).toMatch(/scrip_projection_up\{projection="balances"\} 1/);
    expect(text).not.toContain('test-key');
  });

  it('count the snapshots that could not be kept', async () => {
    const counted = async () =>
      /^scrip_snapshot_failures_total (\d+)$/m.exec(await product.metrics())?.[1];
    expect(await counted()).toBe('0');
    const purse = purseOf(1_000n);
    const tooLarge = {
      ...purse,
      category: 'purse',
      snapshot: {
        version: 1,
        encode: () => randomBytes(1_000_000).toString('base64'),
        decode: () => purse.initial(),
      },
    };
    const { store } = product.harness;
    const take = () => {
      const meta = { commandId: newKey(), inputHash: '', actor: 'key:test' };
      return store.execute(tooLarge, 'large', { take: 1n }, meta);
    };
    // One is due after a hundred events.
    await Promise.all(Array.from({ length: 120 }, take));
    expect(await until(async () => (await counted()) === '1')).toBe(true);
  });

  it('are not shown to callers of the API', async () => {
    await product.get('/metrics').expect(404);
  });
});

const YEAR_S = 365.25 * 86_400;

describe('the test clock', () => {
  const advance = (body: Record<string, unknown>) =>
    product.post('/v1/test-clock/advance').send(body);
  const now = () => product.harness.clock.now();

  it('goes forward by seconds and to an instant, in all processes, and keeps ticking', async () => {
    const other = await product.another();
    const before = now();
    const by = await advance({ by: 60 });
    expect(by.status).toBe(200);
    expect(Date.parse(by.body.now)).toBeGreaterThanOrEqual(before + 60_000);
    const to = new Date(now() + 86_400_000).toISOString();
    const set = await advance({ to });
    expect(Date.parse(set.body.now)).toBeGreaterThanOrEqual(Date.parse(to));
    expect(await until(async () => other.harness.clock.now() >= Date.parse(to))).toBe(true);
    await sleep(20);
    expect(now()).toBeGreaterThan(Date.parse(to) + 10);
    await other.close();
    const restarted = await product.another();
    expect(restarted.harness.clock.now()).toBeGreaterThan(Date.parse(to));
    await restarted.close();
  });

  it('never goes back', async () => {
    const answer = await advance({ to: new Date(now() - 60_000).toISOString() });
    expect(answer.status).toBe(422);
    expect(answer.body.invalid_parameters).toMatchObject([{ name: 'to' }]);
  });

  it.each([
    [{}, 'to'],
    [{ by: 1, to: '2040-01-01T00:00:00Z' }, 'to'],
    [{ by: -1 }, 'by'],
    [{ by: '60' }, 'by'],
    [{ by: 1e15 }, 'by'],
    [{ to: 'tomorrow' }, 'to'],
    [{ to: '10000-01-01T00:00:00Z' }, 'to'],
  ])('is not set by %j', async (body, field) => {
    const answer = await advance(body);
    expect(answer.status).toBe(422);
    expect(answer.body.invalid_parameters[0].name).toBe(field);
  });

  it.each([
    ['by', () => ({ by: 100.1 * YEAR_S })],
    ['to', () => ({ to: new Date(Date.now() + 101 * YEAR_S * 1_000).toISOString() })],
  ])('goes no more than 100 years ahead of real time: %s', async (name, body) => {
    const before = now();
    const answer = await advance(body());
    expect(answer.status).toBe(422);
    const reason = 'the test clock goes at most 100 years ahead of real time';
    expect(answer.body.invalid_parameters).toEqual([{ name, reason }]);
    expect(now() - before).toBeLessThan(60_000);
  });

  it('exists in the sandbox only', async () => {
    const production = await product.another({ SCRIP_MODE: 'production' });
    const answer = await production.post('/v1/test-clock/advance').send({ by: 1 });
    expect(answer.status).toBe(404);
    await production.close();
  });
});

describe('while a store is away', () => {
  it('is not ready while it takes no events, though it answers', async () => {
    const send = (path: string, body: object) =>
      product.post(path).set('idempotency-key', newKey()).send(body);
    await send('/v1/accounts', { account_id: 'full', name: 'x', email: 'a@b.example' }).expect(201);
    const debit = () => send('/v1/accounts/full/debits', { credits: '1' });
    await debit().expect(201);
    await product.stopNode();
    await debit().expect(503);
    await product.startNode();
    const checked = async () => (await readiness(product)).checks.event_store;
    expect(await until(async () => (await checked()) === 'takes no events')).toBe(true);
    await debit().expect(201);
    expect(await checked()).toBe('ok');
  });

  it('nothing is acknowledged, everything says when to come back, and all goes on after', async () => {
    const put = (name: string) =>
      product.put('/v1/models/away').set('idempotency-key', newKey()).send({ name });
    await product.stopNode();
    const answer = await put('While away');
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: 'store_unavailable' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(await readiness(product)).toMatchObject({
      status: 503,
      code: 'not_ready',
      checks: { event_store: 'no server answers (EVENTSTORE_URL)' },
    });
    await product.startNode();
    expect(await until(async () => (await put('Back')).status === 200)).toBe(true);
    const { body } = await product.get('/v1/models/away');
    expect(body.name).toBe('Back');
    expect(await until(async () => (await readiness(product)).status === 200)).toBe(true);
  });
});
