import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Lifecycle } from '../../../api/ops/lifecycle.js';
import supertest from 'supertest';
import {
  newKey,
  startProduct,
  TEST_KEY,
  type TestApi,
  type TestProduct,
} from '../../support/product/app.js';
import {
  openStream,
  type EventStream,
  type SentEvent,
} from '../../support/product/event-stream.js';
import { until } from '../../support/product/projections.js';

let product: TestProduct;
let accounts = 0;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const newAccount = async (): Promise<string> => {
  const account_id = `acc-${(accounts += 1)}`;
  const body = { account_id, name: 'Acme', email: 'ops@example.com' };
  await product.post('/v1/accounts').set('idempotency-key', newKey()).send(body).expect(201);
  return account_id;
};
const debit = async (account: string, credits = '1'): Promise<string> => {
  const asked = product.post(`/v1/accounts/${account}/debits`).set('idempotency-key', newKey());
  return String((await asked.send({ credits }).expect(201)).body.position);
};
const mint = async (account: string, body: object = {}): Promise<string> => {
  const asked = product.post(`/v1/accounts/${account}/widget-tokens`).send(body);
  return String((await asked.expect(201)).body.token);
};
const watch = (account: string, more: Parameters<typeof openStream>[2] = {}, api?: TestApi) =>
  openStream(api ?? product, `/v1/accounts/${account}/balance/stream`, more);
const balanceOf = async (account: string) =>
  (await product.get(`/v1/accounts/${account}/balance`).expect(200)).body;

const isBalance = ({ event }: SentEvent) => event === 'balance';
const has =
  (available: string) =>
  ({ event, data }: SentEvent): boolean =>
    event === 'balance' && data['available'] === available;
const first = (stream: EventStream) => stream.event(isBalance, 'balance');
const endOf = async (stream: EventStream): Promise<unknown> => {
  const { data } = await stream.event(({ event }) => event === 'end', 'end');
  await stream.ended;
  return data['reason'];
};

