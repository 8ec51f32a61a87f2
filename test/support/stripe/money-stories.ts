import { expect } from '@jest/globals';
import type Stripe from 'stripe';
import { CatchUp } from '../../../api/payments/inbox/catch-up.js';
import { SweepObjects } from '../../../api/payments/inbox/sweep-objects.js';
import { newKey } from '../product/app.js';
import { until } from '../product/projections.js';
import { FEE_KNOWN_S, shopCalls } from './shop-calls.js';
import type { Shop } from './shop.js';

/** A model of which a token costs a credit. */
const MODEL = 'by-token';
/** Hundreds may have come at once, and machines are busy. */
const TOLD_WITHIN_MS = 60_000;

/** A pack that was bought and granted. */
export interface Bought {
  readonly account: string;
  readonly purchaseId: string;
  readonly paymentId: string;
  readonly chargeId: string;
}

/** What stories about money are made of. */
export function moneyStories(theShop: () => Shop) {
  const rows = async (sql: string, ...values: unknown[]) =>
    (await theShop().product.harness.pool.query(sql, values)).rows;
  const balanceOf = async (account: string) => {
    const { body } = await theShop().product.get(`/v1/accounts/${account}/balance`).expect(200);
    return body as Record<string, unknown>;
  };
  /** Waits until nothing that Stripe has sent is still to be looked at. */
  const untilTold = async () => {
    await theShop().harness.control('POST', 'delivery/settle');
    await shopCalls(theShop).untilLookedAt(TOLD_WITHIN_MS);
  };
  const pass = async (seconds: number) => {
    await theShop().harness.pass(seconds);
    await untilTold();
  };
  /** Buys a pack for each account, all at once. */
  const boughtEach = async (
    wanted: readonly (readonly [account: string, pack: string])[],
  ): Promise<Bought[]> => {
    const shop = theShop();
    const begun = await Promise.all(
      wanted.map(async ([account, pack]) => {
        const key = newKey();
        let asked = await shop.buy(account, { pack }, key);
        // So many at once may be told to ask again, by the same key.
        const isAnswered = async () => {
          if (asked.status === 503) asked = await shop.buy(account, { pack }, key);
          return asked.status !== 503;
        };
        await until(isAnswered, 'answer to a purchase', () => asked.body);
        const { status, body } = asked;
        expect({ status, body }).toMatchObject({ status: 201 });
        await shop.pay(body.checkout_url);
        return { account, purchaseId: String(body.purchase_id) };
      }),
    );
    await pass(FEE_KNOWN_S);
    return Promise.all(
      begun.map(async ({ account, purchaseId }) => {
        const path = `/v1/accounts/${account}/pack-purchases/${purchaseId}`;
        const read = async () => (await shop.product.get(path).expect(200)).body;
        await until(async () => (await read()).state === 'granted', 'granted pack', read);
        const { payment_id: paymentId } = (await read()).payment;
        const { latest_charge: charge } = await shop.stripe.paymentIntents.retrieve(paymentId);
        return { account, purchaseId, paymentId, chargeId: String(charge) };
      }),
    );
  };
  const bought = async (account: string, pack: string): Promise<Bought> => {
    const [one] = await boughtEach([[account, pack]]);
    if (!one) throw new Error('nothing was bought');
    return one;
  };
  const open = async (account: string) => {
    const { product } = theShop();
    await theShop().open(account);
    // Under the same keys: it happens once, however many accounts are opened.
    const model = product.put(`/v1/models/${MODEL}`).set('idempotency-key', MODEL);
    expect((await model.send({ name: 'By token' })).status).toBeLessThan(300);
    const rate = product.post(`/v1/models/${MODEL}/rates`).set('idempotency-key', `${MODEL}-1`);
    expect((await rate.send({ per_million: { input: '1000000' } })).status).toBeLessThan(300);
    return account;
  };
  const spend = async (account: string, credits: number) => {
    const asked = theShop()
      .product.post(`/v1/accounts/${account}/debits`)
      .set('idempotency-key', newKey())
      .send({ model: MODEL, usage: { input_tokens: credits } });
    const { status, body } = await asked;
    expect({ status, body }).toMatchObject({ status: 201 });
  };
  const dispute = (chargeId: string, terms: object = {}) =>
    theShop().harness.control<Stripe.Dispute>('POST', 'disputes', { charge: chargeId, ...terms });
  const step = (id: string, how: string) =>
    theShop().harness.control('POST', `disputes/${id}`, { step: how });
  /** Waits for these figures of the balance. */
  const untilBalance = (account: string, figures: Record<string, unknown>) =>
    until(
      async () => {
        const now = await balanceOf(account);
        return Object.entries(figures).every(([name, value]) => now[name] === value);
      },
      JSON.stringify(figures),
      () => balanceOf(account),
    );
  const events = async (account: string, type: string) => {
    const asked = theShop().product.get(`/v1/accounts/${account}/events?filter[type]=${type}`);
    return (await asked.expect(200)).body.data as { data: Record<string, unknown> }[];
  };
  const signal = () => new AbortController().signal;
  return {
    rows,
    balanceOf,
    untilTold,
    pass,
    bought,
    boughtEach,
    open,
    spend,
    dispute,
    step,
    untilBalance,
    events,
    refund: (paymentId: string, amount?: number) =>
      theShop().stripe.refunds.create({
        payment_intent: paymentId,
        ...(amount !== undefined && { amount }),
      }),
    catchUp: () => theShop().product.app.get(CatchUp).run(signal()),
    sweep: () => theShop().product.app.get(SweepObjects).run(signal()),
  };
}
