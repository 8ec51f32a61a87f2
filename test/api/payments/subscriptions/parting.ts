import { describe, expect, it } from '@jest/globals';
import { newKey } from '../../../support/product/app.js';
import { becomes, until } from '../../../support/product/projections.js';
import { sessionIn, shopCalls } from '../../../support/stripe/shop-calls.js';
import type { Shop } from '../../../support/stripe/shop.js';

const PRO = { action: 'subscribe', plan: 'pro' };

/** What is left at Stripe of accounts that close, and here of customers that are deleted there. */
export function describeParting(theShop: () => Shop): void {
  const { disturb, undisturbed, eventsOf, refund, refundsAtStripe, rows } = shopCalls(theShop);
  const at = (account: string) => `/v1/accounts/${account}/subscription`;
  const begin = async (account: string): Promise<string> => {
    const asked = theShop().product.post(at(account)).set('idempotency-key', newKey()).send(PRO);
    return (await asked.expect(200)).body.checkout_url;
  };
  const standing = async (account: string) =>
    (await theShop().product.get(at(account)).expect(200)).body.subscription?.status;
  const nextOf = async (account: string) =>
    (await theShop().product.get(`/v1/accounts/${account}`).expect(200)).body.scheduled_change
      ?.plan;
  const close = (account: string) =>
    theShop()
      .product.post(`/v1/accounts/${account}/close`)
      .send({ reason_code: 'other', note: 'asked by its owner' })
      .expect(200);
  const paymentsOf = (account: string) =>
    rows('SELECT payment_id FROM app.payments WHERE account_id = $1', account);
  const grantsOf = async (account: string) =>
    (await eventsOf(account, 'PlanCreditsGranted')).length;

  describe('a subscription that is being paid for while its account closes', () => {
    it('ends, grants nothing, and is refunded, with a finding', async () => {
      await theShop().open('hasty');
      const url = await begin('hasty');
      await disturb({ held: true });
      await theShop().pay(url);
      await close('hasty');
      await undisturbed();
      const refunds = () =>
        rows('SELECT amount, status FROM app.refunds WHERE account_id = $1', 'hasty');
      await becomes(refunds, [{ amount: '2000', status: 'succeeded' }]);
      await becomes(() => standing('hasty'), 'canceled');
      const findings = () =>
        rows('SELECT class, state FROM app.findings WHERE account_id = $1', 'hasty');
      await becomes(findings, [{ class: 'paid_not_granted', state: 'resolved' }]);
      // Only what the free plan gave when it was opened.
      expect(await grantsOf('hasty')).toBe(1);
      const session = await theShop().stripe.checkout.sessions.retrieve(sessionIn(url), {
        expand: ['subscription'],
      });
      expect(session.subscription).toMatchObject({ status: 'canceled' });
      const [payment] = await paymentsOf('hasty');
      expect(await refundsAtStripe(payment.payment_id)).toHaveLength(1);
    });
  });

  describe('a customer that is deleted in Stripe', () => {
    it('ends what they subscribed to; old charges still refund, and the next sale makes another', async () => {
      await theShop().open('orphan');
      await theShop().pay(await begin('orphan'));
      await theShop().untilAvailable('orphan', '600');
      await becomes(() => standing('orphan'), 'active');
      const customersOf = () =>
        rows(
          'SELECT customer_id, deleted_at IS NOT NULL AS gone FROM app.stripe_customers ' +
            'WHERE account_id = $1 ORDER BY created_at',
          'orphan',
        );
      const [{ customer_id: first }] = await customersOf();
      await theShop().stripe.customers.del(first);
      await becomes(() => standing('orphan'), 'canceled');
      // What was paid for serves to its end.
      await becomes(() => nextOf('orphan'), 'free');
      const [{ payment_id: payment }] = await paymentsOf('orphan');
      const amount = { minor: 800, currency: 'usd' };
      await refund(payment, { amount, reason_code: 'duplicate_charge' }).expect(201);
      const taken = async () => (await eventsOf('orphan', 'PaymentRefunded')).length;
      await until(async () => (await taken()) === 1, 'refund of what the old customer paid', taken);
      await theShop().pay(await begin('orphan'));
      await becomes(() => standing('orphan'), 'active');
      await becomes(() => grantsOf('orphan'), 3);
      const customers = await customersOf();
      expect(customers.map(({ gone }) => gone)).toEqual([true, false]);
      expect(customers[1].customer_id).not.toBe(first);
      await becomes(() => nextOf('orphan'), undefined);
    });
  });
}
