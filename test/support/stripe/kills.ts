import assert from 'node:assert/strict';
import { newKey } from '../product/app.js';
import { startWorker } from '../product/processes.js';
import { until } from '../product/projections.js';
import {
  afterMaking,
  beforeWriting,
  eventsOf,
  expectEvents,
  killAt,
  readingWithoutAnswer,
  startApi,
  TAKEN_OVER_WITHIN_MS,
  whileWorking,
  withoutAnswer,
  type Kill,
  type Making,
  type Place,
} from './kill-points.js';
import { shopCalls } from './shop-calls.js';
import type { Shop } from './shop.js';

/** What is bought: 200 credits. */
const PACK = { pack: 'small' };

/** Making a checkout session. */
const session: Making = {
  route: 'POST /v1/checkout/sessions',
  made: async (shop, accountId) => (await sessionsOf(shop, accountId)).length,
};
const readingSession = readingWithoutAnswer('GET /v1/checkout/sessions/:id');

/** Where processes are killed in the middle of a purchase; `shop` has no worker of its own. */
export const KILLS: readonly Kill[] = [
  { name: 'API before it asks for a session', run: killBuying(beforeWriting('stripe_calls')) },
  { name: 'API before it hears of the session', run: killBuying(withoutAnswer(session)) },
  { name: 'API after it made the session', run: killBuying(afterMaking(session)) },
  { name: 'API before the append', run: killLooking(beforeWriting('payments'), 0) },
  { name: 'API after the append', run: killLooking(beforeWriting('payment_uses'), 1) },
  { name: 'worker before it hears of the session', run: killGranting(readingSession, 0) },
  { name: 'worker before the append', run: killGranting(beforeWriting('payments'), 0) },
  { name: 'worker after the append', run: killGranting(beforeWriting('payment_uses'), 1) },
];

/** Kills an API process that begins a purchase: the same key leads to one session. */
function killBuying(place: Place) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    await shop.open(accountId);
    const api = await startApi(shop);
    const barrier = await place(shop, accountId);
    const key = newKey();
    await killAt(barrier, api.process, { asked: api.post(purchasesOf(accountId), PACK, key) });
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
    const asked = api.post(purchasesOf(accountId), PACK, newKey());
    await killAt(barrier, api.process, {
      asked,
      look: () => expectEvents(shop, accountId, 'PackPurchased', appended),
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
      look: () => expectEvents(shop, accountId, 'PackPurchased', appended),
    });
    await expectGranted(shop, accountId);
  };
}

/** Starts a worker: it leads to one event, one use of the payment and the right balance. */
async function expectGranted(shop: Shop, accountId: string): Promise<void> {
  await whileWorking(shop, () => untilGranted(shop, accountId));
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
  // A worker that stood at the next barrier for this account would not come to that of its own.
  await shopCalls(() => shop).untilLookedAt(TAKEN_OVER_WITHIN_MS);
  await shop.untilAvailable(accountId, '300');
  assert.equal(await eventsOf(shop, accountId, 'PackPurchased'), 1, 'one event');
  assert.deepEqual(await state(), [{ state: 'granted' }]);
  const uses = await rows(
    'SELECT gross::int, net::int FROM app.payment_uses WHERE account_id = $1',
  );
  assert.deepEqual(uses, [{ gross: 1_000, net: 1_000 }]);
  assert.deepEqual(await rows('SELECT class FROM app.findings WHERE account_id = $1'), []);
}

const purchasesOf = (accountId: string) => `/v1/accounts/${accountId}/pack-purchases`;

async function sessionsOf(shop: Shop, accountId: string): Promise<(string | null)[]> {
  const { data } = await shop.stripe.checkout.sessions.list({ limit: 100 });
  return data
    .filter(({ metadata }) => metadata?.['scrip_account'] === accountId)
    .map(({ url }) => url);
}
