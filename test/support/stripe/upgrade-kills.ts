import assert from 'node:assert/strict';
import { newKey } from '../product/app.js';
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
import { shopCalls } from './shop-calls.js';

const UPGRADE = { action: 'upgrade', plan: 'team' };
const TEAM_PRICE = 4_900;

/** Upgrading at Stripe, which charges at once. */
const upgrade: Making = {
  route: 'POST /v1/subscriptions/:id',
  made: async (shop, accountId) => (await chargesOf(shop, accountId)).length,
};

/** Where an API process is killed in the middle of an upgrade; `shop` has no worker of its own. */
export const UPGRADE_KILLS: readonly Kill[] = [
  { name: 'API before it asks for an upgrade', run: killUpgrading(beforeWriting('stripe_calls')) },
  { name: 'API before it hears of the upgrade', run: killUpgrading(withoutAnswer(upgrade)) },
  { name: 'API after it made the upgrade', run: killUpgrading(afterMaking(upgrade)) },
  { name: 'API before it grants an upgrade', run: killUpgrading(beforeWriting('payments')) },
  { name: 'API after it granted an upgrade', run: killUpgrading(beforeWriting('payment_uses')) },
];

/** From Pro's 500 credits beside the free 100 to Team's 1,500 more: the same key charges once. */
function killUpgrading(place: Place) {
  return async (shop: Shop, accountId: string): Promise<void> => {
    const path = `/v1/accounts/${accountId}/subscription`;
    const ask = (body: object, key: string) =>
      shop.product.post(path).set('idempotency-key', key).send(body).expect(200);
    await shop.open(accountId);
    const { body: begun } = await ask({ action: 'subscribe', plan: 'pro' }, newKey());
    await shop.pay(begun.checkout_url);
    await whileWorking(shop, () => untilSettled(shop, accountId, '600'));
    const api = await startApi(shop);
    const barrier = await place(shop, accountId);
    const key = newKey();
    await killAt(barrier, api.process, { asked: api.post(path, UPGRADE, key) });
    const { body } = await ask(UPGRADE, key);
    assert.equal(body.status, 'applied');
    await whileWorking(shop, () => untilSettled(shop, accountId, '2100'));
    assert.deepEqual(await chargesOf(shop, accountId), ['succeeded'], 'one charge');
    // The free plan's, Pro's and Team's.
    await expectEvents(shop, accountId, 'PlanCreditsGranted', 3);
    const { rows } = shopCalls(() => shop);
    const findings = 'SELECT class FROM app.findings WHERE account_id = $1';
    assert.deepEqual(await rows(findings, accountId), []);
  };
}

async function untilSettled(shop: Shop, accountId: string, available: string): Promise<void> {
  const read = () => shop.available(accountId);
  const isSo = async () => (await read()) === available;
  await until(isSo, `${available} credits`, read, TAKEN_OVER_WITHIN_MS);
  await shopCalls(() => shop).untilLookedAt(TAKEN_OVER_WITHIN_MS);
}

/** States of payments of the account for an upgrade. */
async function chargesOf(shop: Shop, accountId: string): Promise<string[]> {
  const { rows } = shopCalls(() => shop);
  const sql = 'SELECT customer_id FROM app.stripe_customers WHERE account_id = $1';
  const [customer] = await rows(sql, accountId);
  const { data } = await shop.stripe.paymentIntents.list({ customer: customer?.customer_id });
  return data.filter(({ amount }) => amount === TEAM_PRICE).map(({ status }) => status);
}