describe('a live balance', () => {
  it('begins with the balance as a read gives it, with its position as id', async () => {
    const account = await newAccount();
    await debit(account);
    const stream = await watch(account);
    expect(stream.status).toBe(200);
    expect(stream.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
      'x-request-id': expect.any(String),
    });
    const { data, id } = await first(stream);
    const read = await balanceOf(account);
    expect({ ...data, as_of: '' }).toEqual({ ...read, as_of: '' });
    expect(id).toBe(read.position);
    expect(stream.text()).toMatch(/^retry: \d+\n\n/);
    stream.close();
  });

  it('says when its account is suspended', async () => {
    const account = await newAccount();
    const stream = await watch(account);
    expect((await first(stream)).data).toMatchObject({ status: 'open', next_expiry: null });
    const why = { reason_code: 'other', note: 'why' };
    await product.post(`/v1/accounts/${account}/suspend`).send(why).expect(200);
    await stream.event(({ data }) => data['status'] === 'suspended', 'suspension');
    stream.close();
  });

  it('shows a debit, and a crossed level with it', async () => {
    const account = await newAccount();
    const [one, other] = [await watch(account), await watch(await newAccount())];
    await debit(account, '85');
    // The two facts of one append may reach the read model one after the other.
    const isLow = (event: SentEvent) => has('15')(event) && event.data['level'] === 'low';
    const { data, id } = await one.event(isLow, 'debit');
    expect({ ...data, as_of: '' }).toEqual({ ...(await balanceOf(account)), as_of: '' });
    expect(data).toMatchObject({ level: 'low', position: id });
    await sleep(500);
    expect(other.events()).toHaveLength(1);
    one.close();
    other.close();
  });

  it('brings at most two updates a second and ends on the newest', async () => {
    const account = await newAccount();
    const beganMs = performance.now();
    const stream = await watch(account);
    await first(stream);
    for (let i = 0; i < 60; i += 1) await debit(account);
    await stream.event(has('40'), 'newest balance');
    const seconds = (performance.now() - beganMs) / 1_000;
    expect(stream.events().length).toBeLessThanOrEqual(2 * seconds + 1);
    const positions = stream.events().map(({ id }) => id);
    expect(positions).toEqual([...new Set(positions)].sort());
    stream.close();
  });

  it('goes on where the client was: nothing twice, and what it has missed at once', async () => {
    const account = await newAccount();
    const position = await debit(account);
    const read = await balanceOf(account);
    expect(read.position).toBe(position);
    const resumed = await watch(account, { headers: { 'last-event-id': position } });
    await sleep(600);
    expect(resumed.events()).toEqual([]);
    await debit(account);
    await resumed.event(has('98'), 'next balance');
    expect(resumed.events()).toHaveLength(1);
    const late = await watch(account, { headers: { 'last-event-id': position } });
    await late.event(has('98'), 'missed balance');
    const odd = await watch(account, { headers: { 'last-event-id': 'nonsense' } });
    await odd.event(has('98'), 'balance');
    for (const stream of [resumed, late, odd]) stream.close();
  });

  it('shows what time does to an account, without anybody touching it', async () => {
    const account = await newAccount();
    await debit(account, '90');
    const stream = await watch(account);
    await stream.event(has('10'), 'balance');
    await product
      .post('/v1/test-clock/advance')
      .send({ by: 32 * 86_400 })
      .expect(200);
    const { data } = await stream.event(has('100'), 'renewal');
    expect(data).toMatchObject({ level: 'ok' });
    stream.close();
  });

  it('is there for accounts that there are, and takes no parameters', async () => {
    expect((await watch('nobody')).status).toBe(404);
    const account = await newAccount();
    const path = `/v1/accounts/${account}/balance/stream`;
    const { body } = await product.get(`${path}?as_of=2026-01-01T00:00:00Z`).expect(422);
    expect(body.invalid_parameters[0].name).toBe('as_of');
  });

  it('keeps nobody waiting who only asks for its headers', async () => {
    const path = `/v1/accounts/${await newAccount()}/balance/stream`;
    const asked = supertest(product.app.getHttpServer()).head(path);
    const { headers } = await asked.set('authorization', `Bearer ${TEST_KEY}`).expect(200);
    expect(headers['content-type']).toMatch(/^text\/event-stream/);
  });

  it('is counted among the metrics, and no more when its client has gone', async () => {
    const [account, other] = [await newAccount(), await newAccount()];
    const streams = [await watch(account), await watch(account), await watch(other)];
    const open = async () => {
      const text = await product.metrics();
      return Number(/^scrip_balance_streams (\d+)$/m.exec(text)?.[1]);
    };
    await until(async () => (await open()) === 3, 'three streams');
    for (const stream of streams) stream.close();
    await until(async () => (await open()) === 0, 'stream closed');
    const text = await product.metrics();
    expect(text).toMatch(/duration_seconds_count\{.*balance\/stream",status="200"\} \d+/);
  });
});

describe('a live balance ends', () => {
  it('when its token expires', async () => {
    const account = await newAccount();
    const stream = await watch(account, { token: await mint(account) });
    await first(stream);
    await product.post('/v1/test-clock/advance').send({ by: 901 }).expect(200);
    expect(await endOf(stream)).toBe('token_expired');
  });

  it('when its token is revoked at another process', async () => {
    const account = await newAccount();
    const other = await product.another();
    const stream = await watch(account, { token: await mint(account) }, other);
    const kept = await watch(account, {}, other);
    await first(stream);
    await product.delete(`/v1/accounts/${account}/widget-tokens`).expect(204);
    expect(await endOf(stream)).toBe('token_revoked');
    await debit(account);
    await kept.event(has('99'), 'debit');
    kept.close();
    await other.close();
  });

  it('when its key is revoked', async () => {
    const account = await newAccount();
    const { id, key } = (await product.post('/v1/api-keys').send({ name: 'product' })).body;
    const stream = await watch(account, { token: key });
    await first(stream);
    await product.delete(`/v1/api-keys/${id}`).expect(204);
    expect(await endOf(stream)).toBe('key_revoked');
  });

  it('when its account is closed, after the last balance', async () => {
    const account = await newAccount();
    const stream = await watch(account);
    await debit(account);
    const reason = { reason_code: 'other', note: 'Asked by its owner' };
    await product.post(`/v1/accounts/${account}/close`).send(reason).expect(200);
    expect(await endOf(stream)).toBe('account_closed');
    const { position } = await balanceOf(account);
    expect(stream.events().findLast(isBalance)?.id).toBe(position);
  });

  it('when its process is asked to end, which does not wait for it', async () => {
    const account = await newAccount();
    const ending = await product.another();
    const streams = await Promise.all([1, 2, 3].map(() => watch(account, {}, ending)));
    ending.app.get(Lifecycle).drain();
    for (const stream of streams) expect(await endOf(stream)).toBe('shutdown');
    expect((await watch(account, {}, ending)).status).toBe(503);
    await ending.close();
  });
});

describe('live balances', () => {
  it('are bounded for each account and each process', async () => {
    const small = await product.another({ SCRIP_MAX_STREAMS: '55' });
    const [account, other] = [await newAccount(), await newAccount()];
    const open = (of: string, count: number) =>
      Promise.all(Array.from({ length: count }, () => watch(of, {}, small)));
    const streams = await open(account, 50);
    const [ofAccount] = await open(account, 1);
    expect(ofAccount?.status).toBe(429);
    expect(ofAccount?.headers['retry-after']).toBe('5');
    const rest = await open(other, 5);
    const [ofProcess] = await open(other, 1);
    expect(ofProcess?.status).toBe(503);
    expect(ofProcess?.headers['retry-after']).toBe('5');
    streams[0]?.close();
    await until(async () => {
      const [again] = await open(account, 1);
      again?.close();
      return again?.status === 200;
    }, 'room for another stream');
    for (const stream of [...streams, ...rest]) stream.close();
    await small.close();
  });
});
