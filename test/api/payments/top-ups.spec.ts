import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { becomes, until } from '../../support/product/projections.js';
import { startReceiver, type Receiver } from '../../support/product/receiver.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { SAVED, TERMS, topUpCalls } from '../../support/stripe/topup-calls.js';
import { describeConsent } from './consenting.js';
import { describeCaps } from './top-up-caps.js';

let shop: Shop;
let receiver: Receiver;
beforeAll(async () => {
  [shop, receiver] = await Promise.all([startShop(), startReceiver()]);
  const events = ['topup.succeeded', 'topup.failed'];
  await shop.product.post('/v1/webhook-endpoints').send({ url: receiver.url, events }).expect(201);
});
afterAll(async () => {
  await shop?.close();
  await receiver?.close();
});

interface Entry {
  readonly kind: string;
  readonly is_top_up: boolean;
}

const HOUR_S = 3_600;
const usd = (minor: number) => ({ minor, currency: 'usd' });
const calls = topUpCalls(() => shop);
const { consent, debit, eventsOf, intents, pass, ready, saveCard, seenTo, spend, topUp, turnOff } =
  calls;

const told = (type: string, account: string) =>
  receiver.received
    .map(({ body }) => ({ type: body.type, data: body.data }))
    .filter((each) => each.type === type && each.data['account_id'] === account)
    .map(({ data }) => data);
const failedTold = (account: string) => told('topup.failed', account);
const untilTold = (type: string, account: string, times: number) =>
  becomes(() => told(type, account).length, times);

