import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../../support/product/app.js';
import { shopCalls } from '../../../support/stripe/shop-calls.js';
import type { Shop } from '../../../support/stripe/shop.js';

/** The first sales of a plan, which make its product and price at Stripe. */
export function describeFirstSales(theShop: () => Shop): void {
  const { fail, work } = shopCalls(theShop);
  const publish = (plan: string) =>
    theShop()
      .product.put(`/v1/plans/${plan}`)
      .send({
        name: plan,
        credits: '5',
        seats: 1,
        priority_support: false,
        price: { minor: 700, currency: 'usd' },
      })
      .expect(200);
  const buy = (account: string, plan: string) =>
    theShop()
      .product.post(`/v1/accounts/${account}/subscription`)
      .set('idempotency-key', newKey())
      .send({ action: 'subscribe', plan });
  const pricesOf = async (plan: string) =>
    (await theShop().stripe.prices.list({ product: `scrip_${plan}` })).data;

  describe('the first sale of a plan', () => {
    it.each(['POST /v1/products', 'POST /v1/prices'])(
      'waits for another that is at %s, and both sell',
      async (route) => {
        const plan = route.endsWith('prices') ? 'rushed-price' : 'rushed-product';
        await publish(plan);
        const accounts = [1, 2, 3].map((n) => `${plan}-${n}`);
        await Promise.all(accounts.map((account) => theShop().open(account)));
        await fail({ kind: 'slow', route, ms: 5_000 });
        const sold = await Promise.all(accounts.map((account) => buy(account, plan)));
        await work();
        expect(sold.map(({ status }) => status)).toEqual([200, 200, 200]);
        expect(await pricesOf(plan)).toHaveLength(1);
      },
    );

    it('that failed at Stripe can be made again', async () => {
      await publish('failed-once');
      await theShop().open('tries-again');
      for (const route of ['POST /v1/products', 'POST /v1/prices']) {
        await fail({ kind: '500', route });
        expect((await buy('tries-again', 'failed-once')).status).toBe(503);
        await work();
      }
      await buy('tries-again', 'failed-once').expect(200);
      expect(await pricesOf('failed-once')).toHaveLength(1);
    });
  });
}
