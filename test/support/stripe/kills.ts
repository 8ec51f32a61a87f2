import assert from 'node:assert/strict';
import pg from 'pg';
import { freePort } from '../../../sandbox/processes/ports.js';
import { newKey, TEST_KEY } from '../product/app.js';
import { startApiProcess, startWorker, type Process } from '../product/processes.js';
import { until } from '../product/projections.js';
import type { Shop } from './shop.js';

/** A lease of a killed process ends, and another one takes its job. */
const TAKEN_OVER_WITHIN_MS = 100_000;
const STARTS_WITHIN_MS = 60_000;
/** Longer than it takes to notice that a call was made. */
const ANSWERS_AFTER_MS = 4_000;
/** The SDK asks again after 20 s. */
const NO_ANSWER_MS = 15_000;

/** What is bought: 200 credits. */
const PACK = { pack: 'small' };

/** A kill -9 in the middle of a purchase; `run` throws unless all is well afterwards. */
export interface Kill {
  readonly name: string;
  run(shop: Shop, accountId: string): Promise<void>;
}

/** What keeps a process at one point. */
interface Barrier {
  /** Waits until the process is there. */
  reached(): Promise<void>;
  lift(): Promise<void>;
}

/** Where processes are killed; `shop` has no worker of its own. */
export const KILLS: readonly Kill[] = [
  { name: 'API before it asks for a session', run: killBuying(beforeWriting('stripe_calls')) },
  { name: 'API before it hears of the session', run: killBuying(withoutAnswer) },
  { name: 'API after it made the session', run: killBuying(afterMaking) },
  { name: 'API before the append', run: killLooking(beforeWriting('payments'), 0) },
  { name: 'API after the append', run: killLooking(beforeWriting('payment_uses'), 1) },
  { name: 'worker before it hears of the session', run: killGranting(readingWithoutAnswer, 0) },
  { name: 'worker before the append', run: killGranting(beforeWriting('payments'), 0) },
  { name: 'worker after the append', run: killGranting(beforeWriting('payment_uses'), 1) },
];

type Place = (shop: Shop, accountId: string) => Promise<Barrier>;

/** Kills an API process that begins a purchase: the same key leads to one session. */
function killBuying(place: Place) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    await shop.open(accountId);
    const api = await startApi(shop);
    const barrier = await place(shop, accountId);
    const key = newKey();
    await killAt(barrier, api.process, { asked: api.buy(accountId, key) });
    const { body: begun } = await shop.buy(accountId, PACK, key).expect(201);
    const made = await sessionsOf(shop, accountId);
    assert.deepEqual(made, [begun.checkout_url], 'one session, and it is the one answered');
    await shop.pay(begun.checkout_url);
    await expectGranted(shop, accountId);
  };
}

/** Kills an API process that finds out, at the next purchase, that the one before is paid. */
function killLooking(place: Place, appended: number) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    await shop.open(accountId);
    const api = await startApi(shop);
    const { body: begun } = await shop.buy(accountId, PACK).expect(201);
    await shop.pay(begun.checkout_url);
    const barrier = await place(shop, accountId);
    const asked = api.buy(accountId, newKey());
    await killAt(barrier, api.process, {
      asked,
      look: () => expectAppended(shop, accountId, appended),
    });
    await expectGranted(shop, accountId);
  };
}

/** Kills a worker that looks at a payment, and starts another one. */
function killGranting(place: Place, appended: number) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    await shop.open(accountId);
    const { body: begun } = await shop.buy(accountId, PACK).expect(201);
    const barrier = await place(shop, accountId);
    const worker = startWorker(shop.product, shop.environment);
    await shop.pay(begun.checkout_url);
    await killAt(barrier, worker, {
      look: () => expectAppended(shop, accountId, appended),
    });
    await expectGranted(shop, accountId);
  };
}

/** Kills the process once it is at the barrier. What was asked of it must not be answered. */
async function killAt(
  barrier: Barrier,
  victim: Process,
  { asked, look }: { readonly asked?: Promise<Response>; readonly look?: () => Promise<void> },
): Promise<void> {
  const answered = asked?.then(
    () => true,
    () => false,
  );
  try {
    await barrier.reached();
    await look?.();
  } finally {
    victim.send('SIGKILL');
    await victim.ended();
    await barrier.lift();
  }
  if (answered) assert.equal(await answered, false, 'it was killed before it answered');
}