describe('a top-up', () => {
  it('is one payment of the saved card once a debit leaves less than the line', async () => {
    await ready('line');
    await spend('line', '50');
    expect(await intents('line')).toEqual([]);
    await spend('line', '10');
    await shop.untilAvailable('line', '240');
    expect(await intents('line')).toMatchObject([{ status: 'succeeded', amount: 1_000 }]);
    expect(await eventsOf('line', 'AutoTopUpSucceeded')).toHaveLength(1);
    expect(await topUp('line')).toMatchObject({
      is_on: true,
      terms: { below: '50', credits: '200', price: usd(1_000), monthly_cap: usd(3_000) },
      consent: TERMS.consent,
      month: { charged: usd(1_000), left: usd(2_000), is_capped: false },
      last: { state: 'succeeded', failure_code: null },
    });
    const { body: purchases } = await shop.product.get('/v1/accounts/line/pack-purchases');
    expect(purchases.data).toMatchObject([
      { state: 'granted', is_top_up: true, payment: { status: 'succeeded' } },
    ]);
    const { body: ledger } = await shop.product.get('/v1/accounts/line/ledger');
    const told = ledger.data.map(({ kind, is_top_up }: Entry) => [kind, is_top_up]);
    expect(told).toContainEqual(['pack_purchase', true]);
    expect(told).toContainEqual(['plan_grant', false]);
    expect(await receiver.until('topup.succeeded')).toHaveLength(1);
    // Its own webhooks say nothing new of it: no finding, no second grant.
    await calls.allTold();
    const { body: findings } = await shop.product.get('/v1/findings?filter[account_id]=line');
    expect(findings.data).toEqual([]);
    expect(await shop.available('line')).toBe('240');
  });

  it('is one, however many debits cross the line at once', async () => {
    await ready('rush');
    const debits = await Promise.all(Array.from({ length: 20 }, () => debit('rush', '4')));
    for (const { body } of debits) await seenTo('rush', body);
    await shop.untilAvailable('rush', '220');
    expect(await intents('rush')).toHaveLength(1);
  });

  it('is due at once where consent is given below the line, and buys a custom amount', async () => {
    await shop.open('late');
    await debit('late', '90');
    await saveCard('late');
    const custom = { pack: 'custom', amount: usd(2_000) };
    const { body } = await consent('late', custom).expect(200);
    const credits = body.terms.credits as string;
    await shop.untilAvailable('late', String(10 + Number(credits)));
    expect(await intents('late')).toMatchObject([{ status: 'succeeded', amount: 2_000 }]);
  });

  it('that is declined is tried again with the first debit an hour later; the third ends them', async () => {
    await ready('declined', { card: SAVED.failsLater });
    await spend('declined', '60');
    expect(await topUp('declined')).toMatchObject({
      failures: 1,
      last: { state: 'failed', failure_code: 'generic_decline' },
    });
    await spend('declined', '1');
    expect(await intents('declined')).toMatchObject([{ status: 'canceled' }]);
    for (const failures of [2, 3]) {
      await pass(HOUR_S);
      await seenTo('declined', (await debit('declined', '1')).body);
      expect(await intents('declined')).toHaveLength(failures);
    }
    expect(await topUp('declined')).toMatchObject({
      is_on: false,
      ended: { why: 'failures', failure_code: 'generic_decline' },
    });
    await pass(HOUR_S);
    await spend('declined', '1');
    expect(await intents('declined')).toHaveLength(3);
    expect(await shop.available('declined')).toBe('36');
    await untilTold('topup.failed', 'declined', 3);
    const failures = failedTold('declined');
    expect(failures.map((data) => [data['in_a_row'], data['turned_off']])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    // Consent given anew is a new beginning, here with a better card.
    await saveCard('declined', SAVED.good);
    await consent('declined').expect(200);
    await shop.untilAvailable('declined', '236');
  });

  it('whose bank asks for its customer is cancelled; paying by the link grants once', async () => {
    await ready('asked', { card: SAVED.authenticatedAlways });
    await spend('asked', '60');
    const { last, failures } = await topUp('asked');
    expect({ failures, last }).toMatchObject({
      failures: 1,
      last: { state: 'link_open', failure_code: 'authentication_required' },
    });
    const [intent] = await intents('asked');
    expect(intent?.status).toBe('canceled');
    await untilTold('topup.failed', 'asked', 1);
    expect(failedTold('asked')).toMatchObject([
      { failure_code: 'authentication_required', checkout_url: last.checkout_url },
    ]);
    const asks = await shop.pay(last.checkout_url, SAVED.authenticatedAlways);
    await shop.authenticate(asks ?? '');
    await shop.untilAvailable('asked', '240');
    await calls.allTold();
    expect(await topUp('asked')).toMatchObject({ failures: 0, last: { state: 'succeeded' } });
    expect(await eventsOf('asked', 'AutoTopUpSucceeded')).toHaveLength(1);
    expect(await shop.available('asked')).toBe('240');
  });

  it('ends the link of the one before, so that nobody pays both', async () => {
    await ready('links', { card: SAVED.authenticatedAlways });
    await spend('links', '60');
    const { last: first } = await topUp('links');
    await pass(HOUR_S);
    await spend('links', '1');
    const { last: second } = await topUp('links');
    expect(second.purchase_id).not.toBe(first.purchase_id);
    expect(await calls.purchaseOf('links', first.purchase_id)).toMatchObject({ state: 'expired' });
    await shop.pay(first.checkout_url);
    expect(await shop.available('links')).toBe('39');
  });

  it('without a card any more has failed, and nobody was charged', async () => {
    await ready('cardless');
    const [customer] = await calls.rows(
      'SELECT customer_id FROM app.stripe_customers WHERE account_id = $1',
      'cardless',
    );
    const { data } = await shop.stripe.customers.listPaymentMethods(customer.customer_id);
    for (const { id } of data) await shop.stripe.paymentMethods.detach(id);
    await spend('cardless', '60');
    expect(await topUp('cardless')).toMatchObject({
      failures: 1,
      last: { state: 'failed', failure_code: 'no_saved_card', payment_id: null },
    });
    expect(await intents('cardless')).toEqual([]);
  });
});

describe('a top-up that is under way', () => {
  const CHARGING = 'POST /v1/payment_intents';

  it('of which no answer came is found out later, and charged once', async () => {
    await ready('unheard');
    // More often than the SDK tries by itself.
    await calls.fail({ kind: 'close_after', route: CHARGING, times: 4 });
    await spend('unheard', '60');
    await calls.work();
    await shop.untilAvailable('unheard', '240');
    expect(await intents('unheard')).toHaveLength(1);
  });

  /** A debit asks; the card is charged, and nobody hears of it before `meanwhile` is over. */
  async function chargedUnheard(account: string, meanwhile: () => Promise<unknown>) {
    await ready(account);
    await calls.fail({ kind: 'close_after', route: CHARGING, times: 1_000 });
    await calls.disturb({ held: true });
    await debit(account, '60');
    await until(async () => (await intents(account)).length === 1, 'charge');
    await meanwhile();
    await calls.work();
    await calls.undisturbed();
  }

  it.each([
    ['the consent is taken back', 'withdrawn', () => turnOff('withdrawn').expect(200)],
    ['the person is erased', 'erased', () => erase('erased').expect(200)],
  ])('while %s is granted, and no other follows', async (_, account, end) => {
    await chargedUnheard(account, end);
    await shop.untilAvailable(account, '240');
    await spend(account, '230');
    expect(await intents(account)).toHaveLength(1);
    expect(await topUp(account)).toMatchObject({ is_on: false, ended: { why: 'withdrawn' } });
  });

  it('while the account closes is money for a person to refund', async () => {
    const why = { reason_code: 'other', note: 'Asked by its owner' };
    await chargedUnheard('closing', () =>
      shop.product.post('/v1/accounts/closing/close').send(why).expect(200),
    );
    const found = async () =>
      (await shop.product.get('/v1/findings?filter[account_id]=closing')).body.data;
    await until(async () => (await found()).length > 0, 'finding');
    const [finding] = await found();
    expect(finding).toMatchObject({ class: 'paid_not_granted', severity: 'critical' });
    await becomes(async () => (await topUp('closing')).last.state, 'paid');
    await shop.product
      .post(`/v1/findings/${finding.finding_id}/refund`)
      .set('idempotency-key', newKey())
      .send({ reason_code: 'billing_error' })
      .expect(201);
    const [intent] = await intents('closing');
    expect(await calls.refundsAtStripe(intent?.id ?? '')).toMatchObject([{ amount: 1_000 }]);
  });

  /** Long enough for a call that was lost to have ended. */
  const letCallsEnd = (account: string) =>
    calls.rows(
      `UPDATE app.stripe_calls SET begun_at = begun_at - interval '3 minutes'
       WHERE purchase_id IN (SELECT purchase_id FROM app.top_ups WHERE account_id = $1)`,
      account,
    );

  it('that Stripe failed to make is made anew, once it is known to have charged nobody', async () => {
    await ready('failed');
    await calls.fail({ kind: '500', route: CHARGING, times: 1_000 });
    const { body } = await debit('failed', '60');
    const kept = `SELECT FROM app.stripe_calls c JOIN app.top_ups t USING (purchase_id)
      WHERE t.account_id = $1 AND c.state = 'failed'`;
    await calls.untilRows(kept, 'failed');
    await calls.work();
    await letCallsEnd('failed');
    await seenTo('failed', body);
    await shop.untilAvailable('failed', '240');
    expect(await intents('failed')).toHaveLength(1);
  });

  it('and has charged nobody when the consent is taken back, charges nobody any more', async () => {
    await ready('stopped');
    await calls.fail({ kind: '401', route: CHARGING, times: 1_000 });
    const { body } = await debit('stopped', '60');
    const key = `SELECT FROM app.stripe_calls c JOIN app.top_ups t USING (purchase_id)
      WHERE t.account_id = $1`;
    await calls.untilRows(key, 'stopped');
    await turnOff('stopped').expect(200);
    await letCallsEnd('stopped');
    await seenTo('stopped', body);
    await calls.work();
    expect(await topUp('stopped')).toMatchObject({ is_on: false, last: { state: 'failed' } });
    expect(await intents('stopped')).toEqual([]);
    expect(await shop.available('stopped')).toBe('40');
  });

  const erase = (account: string) => shop.product.post(`/v1/accounts/${account}/erase`);
});

describeConsent(() => shop);
describeCaps(() => shop, { failedTold, untilTold });
