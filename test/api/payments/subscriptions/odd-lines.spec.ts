import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type Stripe from 'stripe';
import { SweepObjects } from '../../../../api/payments/inbox/sweep-objects.js';
import { RefundActions } from '../../../../api/payments/refunds/refund-action.js';
import { newKey } from '../../../support/product/app.js';
import { becomes, until } from '../../../support/product/projections.js';
import { moneyAddsUp } from '../../../support/stripe/money-adds-up.js';
import { planCalls } from '../../../support/stripe/plan-calls.js';
import { shopCalls } from '../../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../../support/stripe/shop.js';

let shop: Shop;
const { rows, refund, untilRefunded } = shopCalls(() => shop);
const { ask, accountOf, begin, goTo, idOf, invoicesOf, untilPlanned, untilSeen } = planCalls(
  () => shop,
);
const usd = (minor: number) => ({ minor, currency: 'usd' });
const minute = (instant: string) => instant.slice(0, '2027-01-31T10:0'.length);
const PRO = { action: 'subscribe', plan: 'pro' };

beforeAll(async () => {
  shop = await startShop({}, { oneClock: true });
  await goTo('01-31 10:00');
});
afterAll(() => shop?.close());

interface Lot {
  readonly source: string;
  readonly status: string;
  readonly paid_by: string;
  readonly effective_at: string;
  readonly expires_at: string;
  readonly unit_price: object | null;
}
/** Bundles that invoices paid for, by when they end. */
const bundles = async (account: string): Promise<Lot[]> => {
  const path = `/v1/accounts/${account}/lots?include=empty&page[size]=100`;
  const { data } = (await shop.product.get(path).expect(200)).body;
  return data
    .filter(({ paid_by }: Lot) => paid_by.startsWith('invoice_line:'))
    .sort((a: Lot, b: Lot) => (a.expires_at < b.expires_at ? -1 : 1));
};
const ends = async (account: string) =>
  (await bundles(account)).map(({ expires_at: at }) => minute(at));
const findings = (account: string) =>
  rows('SELECT class, severity FROM app.findings WHERE account_id = $1 ORDER BY class', account);
/** An account with a customer at Stripe whose card pays, and the price of Pro. */
async function customerOf(account: string, card = 'pm_card_visa') {
  const { stripe } = shop;
  await shop.open(account);
  await ask(account, PRO).expect(200);
  const [{ customer_id: customer }] = await rows(
    'SELECT customer_id FROM app.stripe_customers WHERE account_id = $1',
    account,
  );
  const { id } = await stripe.paymentMethods.attach(card, { customer });
  const [{ price_id: price }] = await rows(
    `SELECT price_id FROM app.stripe_prices WHERE plan = 'pro'`,
  );
  return { customer: String(customer), default_payment_method: id, price: String(price) };
}
/** Subscribes to Pro as somebody does in the Dashboard. */
async function inDashboard(
  account: string,
  more: Partial<Stripe.SubscriptionCreateParams> = {},
  { quantity = 1, card = 'pm_card_visa', balance = 0 } = {},
): Promise<Stripe.Subscription> {
  const { price, ...whose } = await customerOf(account, card);
  if (balance > 0) {
    const credit = { amount: -balance, currency: 'usd' };
    await shop.stripe.customers.createBalanceTransaction(whose.customer, credit);
  }
  return shop.stripe.subscriptions.create({ ...whose, items: [{ price, quantity }], ...more });
}
describe('a plan that is paid for', () => {
  it('and learnt after its successor grants beside the current period, for thirty days', async () => {
    const { harness, product } = shop;
    await begin('unheard', 'pro');
    await harness.control('POST', 'delivery/settle');
    await harness.control('PATCH', 'delivery', { dropNext: 1_000 });
    // It does not find out by itself either.
    for (const route of ['GET /v1/events', 'GET /v1/payment_intents']) {
      await harness.control('POST', 'faults', { kind: '500', route, times: 1_000 });
    }
    await goTo('02-28 13:00');
    await goTo('03-31 10:30');
    await harness.control('POST', 'delivery/settle');
    await harness.control('DELETE', 'delivery');
    expect(await bundles('unheard')).toHaveLength(1);
    await goTo('03-31 13:00');
    await becomes(() => ends('unheard'), ['2027-03-04T10:0', '2027-05-04T10:0']);
    await untilPlanned('unheard', 'pro', null);
    await goTo('04-10 10:00');
    const statuses = (await invoicesOf('unheard')).map(({ status }) => status);
    expect(statuses).toEqual(['paid', 'paid', 'paid']);
    const { period } = await accountOf('unheard');
    expect(minute(period.ends_at)).toBe('2027-04-30T10:0');
    await harness.control('DELETE', 'faults');
    await product.app.get(SweepObjects).run(new AbortController().signal);
    await shop.untilAvailable('unheard', '1000');
    const later = ['2027-03-04T10:0', '2027-05-04T10:0', '2027-05-10T10:0'];
    await becomes(() => ends('unheard'), later);
    const [, , beside] = await bundles('unheard');
    expect(minute(beside?.effective_at ?? '')).toBe('2027-04-10T10:0');
    expect((await accountOf('unheard')).period).toEqual(period);
  });

  it('by an account that has it as a gift, or had it, gives its bundle', async () => {
    await shop.open('gifted');
    const gift = { plan: 'pro', when: 'now', reason_code: 'goodwill' };
    const changes = shop.product.post('/v1/accounts/gifted/plan-changes');
    await changes.set('idempotency-key', newKey()).send(gift).expect(200);
    await shop.untilAvailable('gifted', '600');
    await pays('gifted');
    await shop.untilAvailable('gifted', '1100');
    await untilPlanned('gifted', 'pro', null);

    await begin('lapsed', 'pro');
    await shop.untilAvailable('lapsed', '600');
    await shop.stripe.subscriptions.cancel(await idOf('lapsed'));
    await untilSeen('lapsed', { status: 'canceled' });
    await pays('lapsed');
    await shop.untilAvailable('lapsed', '1100');
    await untilPlanned('lapsed', 'pro', null);
  });
});