/** Another API process, and a purchase that is asked of it. */
async function startApi(shop: Shop) {
  const port = await freePort();
  const process = startApiProcess(shop.product, port, shop.environment);
  const url = `http://127.0.0.1:${port}`;
  const isReady = async () => {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    return answer?.ok ?? false;
  };
  await until(isReady, 'ready API process', () => process.said.slice(-2_000), STARTS_WITHIN_MS);
  return {
    process,
    buy: (accountId: string, key: string) =>
      fetch(`${url}/v1/accounts/${accountId}/pack-purchases`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${TEST_KEY}`,
          'content-type': 'application/json',
          'idempotency-key': key,
        },
        body: JSON.stringify(PACK),
      }),
  };
}

/** A worker may reach the barrier for an earlier account first. */
async function expectAppended(shop: Shop, accountId: string, events: number): Promise<void> {
  const isSo = async () => (await grants(shop, accountId)) === events;
  await until(isSo, `${events} events`, () => grants(shop, accountId), STARTS_WITHIN_MS);
}

/** Starts a worker: it leads to one event, one use of the payment and the right balance. */
async function expectGranted(shop: Shop, accountId: string): Promise<void> {
  const worker = startWorker(shop.product, shop.environment);
  try {
    await untilGranted(shop, accountId);
  } finally {
    worker.send('SIGKILL');
    await worker.ended();
  }
}

async function untilGranted(shop: Shop, accountId: string): Promise<void> {
  const rows = async (sql: string) =>
    (await shop.product.harness.pool.query(sql, [accountId])).rows as Record<string, unknown>[];
  const state = async () => rows('SELECT state FROM app.purchases WHERE account_id = $1');
  await until(
    async () => (await state())[0]?.['state'] === 'granted',
    'purchase that is granted',
    state,
    TAKEN_OVER_WITHIN_MS,
  );
  await shop.untilAvailable(accountId, '300');
  assert.equal(await grants(shop, accountId), 1, 'one event');
  assert.deepEqual(await state(), [{ state: 'granted' }]);
  const uses = await rows(
    'SELECT gross::int, net::int FROM app.payment_uses WHERE account_id = $1',
  );
  assert.deepEqual(uses, [{ gross: 1_000, net: 1_000 }]);
  assert.deepEqual(await rows('SELECT class FROM app.findings WHERE account_id = $1'), []);
}

async function grants(shop: Shop, accountId: string): Promise<number> {
  const path = `/v1/accounts/${accountId}/events?filter[type]=PackPurchased`;
  return (await shop.product.get(path).expect(200)).body.data.length;
}

async function sessionsOf(shop: Shop, accountId: string): Promise<(string | null)[]> {
  const { data } = await shop.stripe.checkout.sessions.list({ limit: 100 });
  return data
    .filter(({ metadata }) => metadata?.['scrip_account'] === accountId)
    .map(({ url }) => url);
}

/** The session is made and answered, but our row does not say so yet. */
async function afterMaking(shop: Shop, accountId: string): Promise<Barrier> {
  const slow = await withoutAnswer(shop, accountId, ANSWERS_AFTER_MS);
  const locked = beforeWriting('stripe_calls');
  let lock: Barrier | undefined;
  return {
    async reached() {
      await slow.reached();
      lock = await locked(shop, accountId);
      await lock.reached();
    },
    async lift() {
      await lock?.lift();
      await slow.lift();
    },
  };
}

/** Keeps everybody from writing to a table, by a lock that readers do not notice. */
function beforeWriting(table: string): Place {
  return async ({ product }) => {
    const client = new pg.Client(product.databaseUrl);
    await client.connect();
    await client.query('BEGIN');
    await client.query(`LOCK TABLE app.${table} IN SHARE MODE`);
    const isWaitedFor = async () => {
      const { rowCount } = await client.query(
        'SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass',
        [`app.${table}`],
      );
      return rowCount !== 0;
    };
    return {
      reached: () => until(isWaitedFor, `writer of ${table}`, () => '', STARTS_WITHIN_MS),
      lift: () => client.end(),
    };
  };
}

/** The session is made at Stripe, but the answer does not come. */
async function withoutAnswer(shop: Shop, accountId: string, ms = NO_ANSWER_MS): Promise<Barrier> {
  const route = 'POST /v1/checkout/sessions';
  await shop.harness.control('POST', 'faults', { kind: 'slow', route, ms });
  const isMade = async () => (await sessionsOf(shop, accountId)).length > 0;
  return {
    reached: () => until(isMade, 'session', () => '', STARTS_WITHIN_MS),
    lift: async () => void (await shop.harness.control('DELETE', 'faults')),
  };
}

/** The worker asks for the session, but the answer does not come. */
async function readingWithoutAnswer(shop: Shop): Promise<Barrier> {
  const route = 'GET /v1/checkout/sessions/:id';
  await shop.harness.control('POST', 'faults', { kind: 'slow', route, ms: NO_ANSWER_MS });
  const isMet = async () => {
    const { left } = await shop.harness.control<{ left: object[] }>('GET', 'faults');
    return left.length === 0;
  };
  return {
    reached: () => until(isMet, 'question for the session', () => '', STARTS_WITHIN_MS),
    lift: async () => void (await shop.harness.control('DELETE', 'faults')),
  };
}
