import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ResumeRefunds } from '../../../api/payments/refunds/resume-refunds.js';
import { newKey } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import { FAULTS, IMPATIENT, MANY_FAULTS, shopCalls } from '../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { buy } from '../../support/stripe/staffed-shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop(IMPATIENT);
});
afterAll(() => shop?.close());
afterEach(() => moneyAddsUp(shop));

const bought = async (account: string) => {
  await shop.open(account);
  return (await buy(shop, account, { pack: 'small' })).paymentId;
};
const { fail, refundsAtStripe, rows, work, ...calls } = shopCalls(() => shop);
const refund = (payment: string, key: string) =>
  calls.refund(payment, { reason_code: 'goodwill', amount: { minor: 500, currency: 'usd' } }, key);

const ROUTES = ['POST /v1/refunds', 'GET /v1/payment_intents/:id', 'GET /v1/disputes'] as const;
describe('a call to Stripe that fails while money is given back', () => {
  it.each(FAULTS.flatMap((kind) => ROUTES.map((route) => [kind, route] as const)))(
    'by %s at %s leaves one refund under one key',
    async (kind, route) => {
      const payment = await bought(`refund-${kind}-${ROUTES.indexOf(route)}`);
      const key = newKey();
      await fail({ kind, route, times: MANY_FAULTS });
      const { status, body } = await refund(payment, key);
      await work();
      expect([201, 503]).toContain(status);
      if (status === 503) expect(body.code).toBe('payments_unavailable');
      const done = (await refund(payment, key).expect(201)).body;
      const refunds = await refundsAtStripe(payment);
      expect(refunds.map(({ id, amount }) => [id, amount])).toEqual([[done.refund_id, 500]]);
      await refund(payment, newKey()).expect(201);
      expect(await refundsAtStripe(payment)).toHaveLength(2);
    },
  );

  it.each([
    ['401', 'POST /v1/refunds'],
    ['403', 'POST /v1/refunds'],
    ['403', 'GET /v1/disputes'],
    ['null', 'POST /v1/refunds'],
    ['empty', 'POST /v1/refunds'],
    ['empty', 'GET /v1/payment_intents/:id'],
  ] as const)('by %s at %s refuses nothing: the same key makes the refund', async (kind, route) => {
    const payment = await bought(`key-${kind}-${ROUTES.indexOf(route)}`);
    const key = newKey();
    await fail({ kind, route, times: MANY_FAULTS });
    const { body } = await refund(payment, key).expect(503);
    expect(body.code).toBe('payments_unavailable');
    expect(JSON.stringify(body)).not.toMatch(/rk_test|acct_|permission|key provided/i);
    await work();
    const done = (await refund(payment, key).expect(201)).body;
    const refunds = await refundsAtStripe(payment);
    expect(refunds.map(({ id, amount }) => [id, amount])).toEqual([[done.refund_id, 500]]);
  });

  it.each(['close_before', 'close_after', '500', '403'] as const)(
    'by %s, and nobody asks again: a worker does',
    async (kind) => {
      const payment = await bought(`left-${kind}`);
      await fail({ kind, route: 'POST /v1/refunds', times: MANY_FAULTS });
      const { status } = await refund(payment, newKey());
      await work();
      expect(status).toBe(503);
      await rows(
        `UPDATE app.refund_requests SET created_at = created_at - interval '2 minutes'
         WHERE payment_id = $1`,
        payment,
      );
      const requests = () =>
        rows('SELECT state, refund_id FROM app.refund_requests WHERE payment_id = $1', payment);
      // Again, where somebody else is at work on the account's payments.
      const isAsked = async () => {
        await shop.product.app.get(ResumeRefunds).run(new AbortController().signal);
        return (await requests())[0]?.state !== 'begun';
      };
      await until(isAsked, 'refund that is asked for', requests);
      const [refunded, ...others] = await refundsAtStripe(payment);
      expect(others).toEqual([]);
      expect(await requests()).toEqual([{ state: 'submitted', refund_id: refunded?.id }]);
    },
  );

  it('after Stripe has forgotten the key, finds the refund by its name', async () => {
    const payment = await bought('forgotten');
    const key = newKey();
    const done = (await refund(payment, key).expect(201)).body;
    await rows(
      `UPDATE app.refund_requests SET state = 'begun', refund_id = NULL WHERE request_id = $1`,
      done.request_id,
    );
    await rows(
      `UPDATE app.stripe_calls SET begun_at = begun_at - interval '25 hours' WHERE key LIKE $1`,
      `${done.request_id}:%`,
    );
    const again = (await refund(payment, key).expect(201)).body;
    expect(again.refund_id).toBe(done.refund_id);
    expect(await refundsAtStripe(payment)).toHaveLength(1);
  });
});