describe('a line of an invoice', () => {
  it('is granted by what it sells, and taken back by what it cost', async () => {
    const { stripe } = shop;
    const off = async (percent: number) => [
      { coupon: (await stripe.coupons.create({ percent_off: percent })).id },
    ];
    await inDashboard('reduced', { discounts: await off(20) });
    await inDashboard('credited', {}, { balance: 1_000 });
    await inDashboard('given', { discounts: await off(100) });
    for (const account of ['reduced', 'credited', 'given']) {
      await shop.untilAvailable(account, '600');
      await untilPlanned(account, 'pro', null);
    }
    expect((await bundles('given')).map(({ unit_price: price }) => price)).toEqual([null]);
    expect(await rows(PAYMENTS, 'given')).toEqual([]);
    for (const [account, charged, back] of [
      ['reduced', 1_600, 800],
      ['credited', 1_000, 1_000],
    ] as const) {
      const paid = () => rows(PAYMENTS, account);
      await becomes(async () => (await paid()).map(({ received }) => Number(received)), [charged]);
      const [{ payment_id: payment }] = await paid();
      const why = { reason_code: 'duplicate_charge', amount: usd(back) };
      const asked = shop.product.post(`/v1/payments/${payment}/refunds/preview`);
      const { money, after } = (await asked.send(why).expect(200)).body;
      expect([money.clawed_back, after.available]).toEqual(['250', '350']);
      const { command } = await shop.product.app.get(RefundActions).of({
        paymentId: payment,
        amount: { minor: BigInt(back), currency: 'usd' },
        policy: 'written_off',
        reason: { reasonCode: 'duplicate_charge' },
      });
      expect(command.credits).toBe(250_000_000n);
      await refund(payment, why).expect(201);
      await untilRefunded(account, 1);
      await shop.untilAvailable(account, '350');
    }
    for (const account of ['reduced', 'credited', 'given']) {
      expect(await findings(account)).toEqual([]);
    }
  });

  it('that is paid outside Stripe is granted, and somebody is told', async () => {
    const { stripe } = shop;
    const made = await inDashboard('cash', {}, { card: 'pm_card_chargeCustomerFail' });
    await stripe.invoices.pay(String(made.latest_invoice), { paid_out_of_band: true });
    await shop.untilAvailable('cash', '600');
    await becomes(() => findings('cash'), [{ class: 'outside_stripe', severity: 'warning' }]);
    const paid = await rows(`${PAYMENTS} AND status = 'succeeded'`, 'cash');
    expect(paid).toEqual([]);
    // What a payment was to pay for is known of one that failed, too.
    for (const [account, standing] of [
      ['reduced', 'partly_refunded'],
      ['cash', 'unpaid'],
    ] as const) {
      const path = `/v1/payments?filter[account_id]=${account}`;
      const { data } = (await shop.product.get(path).expect(200)).body;
      const invoice = { plan: 'pro', reason: 'subscription_create' };
      expect(data).toMatchObject([{ standing, purchase: null, invoice }]);
      const [own] = await invoicesOf(account);
      expect(data[0].invoice.number).toBe(own?.number);
    }
    const refunds = '/v1/payment-refunds?filter[account_id]=reduced';
    const { body } = await shop.product.get(refunds).expect(200);
    expect(body.data).toMatchObject([{ paid: { name: null, plan: 'pro' } }]);
  });

  it('of another quantity, or of a part of a period, grants nothing and is found', async () => {
    const { stripe } = shop;
    await inDashboard('pair', {}, { quantity: 2 });
    await becomes(() => findings('pair'), [{ class: 'quantity', severity: 'critical' }]);
    await shop.untilAvailable('pair', '100');

    const { id } = await inDashboard('swapped');
    await shop.untilAvailable('swapped', '600');
    await begin('elsewhere', 'team');
    const [{ price_id: team }] = await rows(
      `SELECT price_id FROM app.stripe_prices WHERE plan = 'team'`,
    );
    const { items } = await stripe.subscriptions.retrieve(id);
    await stripe.subscriptions.update(id, {
      items: [{ id: items.data[0]?.id ?? '', price: team }],
      proration_behavior: 'always_invoice',
    });
    const isFound = async () => (await findings('swapped')).length > 0;
    await until(isFound, 'finding about a proration', () => findings('swapped'));
    const found = await findings('swapped');
    expect(found).toEqual([{ class: 'proration', severity: 'critical' }]);
    await shop.untilAvailable('swapped', '600');
  });

  it('of a trial grants nothing, and the one after it its bundle', async () => {
    await inDashboard('trying', { trial_period_days: 7 });
    await untilSeen('trying', { status: 'trialing' });
    expect(await shop.available('trying')).toBe('100');
    await goTo('04-17 13:00');
    await shop.untilAvailable('trying', '600');
    await untilSeen('trying', { status: 'active' });
    expect(await findings('trying')).toEqual([]);
    expect(await bundles('trying')).toHaveLength(1);
  });

  it('adds up to the cent with every other', () => moneyAddsUp(shop));
});

