import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ResumeRefunds } from '../../../api/payments/refunds/resume-refunds.js';
import { newKey } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { buy } from '../../support/stripe/staffed-shop.js';

/** Long enough for a call on a busy machine. */
const TIMEOUT_SECONDS = 2;
const SLOW = { ms: (TIMEOUT_SECONDS + 1) * 1_000 };

let shop: Shop;
beforeAll(async () => {
  shop = await startShop({ STRIPE_TIMEOUT_SECONDS: String(TIMEOUT_SECONDS) });
}, 120_000);
afterAll(() => shop?.close());
afterEach(() => moneyAddsUp(shop), 60_000);

const bought = async (account: string) => {
  await shop.open(account);
  return (await buy(shop, account, { pack: 'small' })).paymentId;
};
const refund = (payment: string, key: string) =>
  shop.product
    .post(`/v1/payments/${payment}/refunds`)
    .set('idempotency-key', key)
    .send({ reason_code: 'goodwill', amount: { minor: 500, currency: 'usd' } });
const atStripe = async (payment: string) =>
  (await shop.stripe.refunds.list({ payment_intent: payment })).data;
const fail = (fault: object) => shop.harness.control('POST', 'faults', { ...fault, ...SLOW });
const work = () => shop.harness.control('DELETE', 'faults');

const KINDS = ['500', '429', 'close_before', 'close_after', 'slow'] as const;
const ROUTES = ['POST /v1/refunds', 'GET /v1/payment_intents/:id', 'GET /v1/disputes'] as const;
/** More than the SDK and we try by ourselves. */
const MANY = 6;

describe('a call to Stripe that fails while money is given back', () => {
  it.each(KINDS.flatMap((kind) => ROUTES.map((route) => [kind, route] as const)))(
    'by %s at %s leaves one refund under one key',
    async (kind, route) => {
      const payment = await bought(`refund-${kind}-${ROUTES.indexOf(route)}`);
      const key = newKey();
      await fail({ kind, route, times: MANY });
      const { status, body } = await refund(payment, key);
      await work();
      expect([201, 503]).toContain(status);
      if (status === 503) expect(body.code).toBe('payments_unavailable');
      const done = (await refund(payment, key).expect(201)).body;
      const refunds = await atStripe(payment);
      expect(refunds.map(({ id, amount }) => [id, amount])).toEqual([[done.refund_id, 500]]);
      await refund(payment, newKey()).expect(201);
      expect(await atStripe(payment)).toHaveLength(2);
    },
    120_000,
  );

  it.each(['close_before', 'close_after', '500'] as const)(
    'by %s, and nobody asks again: a worker does',
    async (kind) => {
      const payment = await bought(`left-${kind}`);
      await fail({ kind, route: 'POST /v1/refunds', times: MANY });
      const { status } = await refund(payment, newKey());
      await work();
      expect(status).toBe(503);
      await shop.product.harness.pool.query(
        `UPDATE app.refund_requests SET created_at = created_at - interval '2 minutes'
         WHERE payment_id = $1`,
        [payment],
      );
      const requests = async () => {
        const sql = 'SELECT state, refund_id FROM app.refund_requests WHERE payment_id = $1';
        return (await shop.product.harness.pool.query(sql, [payment])).rows;
      };
      // Again, where somebody else is at work on the account's payments.
      const isAsked = async () => {
        await shop.product.app.get(ResumeRefunds).run(new AbortController().signal);
        return (await requests())[0]?.state !== 'begun';
      };
      await until(isAsked, 'refund that is asked for', requests);
      const [refunded, ...others] = await atStripe(payment);
      expect(others).toEqual([]);
      expect(await requests()).toEqual([{ state: 'submitted', refund_id: refunded?.id }]);
    },
    120_000,
  );

  it('after Stripe has forgotten the key, finds the refund by its name', async () => {
    const payment = await bought('forgotten');
    const key = newKey();
    const done = (await refund(payment, key).expect(201)).body;
    const { pool } = shop.product.harness;
    await pool.query(
      `UPDATE app.refund_requests SET state = 'begun', refund_id = NULL WHERE request_id = $1`,
      [done.request_id],
    );
    await pool.query(
      `UPDATE app.stripe_calls SET begun_at = begun_at - interval '25 hours' WHERE key LIKE $1`,
      [`${done.request_id}:%`],
    );
    const again = (await refund(payment, key).expect(201)).body;
    expect(again.refund_id).toBe(done.refund_id);
    expect(await atStripe(payment)).toHaveLength(1);
  });
});
