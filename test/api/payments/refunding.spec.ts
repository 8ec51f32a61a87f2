import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import type { Member } from '../../support/product/console-product.js';
import { shopCalls } from '../../support/stripe/shop-calls.js';
import {
  startStaffedShop,
  type Bought,
  type StaffedShop,
} from '../../support/stripe/staffed-shop.js';
import { refundsByPeople } from './refunds-by-people.js';
import { requestedRefunds } from './requested-refunds.js';

let shop: StaffedShop;
let finance: Member;
let lead: Member;
beforeAll(async () => {
  shop = await startStaffedShop();
  finance = await shop.member('finance');
  lead = await shop.member('lead');
  await shop.stepUp(finance);
}, 240_000);
afterAll(() => shop?.close());

const usd = (minor: number) => ({ minor, currency: 'usd' });
const why = { reason_code: 'duplicate_charge' };
const refundsOf = (payment: string) => `/v1/payments/${payment}/refunds`;
const small = (account: string): Promise<Bought> => shop.bought(account, { pack: 'small' });
const calls = shopCalls(() => shop);
const { refundsAtStripe } = calls;
const refund = (payment: string, body: object, key?: string) =>
  calls.refund(payment, { ...why, ...body }, key);
const shown = async (payment: string, body: object = {}) =>
  (await shop.product.post(`${refundsOf(payment)}/preview`).send({ ...why, ...body })).body;
const spend = async (account: string, credits: string) => {
  const debit = shop.product.post(`/v1/accounts/${account}/debits`);
  await debit.set('idempotency-key', newKey()).send({ credits }).expect(201);
};
const rows = (payment: string) =>
  calls.rows(
    `SELECT state, amount, policy, actor, refund_id, attempt FROM app.refund_requests
     WHERE payment_id = $1 ORDER BY created_at`,
    payment,
  );

describe('the preview of a refund', () => {
  it('says what goes back, what is taken, and what stays', async () => {
    const { paymentId } = await small('shown');
    // 100 of the plan go first.
    await spend('shown', '250');
    const part = await shown(paymentId, { amount: usd(400) });
    expect(part).toMatchObject({
      before: { available: '50' },
      after: { available: '0', debt: '0' },
      credits: '80',
      money: {
        amount: usd(400),
        received: usd(1_000),
        refunded: usd(0),
        left: usd(600),
        spent: 'written_off',
        clawed_back: '50',
        written_off: '30',
        debt: '0',
        kept: '0',
      },
      warnings: ['empties_account'],
      approval: 'none',
    });
    const owed = await shown(paymentId, { amount: usd(400), spent: 'debt' });
    expect(owed).toMatchObject({
      after: { available: '0', debt: '30' },
      money: { clawed_back: '50', written_off: '0', debt: '30' },
    });
    expect(await shown(paymentId)).toMatchObject({
      money: { amount: usd(1_000), left: usd(0), clawed_back: '50', written_off: '150' },
    });
    expect(await refundsAtStripe(paymentId)).toEqual([]);
    expect(await rows(paymentId)).toEqual([]);
  });

  it('of all of an unspent pack takes exactly what it bought', async () => {
    const { paymentId } = await shop.bought('unspent', { pack: 'medium' });
    expect(await shown(paymentId, { amount: usd(833) })).toMatchObject({
      after: { available: '466.74' },
      money: { clawed_back: '183.26', kept: '366.74' },
    });
    expect(await shown(paymentId)).toMatchObject({ after: { available: '100' } });
  });
});