describe('the list of subscriptions', () => {
  interface Row {
    readonly subscription_id: string;
    readonly account_id: string;
    readonly account_name: string | null;
    readonly period_starts_at: string;
    readonly credits_end_at: string | null;
    readonly credits_ended: boolean;
  }
  const read = async (query: string) =>
    (await shop.product.get(`/v1/subscriptions?${query}`).expect(200)).body;
  const ids = (rows: readonly Row[]) => rows.map(({ subscription_id: id }) => id);

  it('has those first whose credits end first, and says whether they have ended', async () => {
    await goTo('05-20 10:00');
    const { data }: { data: Row[] } = await read('sort=credits_end_at&page[size]=100');
    const newest: { data: Row[] } = await read('page[size]=100');
    expect(ids(data).sort()).toEqual(ids(newest.data).sort());
    const { data: sorted }: { data: Row[] } = await read('sort=credits_end_at&page[size]=100');
    const by = sorted.map((row) => row.credits_end_at ?? row.period_starts_at);
    expect(by).toEqual([...by].sort());
    const over = sorted.filter(({ credits_ended }) => credits_ended);
    expect(over.map(({ account_id }) => account_id)).toContain('lapsed');
    expect(over.length).toBeLessThan(sorted.length);
    const first = await read('sort=credits_end_at&page[size]=3');
    const next = await read(
      `sort=credits_end_at&page[size]=100&page[after]=${first.meta.page.next}`,
    );
    expect([...ids(first.data), ...ids(next.data)]).toEqual(ids(sorted));
  });

  it('has what the accounts are called', async () => {
    const { data } = await read('filter[account_id]=lapsed');
    expect(data[0]).toMatchObject({ account_id: 'lapsed', account_name: 'lapsed' });
  });
});

const PAYMENTS = 'SELECT payment_id, received FROM app.payments WHERE account_id = $1';

/** Subscribes to Pro by the checkout page. */
async function pays(account: string): Promise<void> {
  const { body } = await ask(account, PRO).expect(200);
  expect(await shop.pay(body.checkout_url)).toBeTruthy();
}
