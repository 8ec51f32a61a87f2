import assert from 'node:assert/strict';
import pg from 'pg';
import { newKey } from '../product/app.js';
import { startWorker } from '../product/processes.js';
import { until } from '../product/projections.js';
import {
  afterMaking,
  beforeWriting,
  expectEvents,
  killAt,
  startApi,
  TAKEN_OVER_WITHIN_MS,
  whileWorking,
  withoutAnswer,
  type Kill,
  type Making,
  type Place,
} from './kill-points.js';
import type { Shop } from './shop.js';

/** Bought for $10.00: 200 credits, of which the refund takes 80. */
const PACK = { pack: 'small' };
const BODY = { reason_code: 'goodwill', amount: { minor: 400, currency: 'usd' } };
const LEFT = '220';

/** Making a refund. */
const refund: Making = {
  route: 'POST /v1/refunds',
  made: async (shop, accountId) => (await refundsOf(shop, accountId)).length,
};
/** More than the SDK and we try by ourselves. */
const TRIES = 6;

/** Where processes are killed in the middle of a refund; `shop` has no worker of its own. */
export const REFUND_KILLS: readonly Kill[] = [
  { name: 'API before it asks for a refund', run: killAsking(beforeWriting('stripe_calls')) },
  { name: 'API before it hears of the refund', run: killAsking(withoutAnswer(refund)) },
  { name: 'API after it made the refund', run: killAsking(afterMaking(refund)) },
  { name: 'API before it records a refund', run: killLooking(beforeWriting('refunds'), 0) },
  { name: 'API after it recorded a refund', run: killLooking(afterRecording, 1) },
  { name: 'worker before it asks for a refund', run: killResuming(beforeWriting('stripe_calls')) },
  { name: 'worker before it hears of the refund', run: killResuming(withoutAnswer(refund)) },
  { name: 'worker after it made the refund', run: killResuming(afterMaking(refund)) },
  { name: 'worker before it records a refund', run: killRecording(beforeWriting('refunds'), 0) },
  { name: 'worker after it recorded a refund', run: killRecording(afterRecording, 1) },
];

/** Kills an API process that gives money back: the same key leads to one refund. */
function killAsking(place: Place) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    const path = await pathOfBought(shop, accountId);
    const api = await startApi(shop);
    const barrier = await place(shop, accountId);
    const key = newKey();
    await killAt(barrier, api.process, { asked: api.post(path, BODY, key) });
    const { body } = await ask(shop, path, key).expect(201);
    const made = await refundsOf(shop, accountId);
    assert.deepEqual(made, [body.refund_id], 'one refund, and it is the one answered');
    await expectRefunded(shop, accountId);
  };
}

/** Kills an API process that finds out, at the next refund, that there was one before. */
function killLooking(place: Place, appended: number) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    const path = await pathOfBought(shop, accountId);
    const api = await startApi(shop);
    await ask(shop, path).expect(201);
    const barrier = await place(shop, accountId);
    await killAt(barrier, api.process, {
      asked: api.post(path, BODY, newKey()),
      look: () => expectEvents(shop, accountId, 'PaymentRefunded', appended),
    });
    await expectRefunded(shop, accountId);
  };
}

/** Kills a worker that asks Stripe for what an API process could not, and starts another one. */
function killResuming(place: Place) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    const path = await pathOfBought(shop, accountId);
    const fault = { kind: 'close_before', route: refund.route, times: TRIES };
    await shop.harness.control('POST', 'faults', fault);
    await ask(shop, path).expect(503);
    await shop.harness.control('DELETE', 'faults');
    await shop.product.harness.pool.query(
      `UPDATE app.refund_requests SET created_at = created_at - interval '2 minutes'
       WHERE account_id = $1`,
      [accountId],
    );
    const barrier = await place(shop, accountId);
    await killAt(barrier, startWorker(shop.product, shop.environment), {});
    await expectRefunded(shop, accountId);
  };
}

