import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../../support/product/app.js';
import { becomes } from '../../../support/product/projections.js';
import { shopCalls } from '../../../support/stripe/shop-calls.js';
import type { Shop } from '../../../support/stripe/shop.js';

/** Links into the customer portal, and what is done there. */
export function describePortal(theShop: () => Shop): void {
  const { rows } = shopCalls(theShop);
  const at = (account: string) => `/v1/accounts/${account}/subscription`;
  const open = (account: string, body: object = {}) =>
    theShop()
      .product.post(`${at(account)}/portal`)
      .send(body);
  const seen = async (account: string) =>
    (await theShop().product.get(at(account)).expect(200)).body.subscription;
  const configurations = async () =>
    (await theShop().stripe.billingPortal.configurations.list()).data;
  const now = async () => (await theShop().harness.control<{ now: number }>('GET', 'clock')).now;
  const submit = (url: string) => fetch(url, { method: 'POST', redirect: 'manual' });

  describe('the customer portal', () => {
    it('is opened by links of one configuration, and what is cancelled there is mirrored', async () => {
      const shop = theShop();
      await shop.open('visitor');
      expect((await open('visitor').expect(409)).body.code).toBe('not_subscribed');
      const { body } = await shop.product
        .post(at('visitor'))
        .set('idempotency-key', newKey())
        .send({ action: 'subscribe', plan: 'pro' })
        .expect(200);
      await shop.pay(body.checkout_url);
      await becomes(async () => (await seen('visitor'))?.status, 'active');

      const back = 'https://app.example/plan';
      const asked = await now();
      const first = (await open('visitor', { return_url: back }).expect(201)).body;
      expect(first).toMatchObject({ account_id: 'visitor' });
      const expires = Date.parse(first.expires_at) / 1_000;
      expect(expires).toBeGreaterThanOrEqual(asked + 300);
      expect(expires).toBeLessThanOrEqual((await now()) + 300);
      expect(await (await fetch(first.portal_url)).text()).toContain(back);
      const { body: second } = await open('visitor').expect(201);
      expect(second.portal_url).not.toBe(first.portal_url);
      expect(await configurations()).toMatchObject([
        {
          features: {
            customer_update: { enabled: false },
            invoice_history: { enabled: true },
            payment_method_update: { enabled: true },
            subscription_cancel: {
              enabled: true,
              mode: 'at_period_end',
              proration_behavior: 'none',
            },
            subscription_pause: { enabled: false },
            subscription_update: { enabled: false },
          },
        },
      ]);

      const { subscription_id: id } = await seen('visitor');
      const next = async () => (await seen('visitor')).next_plan;
      await submit(`${second.portal_url}/cancel/${id}`);
      await becomes(next, 'free');
      await submit(`${second.portal_url}/renew/${id}`);
      await becomes(next, null);
    });

    it('finds the configuration that Stripe has, and says what is wrong with an address', async () => {
      await rows("DELETE FROM app.stripe_calls WHERE key LIKE 'portal:%'");
      // Stripe has forgotten the key, too.
      await theShop().harness.pass(25 * 3_600);
      await open('visitor').expect(201);
      expect(await configurations()).toHaveLength(1);
      for (const bad of ['nowhere', 'javascript:alert(1)', 'https://a@b.example', 7]) {
        const { body } = await open('visitor', { return_url: bad }).expect(422);
        const names = body.invalid_parameters.map(({ name }: { name: string }) => name);
        expect([...new Set(names)]).toEqual(['return_url']);
      }
      await open('no-such-account').expect(404);
    });
  });
}
