import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SweepObjects } from '../../../../api/payments/inbox/sweep-objects.js';
import { EndClosed } from '../../../../api/payments/subscriptions/end-closed.js';
import { newKey } from '../../../support/product/app.js';
import { becomes, until } from '../../../support/product/projections.js';
import { moneyAddsUp } from '../../../support/stripe/money-adds-up.js';
import { sessionIn, shopCalls } from '../../../support/stripe/shop-calls.js';
import { CARDS, startShop, type Shop } from '../../../support/stripe/shop.js';
import { describeFirstSales } from './first-sales.js';
import { describeLookingAhead } from './looking-ahead.js';
import { describeParting } from './parting.js';
import { describePortal } from './portal.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());
afterEach(() => moneyAddsUp(shop));

const { eventsOf, rows, untilLookedAt } = shopCalls(() => shop);
const at = (account: string) => `/v1/accounts/${account}/subscription`;
const ask = (account: string, body: object, key = newKey()) =>
  shop.product.post(at(account)).set('idempotency-key', key).send(body);
const preview = (account: string, body: object) =>
  shop.product.post(`${at(account)}/preview`).send(body);
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
    const invoices = async (): Promise<object[]> =>
      (await seen('first')).invoices.map(
        ({ status, total }: { status: string; total: object }) => ({
          status,
          total,
        }),
      );
    await becomes(invoices, [{ status: 'paid', total: { minor: 2_000, currency: 'usd' } }]);
    expect(await eventsOf('first', 'PlanCreditsGranted')).toHaveLength(2);
    for (const plan of ['pro', 'team']) {
      const refused = await ask('first', { ...PRO, plan }).expect(409);
      expect(refused.body.code).toBe('subscription_active');
    }
    const uses = () =>
      rows('SELECT gross, tax, lot_gross FROM app.payment_uses WHERE account_id = $1', 'first');
    await becomes(uses, [{ gross: '2000', tax: '0', lot_gross: '2000' }]);
    const changed = shop.product.post('/v1/accounts/first/plan-changes');
    const operators = await changed
      .set('idempotency-key', newKey())
      .send({ plan: 'team', when: 'now', reason_code: 'other', note: 'as agreed' })
      .expect(409);
    expect(operators.body.code).toBe('subscription_active');
    const minted = shop.product.post('/v1/accounts/first/widget-tokens');
    const { token } = (await minted.send({ scopes: ['plan:change'] }).expect(201)).body;
    const buyers = await shop.product
      .post('/v1/accounts/first/plan-changes', token)
      .set('idempotency-key', newKey())
      .send({ plan: 'team', when: 'now' })
      .expect(409);
    expect(buyers.body).toMatchObject({
      code: 'subscription_active',
      detail: expect.stringContaining('POST …/subscription'),
    });
  });

  it.each([
    [{ action: 'upgrade', plan: 'team' }, 409, 'not_subscribed'],
    [{ action: 'downgrade', plan: 'pro' }, 409, 'not_subscribed'],
    [{ action: 'downgrade', plan: 'free' }, 422, 'validation_failed'],
    [{ action: 'upgrade', plan: 'no-such-plan' }, 422, 'plan_not_found'],
    [{ action: 'upgrade' }, 422, 'validation_failed'],
    [{ action: 'cancel' }, 409, 'not_subscribed'],
    [{ action: 'withdraw' }, 409, 'not_subscribed'],
    [{ action: 'cancel', plan: 'pro' }, 422, 'validation_failed'],
    [{ action: 'subscribe' }, 422, 'validation_failed'],
    [{ action: 'subscribe', plan: 'free' }, 422, 'validation_failed'],
  ])('is refused for %j where there is no subscription', async (body, status, code) => {
    const { status: opened } = await shop.product.get('/v1/accounts/nothing');
    if (opened === 404) await shop.open('nothing');
    const asked = [await ask('nothing', body), await preview('nothing', body)];
    for (const refused of asked) {
      expect([refused.status, refused.body.code]).toEqual([status, code]);
    }
  });

  it.each([
    ['/v1/plans/cheap', { name: 'Cheap', credits: '5', seats: 1, priority_support: false }],
    ['/v1/packs/cheap', { kind: 'fixed', name: 'Cheap', credits: '5' }],
  ])('costs nothing, or enough to be charged by card: %s', async (path, offer) => {
    const put = (minor: number) =>
      shop.product.put(path).send({ ...offer, price: { minor, currency: 'usd' } });
    for (const minor of [1, 49]) {
      const { body } = await put(minor).expect(422);
      expect(body.invalid_parameters).toMatchObject([{ name: 'price.minor' }]);
    }
    const { text } = await shop.product.get(path.replace('/cheap', '')).expect(200);
    expect(text).not.toContain('cheap');
    await put(50).expect(200);
  });

  it('is cancelled at the period’s end by the buyer’s last word, which can be withdrawn', async () => {
    await subscribed('wavering');
    const cancelled = await ask('wavering', { action: 'cancel' }).expect(200);
    expect(cancelled.body).toMatchObject({ status: 'scheduled' });
    await untilSeen('wavering', { next_plan: 'free' });
    await untilScheduled('wavering', 'free');
    const { subscription } = await seen('wavering');
    const atStripe = () => shop.stripe.subscriptions.retrieve(subscription.subscription_id);
    expect(await atStripe()).toMatchObject({ cancel_at_period_end: true, status: 'active' });
    const withdrawn = await ask('wavering', { action: 'withdraw' }).expect(200);
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn' });
    await untilSeen('wavering', { next_plan: null });
    await untilScheduled('wavering', null);
    expect(await atStripe()).toMatchObject({ cancel_at_period_end: false, status: 'active' });
  });

  it('that nobody was told has ended is found out, and its checkout is not opened again', async () => {
    await shop.open('silent');
    const key = newKey();
    const { body } = await ask('silent', PRO, key).expect(200);
    await shop.pay(body.checkout_url);
    await shop.untilAvailable('silent', '600');
    await untilSeen('silent', { status: 'active' });
    const { subscription } = await seen('silent');
    await shop.harness.control('POST', 'delivery/settle');
    // A webhook that is looked at later finds whatever stands at Stripe by then.
    await untilLookedAt();
    await shop.harness.control('PATCH', 'delivery', { dropNext: 100 });
    await shop.stripe.subscriptions.cancel(subscription.subscription_id);
    await shop.harness.control('POST', 'delivery/settle');
    await shop.harness.control('DELETE', 'delivery');
    expect((await seen('silent')).subscription.status).toBe('active');
    await shop.product.app.get(SweepObjects).run(new AbortController().signal);
    await untilSeen('silent', { status: 'canceled' });
    const again = await ask('silent', PRO, key).expect(200);
    expect(again.body.checkout_url).toBe(body.checkout_url);
    const { status } = await shop.stripe.checkout.sessions.retrieve(sessionIn(body.checkout_url));
    expect(status).toBe('complete');
  });

  it('twice leaves the older; the newer is cancelled and refunded, and is found', async () => {
    const { stripe } = shop;
    await subscribed('twice');
    const { subscription } = await seen('twice');
    const older = await stripe.subscriptions.retrieve(subscription.subscription_id);
    // Instants of Stripe are whole seconds.
    await shop.harness.pass(1);
    const newer = await stripe.subscriptions.create({
      customer: String(older.customer),
      default_payment_method: String(older.default_payment_method),
      items: [{ price: older.items.data[0]?.price.id ?? '' }],
    });
    const isOver = async () =>
      (await stripe.subscriptions.retrieve(newer.id)).status === 'canceled';
    await until(isOver, 'end of the newer subscription');
    const found = () =>
      rows('SELECT class FROM app.findings WHERE account_id = $1 ORDER BY class', 'twice');
    const isFound = async () => (await found()).length > 0;
    await until(isFound, 'finding about it');
    expect(await found()).toEqual([{ class: 'subscribed_twice' }]);
    const back = () =>
      rows('SELECT amount, status FROM app.refunds WHERE account_id = $1', 'twice');
    await until(async () => (await back()).length > 0, 'refund of what it cost');
    expect(await back()).toEqual([{ amount: '2000', status: 'succeeded' }]);
    await shop.untilAvailable('twice', '600');
    expect(await seen('twice')).toMatchObject({ subscription: { status: 'active', plan: 'pro' } });
    expect((await stripe.subscriptions.retrieve(older.id)).status).toBe('active');
  });

  it('names the card that is charged for it, also where top-ups charge another', async () => {
    const cardAt = async (path: string) =>
      (await shop.product.get(`/v1/accounts/two-cards${path}`).expect(200)).body.card;
    await shop.open('two-cards');
    expect(await cardAt('/subscription/card')).toBeNull();
    const { body } = await ask('two-cards', PRO).expect(200);
    await shop.pay(body.checkout_url);
    await untilSeen('two-cards', { status: 'active' });
    expect(await cardAt('/subscription/card')).toMatchObject({ brand: 'visa', last4: '4242' });
    const { stripe } = shop;
    const { subscription } = await seen('two-cards');
    const { customer } = await stripe.subscriptions.retrieve(subscription.subscription_id);
    const { id } = await stripe.paymentMethods.attach('pm_card_chargeCustomerFail', {
      customer: String(customer),
    });
    const invoice_settings = { default_payment_method: id };
    await stripe.customers.update(String(customer), { invoice_settings });
    expect(await cardAt('/subscription/card')).toMatchObject({ last4: '4242' });
    expect(await cardAt('/auto-top-up/card')).toMatchObject({ last4: '0341' });
  });

  it('waits for its first payment: nothing to cancel, and in nobody’s way who pays', async () => {
    await shop.open('at-the-bank');
    const { body } = await ask('at-the-bank', PRO).expect(200);
    expect(await shop.pay(body.checkout_url, CARDS.authenticated)).toBeTruthy();
    await untilSeen('at-the-bank', { status: 'incomplete', plan: 'pro' });
    const owed = async () => (await seen('at-the-bank')).invoices[0]?.pay_url ?? '';
    await until(async () => (await owed()) !== '', 'page on which it can be paid');
    const refused = await ask('at-the-bank', { action: 'cancel' }).expect(409);
    expect(refused.body.code).toBe('not_subscribed');
    const again = await ask('at-the-bank', PRO).expect(200);
    expect(again.body.checkout_url).toBe(body.checkout_url);
    const { stripe } = shop;
    const { subscription } = await seen('at-the-bank');
    const waiting = await stripe.subscriptions.retrieve(subscription.subscription_id);
    const customer = String(waiting.customer);
    const { id: card } = await stripe.paymentMethods.attach('pm_card_visa', { customer });
    const items = [{ price: waiting.items.data[0]?.price.id ?? '' }];
    await stripe.subscriptions.create({ customer, items, default_payment_method: card });
    await shop.untilAvailable('at-the-bank', '600');
    await untilSeen('at-the-bank', { status: 'active' });
  });

  it('ends with the account, as does every page that can still be paid', async () => {
    await subscribed('leaving');
    const { body: pack } = await shop.buy('leaving', { pack: 'small' }).expect(201);
    await shop.open('undecided');
    const { body: begun } = await ask('undecided', PRO).expect(200);
    for (const account of ['leaving', 'undecided']) {
      const why = { reason_code: 'other', note: 'asked by its owner' };
      await shop.product.post(`/v1/accounts/${account}/close`).send(why).expect(200);
    }
    const session = (url: string) => shop.stripe.checkout.sessions.retrieve(sessionIn(url));
    await until(async () => {
      await shop.product.app.get(EndClosed).run(new AbortController().signal);
      return (await session(begun.checkout_url)).status === 'expired';
    }, 'page of a closed account that nobody can pay');
    expect((await session(pack.checkout_url)).status).toBe('expired');
    await untilSeen('leaving', { status: 'canceled' });
    const { subscription } = await seen('leaving');
    const ended = await shop.stripe.subscriptions.retrieve(subscription.subscription_id);
    expect(ended.status).toBe('canceled');
  });
});

describePortal(() => shop);
describeParting(() => shop);
describeFirstSales(() => shop);
describeLookingAhead(() => shop);

/** Opens an account that pays for Pro. */
async function subscribed(account: string): Promise<void> {
  await shop.open(account);
  const { body } = await ask(account, PRO).expect(200);
  await shop.pay(body.checkout_url);
  await shop.untilAvailable(account, '600');
  await untilSeen(account, { status: 'active' });
}

/** Waits until the ledger has this plan at the end of the period; null: the same. */
const untilScheduled = (account: string, plan: string | null) => {
  const scheduled = async () =>
    (await shop.product.get(`/v1/accounts/${account}`).expect(200)).body.scheduled_change?.plan ??
    null;
  return until(async () => (await scheduled()) === plan, `${plan} at renewal`, scheduled);
};