/** Kills a worker that records a refund, and starts another one. */
function killRecording(place: Place, appended: number) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    const path = await pathOfBought(shop, accountId);
    await ask(shop, path).expect(201);
    const barrier = await place(shop, accountId);
    await killAt(barrier, startWorker(shop.product, shop.environment), {
      look: () => expectEvents(shop, accountId, 'PaymentRefunded', appended),
    });
    await expectRefunded(shop, accountId);
  };
}

const ask = (shop: Shop, path: string, key = newKey()) =>
  shop.product.post(path).set('idempotency-key', key).send(BODY);

/** Buys a pack. Returns where its money is given back. */
async function pathOfBought(shop: Shop, accountId: string): Promise<string> {
  await shop.open(accountId);
  const { body: begun } = await shop.buy(accountId, PACK).expect(201);
  await shop.pay(begun.checkout_url);
  // Whoever buys again has the first purchase looked at.
  await shop.buy(accountId, PACK).expect(201);
  const path = `/v1/accounts/${accountId}/pack-purchases/${begun.purchase_id}`;
  const { body } = await shop.product.get(path).expect(200);
  assert.equal(body.state, 'granted');
  return `/v1/payments/${body.payment.payment_id}/refunds`;
}

/** Starts a worker: it leads to one refund, one event and the balance of a run without faults. */
async function expectRefunded(shop: Shop, accountId: string): Promise<void> {
  const rows = async (sql: string) =>
    (await shop.product.harness.pool.query(sql, [accountId])).rows as Record<string, unknown>[];
  const kept = () =>
    rows('SELECT amount::int, clawed_back::text FROM app.refunds WHERE account_id = $1');
  const requests = () => rows('SELECT state FROM app.refund_requests WHERE account_id = $1');
  await whileWorking(shop, async () => {
    const isDone = async () => typeof (await kept())[0]?.['clawed_back'] === 'string';
    await until(isDone, 'recorded refund', kept, TAKEN_OVER_WITHIN_MS);
    await shop.untilAvailable(accountId, LEFT);
  });
  await expectEvents(shop, accountId, 'PaymentRefunded', 1);
  assert.equal((await refundsOf(shop, accountId)).length, 1, 'one refund at Stripe');
  assert.deepEqual(await requests(), [{ state: 'submitted' }]);
  assert.deepEqual(await kept(), [{ amount: 400, clawed_back: '80000000' }]);
  assert.deepEqual(await rows('SELECT class FROM app.findings WHERE account_id = $1'), []);
}

async function refundsOf(shop: Shop, accountId: string): Promise<string[]> {
  const { data } = await shop.stripe.refunds.list({ limit: 100 });
  return data
    .filter(({ metadata }) => metadata?.['scrip_account'] === accountId)
    .map(({ id }) => id);
}

/** Of the lock that writers wait for; nobody else has one of this number. */
const LOCK = 7_330_017;

/** The refund is in the ledger, and its row does not say yet what it took there. */
async function afterRecording({ product }: Shop): ReturnType<Place> {
  const client = new pg.Client(product.databaseUrl);
  await client.connect();
  await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
  await client.query(`
    CREATE FUNCTION app.wait_for_test() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_advisory_xact_lock(${LOCK}); RETURN NEW; END $$;
    CREATE TRIGGER wait_for_test BEFORE UPDATE ON app.refunds FOR EACH ROW
      WHEN (OLD.clawed_back IS NULL AND NEW.clawed_back IS NOT NULL)
      EXECUTE FUNCTION app.wait_for_test()`);
  const isWaitedFor = async () => {
    const { rowCount } = await client.query(
      "SELECT FROM pg_locks WHERE NOT granted AND locktype = 'advisory' AND objid = $1",
      [LOCK],
    );
    return rowCount !== 0;
  };
  return {
    reached: () => until(isWaitedFor, 'writer of what a refund took', () => ''),
    async lift() {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      await client.query('DROP FUNCTION app.wait_for_test() CASCADE');
      await client.end();
    },
  };
}