describe('a refund', () => {
  it('asked for ten times at once under one key is one refund, and says that it is submitted', async () => {
    const { paymentId } = await small('clicks');
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => refund(paymentId, { spent: 'debt' }, key)),
    );
    const [refunded, ...others] = await refundsAtStripe(paymentId);
    expect(others).toEqual([]);
    for (const { status, body } of answers) {
      expect({ status, body }).toMatchObject({
        status: 201,
        body: {
          refund_id: refunded?.id,
          payment_id: paymentId,
          account_id: 'clicks',
          amount: usd(1_000),
          spent: 'debt',
          credits: '200',
          state: 'submitted',
        },
      });
      expect(body).toEqual(answers[0]?.body);
    }
    const hits = answers.filter(({ headers }) => headers['idempotency-hit'] === 'true');
    expect(hits).toHaveLength(9);
    expect(refunded?.metadata).toEqual({
      scrip_account: 'clicks',
      scrip_refund: answers[0]?.body.request_id,
    });
    expect(await rows(paymentId)).toMatchObject([{ state: 'submitted', policy: 'debt' }]);
    const { body } = await refund(paymentId, { amount: usd(1) }, key);
    expect(body.code).toBe('idempotency_mismatch');
  });

  it('of the same amount under another key is another refund', async () => {
    const { paymentId } = await small('twice');
    const answers = await Promise.all([0, 1].map(() => refund(paymentId, { amount: usd(500) })));
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const refunds = await refundsAtStripe(paymentId);
    expect(refunds.map(({ amount }) => amount)).toEqual([500, 500]);
    expect((await refund(paymentId, { amount: usd(1) })).body.code).toBe('payment_not_refundable');
  });

  it('of an unspent pack in parts takes what each is of its price, and the last the rest', async () => {
    const { paymentId } = await shop.bought('in-parts', { pack: 'medium' });
    const path = `/v1/accounts/in-parts/ledger?filter[kind]=payment_refund`;
    const parts = [
      [833, '466.74', '183.26'],
      [833, '283.48', '183.26'],
      [833, '100.22', '183.26'],
      [1, '100', '0.22'],
    ] as const;
    for (const [minor, available, credits] of parts) {
      await refund(paymentId, { amount: usd(minor) }).expect(201);
      await shop.untilAvailable('in-parts', available);
      const [entry] = (await shop.product.get(path).expect(200)).body.data;
      expect(entry).toMatchObject({ credits: `-${credits}`, balance_after: { available } });
    }
    await calls.untilRefunded('in-parts', parts.length);
    const made = (await refundsAtStripe(paymentId)).map(({ amount }) => amount);
    expect(made.sort((a, b) => a - b)).toEqual([1, 833, 833, 833]);
    expect((await refund(paymentId, { amount: usd(1) })).body.code).toBe('payment_not_refundable');
  });

  it('is refused in words where nothing can go back', async () => {
    const { paymentId } = await small('refused');
    const more = (await refund(paymentId, { amount: usd(1_001) }).expect(422)).body;
    expect(more.invalid_parameters).toEqual([
      {
        name: 'amount.minor',
        reason: 'expected at most 10.00 usd, which is left of the payment',
      },
    ]);
    const other = { amount: { minor: 1, currency: 'eur' } };
    const { invalid_parameters } = (await refund(paymentId, other).expect(422)).body;
    expect(invalid_parameters).toMatchObject([{ name: 'amount.currency' }]);
    for (const bad of [
      { amount: usd(0) },
      { amount: usd(1.5) },
      { spent: 'forget' },
      { note: '\u0000' },
      { price: 1 },
    ]) {
      await refund(paymentId, bad).expect(422);
    }
    await refund('pi_nobody', {}).expect(404);
    await refund('x%00', {}).expect(422);
    expect(await refundsAtStripe(paymentId)).toEqual([]);
    expect(await rows(paymentId)).toEqual([]);
  });

  it('is refused while a dispute says that the charge cannot be refunded', async () => {
    const { paymentId } = await small('disputed');
    const { latest_charge } = await shop.stripe.paymentIntents.retrieve(paymentId);
    await shop.harness.control('POST', 'disputes', { charge: latest_charge });
    const [dispute] = (await shop.stripe.disputes.list({ payment_intent: paymentId })).data;
    expect(dispute?.is_charge_refundable).toBe(false);
    const { body } = await refund(paymentId, {}).expect(409);
    expect(body).toMatchObject({ code: 'payment_not_refundable', dispute_id: dispute?.id });
    expect((await shown(paymentId)).code).toBe('payment_not_refundable');
    expect(await rows(paymentId)).toEqual([]);
  });

  it('that Stripe refuses says its words, also when it is sent again', async () => {
    const { paymentId } = await small('no');
    const { latest_charge: charge } = await shop.stripe.paymentIntents.retrieve(paymentId);
    const set = (paid: boolean) =>
      shop.harness.control('PATCH', `objects/${String(charge)}`, { paid });
    await set(false);
    const key = newKey();
    const first = (await refund(paymentId, {}, key).expect(409)).body;
    expect(first).toMatchObject({ code: 'payment_refund_refused' });
    expect(first.detail).toContain('has not been paid');
    await set(true);
    const again = (await refund(paymentId, {}, key).expect(409)).body;
    expect(again.detail).toBe(first.detail);
    expect(await refundsAtStripe(paymentId)).toEqual([]);
    await refund(paymentId, {}).expect(201);
    expect((await rows(paymentId)).map(({ state }) => state)).toEqual(['refused', 'submitted']);
  });
});

refundsByPeople(() => ({ shop, finance, lead }));
requestedRefunds(() => ({ shop, finance, lead }));
