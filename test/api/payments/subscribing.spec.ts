import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import { shopCalls } from '../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
}, 120_000);
afterAll(() => shop?.close());
afterEach(() => moneyAddsUp(shop), 60_000);

const { eventsOf, rows } = shopCalls(() => shop);
const at = (account: string) => `/v1/accounts/${account}/subscription`;
const ask = (account: string, body: object, key = newKey()) =>
  shop.product.post(at(account)).set('idempotency-key', key).send(body);
const seen = async (account: string) => (await shop.product.get(at(account)).expect(200)).body;
const untilSeen = (account: string, wanted: object) =>
  until(
    async () => {
      const { subscription } = await seen(account);
      return Object.entries(wanted).every(([name, value]) => subscription?.[name] === value);
    },
    `subscription with ${JSON.stringify(wanted)}`,
    () => seen(account),
  );
const PRO = { action: 'subscribe', plan: 'pro' };

describe('subscribing', () => {
  it('grants what the first invoice paid for, once, and is 409 from then on', async () => {
    await shop.open('first');
    const key = newKey();
    const { body } = await ask('first', PRO, key).expect(200);
    expect(body).toMatchObject({ status: 'checkout', subscription: null });
    const again = await ask('first', PRO, key).expect(200);
    expect([again.body.checkout_url, again.headers['idempotency-hit']]).toEqual([
      body.checkout_url,
      'true',
    ]);
    const other = await ask('first', PRO).expect(200);
    expect(other.body.checkout_url).toBe(body.checkout_url);
    await shop.harness.control('PATCH', 'delivery', { copies: 3 });
    await shop.pay(body.checkout_url);
    await shop.untilAvailable('first', '600');
    await untilSeen('first', { status: 'active', plan: 'pro', next_plan: null });
    await shop.harness.control('DELETE', 'delivery');
    expect((await seen('first')).invoices).toMatchObject([
      { status: 'paid', total: { minor: 2_000, currency: 'usd' } },
    ]);
    expect(await eventsOf('first', 'PlanCreditsGranted')).toHaveLength(2);
    for (const plan of ['pro', 'team']) {
      const refused = await ask('first', { ...PRO, plan }).expect(409);
      expect(refused.body.code).toBe('subscription_active');
    }
    const uses = await rows(
      'SELECT gross, tax, lot_gross FROM app.payment_uses WHERE account_id = $1',
      'first',
    );
    expect(uses).toEqual([{ gross: '2000', tax: '0', lot_gross: '2000' }]);
  }, 60_000);
});
