import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../../support/product/app.js';
import { until } from '../../../support/product/projections.js';
import { planCalls } from '../../../support/stripe/plan-calls.js';
import { shopCalls } from '../../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../../support/stripe/shop.js';
import { describeFailingUpgrades, HINDERED } from './failing-upgrades.js';

/** A bank that asks about each payment, and one that declines what is charged later. */
const ASKS = 'pm_card_authenticationRequiredOnSetup';
const DECLINES = 'pm_card_chargeCustomerFail';
const [ON_PRO, ON_TEAM] = ['1150', '2650'];
const TO_TEAM = { action: 'upgrade', plan: 'team' };
const TO_MAX = { action: 'upgrade', plan: 'max' };
const TO_PRO = { action: 'downgrade', plan: 'pro' };

let shop: Shop;
const { eventsOf } = shopCalls(() => shop);
const calls = planCalls(() => shop);
const { ask, seen, preview, goTo, begin, payBy, untilSeen, untilPlanned, invoicesOf, totals } =
  calls;
const usd = (minor: number) => ({ minor, currency: 'usd' });
/** To the minute: the clock goes on for the seconds that subscribing takes. */
const minute = (instant: string) => instant.slice(0, '2027-01-31T10:0'.length);
const grants = async (account: string) => (await eventsOf(account, 'PlanCreditsGranted')).length;
const isAnyProrated = async (account: string) =>
  (await invoicesOf(account)).some(({ lines }) =>
    lines.data.some(
      ({ amount, parent }) => amount < 0 || parent?.subscription_item_details?.proration === true,
    ),
  );

beforeAll(async () => {
  shop = await startShop({}, { oneClock: true });
  const max = { name: 'Max', price: usd(9_900), credits: '4000', seats: 5, priority_support: true };
  await shop.product.put('/v1/plans/max').send(max).expect(200);
  await goTo('01-31 10:00');
  for (const account of ['above', 'asked', 'dropped', 'refused']) await begin(account, 'pro', true);
  for (const account of HINDERED) await begin(account, 'pro');
  for (const account of ['down', 'stays', 'torn']) await begin(account, 'team');
  await goTo('02-10 10:00');
});
afterAll(() => shop?.close());

describeFailingUpgrades(() => shop, calls);

describe('an upgrade', () => {
  it('is previewed with the price, the card, and what ends when; nothing is changed by that', async () => {
    const shown = await preview('above', TO_TEAM);
    expect(shown).toMatchObject({
      status: 'applied',
      from: { plan: 'pro', name: 'Pro', price: usd(2_000), credits: '500' },
      to: { plan: 'team', plan_version: 1, price: usd(4_900), credits: '1500' },
      charged_now: usd(4_900),
      tax: null,
      card: { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2034 },
      credits_now: '1500',
      available_now: ON_PRO,
      available_after: ON_TEAM,
      renewal: usd(4_900),
    });
    expect(minute(shown.renews_at)).toBe('2027-03-10T10:0');
    expect(shown.ends.map((end: { credits: string }) => end.credits)).toEqual(['100', '500']);
    // The first were those of the free plan.
    expect(shown.ends.map(({ plan }: { plan: string | null }) => plan)).toEqual([null, 'pro']);
    expect(shown.ends.map(({ at }: { at: string }) => minute(at))).toEqual([
      '2027-02-28T10:0',
      '2027-03-04T10:0',
    ]);
    expect(await totals('above')).toEqual(['paid 2000']);
    await untilPlanned('above', 'pro', null);
  });

  it('to another version than the buyer was shown is refused, and changes nothing', async () => {
    const { body } = await ask('above', { ...TO_TEAM, plan_version: 2 }).expect(409);
    expect(body).toMatchObject({ code: 'version_changed' });
    const cancel = await ask('above', { action: 'cancel', plan_version: 1 }).expect(422);
    expect(cancel.body.invalid_parameters[0].name).toBe('plan_version');
    expect(await totals('above')).toEqual(['paid 2000']);
  });

  it('charges the full price and grants the full bundle at once, however often it is asked', async () => {
    const key = newKey();
    const answers = await Promise.all([ask('above', TO_TEAM, key), ask('above', TO_TEAM)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = answers.find(({ status }) => status === 200);
    const lost = answers.find(({ status }) => status === 409);
    expect(won?.body).toMatchObject({ status: 'applied', subscription: { plan: 'team' } });
    expect(lost?.body.code).toBe('plan_change_not_allowed');
    await shop.untilAvailable('above', ON_TEAM);
    await untilPlanned('above', 'team', null);
    const again = await ask('above', TO_TEAM, key);
    expect(again.status).toBe(won === answers[0] ? 200 : 409);
    if (won === answers[0]) expect(again.headers['idempotency-hit']).toBe('true');
    expect(await totals('above')).toEqual(['paid 2000', 'paid 4900']);
    expect(await isAnyProrated('above')).toBe(false);
    const { subscription } = await seen('above');
    expect(minute(subscription.period_ends_at)).toBe('2027-03-10T10:0');
    expect(await grants('above')).toBe(3);
  });

  it('gives nothing while the card’s bank asks, and can only be asked for again', async () => {
    for (const account of ['asked', 'dropped']) {
      await payBy(account, ASKS);
      expect((await preview(account, TO_TEAM)).card.last4).toBe('3155');
      const { body } = await ask(account, TO_TEAM).expect(200);
      expect(body).toMatchObject({
        status: 'pending',
        pay_reason: 'authentication_required',
        pay_url: expect.stringContaining('/i/in_'),
        subscription: { plan: 'pro', pending_plan: 'team' },
      });
      expect(minute(body.subscription.pending_until)).toBe('2027-02-11T09:0');
      const other = await ask(account, { action: 'cancel' }).expect(409);
      expect(other.body.code).toBe('plan_change_not_allowed');
      const same = await ask(account, TO_TEAM).expect(200);
      expect([same.body.status, same.body.pay_url]).toEqual(['pending', body.pay_url]);
      expect(await totals(account)).toEqual(['paid 2000', 'open 4900']);
      await untilPlanned(account, 'pro', null);
      expect([await shop.available(account), await grants(account)]).toEqual([ON_PRO, 2]);
    }
  });

  it('that is declined gives nothing, and what was scheduled is made again once it is dropped', async () => {
    await payBy('refused', DECLINES);
    await ask('refused', { action: 'cancel' }).expect(200);
    await ask('torn', TO_PRO).expect(200);
    await payBy('torn', DECLINES);
    await untilPlanned('refused', 'pro', 'free');
    await untilPlanned('torn', 'team', 'pro');
    for (const [account, asked] of [['refused', TO_TEAM] as const, ['torn', TO_MAX] as const]) {
      const { body } = await ask(account, asked).expect(200);
      expect(body).toMatchObject({ status: 'pending', pay_reason: 'declined' });
      expect(body.subscription.next_plan).toBeNull();
    }
    await untilPlanned('refused', 'pro', null);
    await untilPlanned('torn', 'team', null);
    expect([await grants('refused'), await grants('torn')]).toEqual([2, 2]);
  });

  it('that is paid within its 23 hours is made then', async () => {
    await goTo('02-11 08:00');
    const [, open] = await invoicesOf('asked');
    await calls.answerBank(open?.id ?? '');
    await shop.untilAvailable('asked', ON_TEAM);
    await untilSeen('asked', { plan: 'team', pending_plan: null });
    await untilPlanned('asked', 'team', null);
    expect(await totals('asked')).toEqual(['paid 2000', 'paid 4900']);
    expect(await isAnyProrated('asked')).toBe(false);
  });

  it('that is not is dropped: nothing is charged, and the old plan goes on as it would have', async () => {
    await goTo('02-11 09:05');
    for (const account of ['dropped', 'refused', 'torn']) {
      await untilSeen(account, { pending_plan: null });
      expect((await totals(account)).at(-1)).toMatch(/^void /);
    }
    await untilPlanned('dropped', 'pro', null);
    await untilPlanned('refused', 'pro', 'free');
    await untilPlanned('torn', 'team', 'pro');
    expect(await shop.available('dropped')).toBe(ON_PRO);
    // The same again, carried on after a crash: what was scheduled is made a second time.
    const key = newKey();
    const route = 'POST /v1/subscription_schedules/:id/release';
    await shop.harness.control('POST', 'faults', { kind: 'close_after', route, times: 9 });
    expect((await ask('torn', TO_MAX, key)).status).toBe(503);
    await shop.harness.control('DELETE', 'faults');
    const { body } = await ask('torn', TO_MAX, key).expect(200);
    expect(body).toMatchObject({ status: 'pending' });
    await untilPlanned('torn', 'team', null);
    await goTo('02-12 08:10');
    await untilSeen('torn', { pending_plan: null });
    await untilPlanned('torn', 'team', 'pro');
    for (const account of ['dropped', 'refused', 'torn']) {
      await payBy(account, 'pm_card_visa');
    }
  });
});

describe('a downgrade', () => {
  it('says what it comes to, and can be taken back', async () => {
    expect(await preview('down', TO_PRO)).toMatchObject({
      status: 'scheduled',
      from: { plan: 'team' },
      to: { plan: 'pro' },
      charged_now: usd(0),
      credits_now: '0',
      available_after: '1600',
      renewal: usd(2_000),
    });
    const { body } = await ask('down', TO_PRO).expect(200);
    expect(body).toMatchObject({ status: 'scheduled', subscription: { next_plan: 'pro' } });
    await untilPlanned('down', 'team', 'pro');
    await ask('down', { action: 'cancel' }).expect(200);
    await untilPlanned('down', 'team', 'free');
    await ask('down', TO_PRO).expect(200);
    await untilPlanned('down', 'team', 'pro');
    const withdrawn = await ask('down', { action: 'withdraw' }).expect(200);
    expect(withdrawn.body).toMatchObject({
      status: 'withdrawn',
      subscription: { next_plan: null },
    });
    await untilPlanned('down', 'team', null);
    const refused = await ask('down', { action: 'downgrade', plan: 'max' }).expect(409);
    expect(refused.body.code).toBe('plan_change_not_allowed');
    const free = await ask('down', { action: 'downgrade', plan: 'free' }).expect(422);
    expect(free.body.invalid_parameters[0].reason).toContain('cancel instead');
  });

  it('to be is not believed before it is at Stripe, and is carried on under its key', async () => {
    const key = newKey();
    const made = 'POST /v1/subscription_schedules';
    for (const route of [made, `${made}/:id`]) {
      await shop.harness.control('POST', 'faults', { kind: 'close_after', route, times: 9 });
      expect((await ask('stays', TO_PRO, key)).status).toBe(503);
      await shop.harness.control('DELETE', 'faults');
    }
    const { body } = await ask('stays', TO_PRO, key).expect(200);
    expect(body).toMatchObject({ status: 'scheduled' });
    await untilPlanned('stays', 'team', 'pro');
    await ask('stays', { action: 'withdraw' }).expect(200);
    await ask('stays', { action: 'cancel' }).expect(200);
    await untilPlanned('stays', 'team', 'free');
    const withdraws = { cancel_at_period_end: false };
    await shop.stripe.subscriptions.update(await calls.idOf('stays'), withdraws);
    await untilPlanned('stays', 'team', null);
  });

  it('of the last minute is the next invoice: its own price, its own bundle, no credit', async () => {
    await goTo('02-28 09:59');
    await ask('down', TO_PRO).expect(200);
    await untilPlanned('down', 'team', 'pro');
    await goTo('02-28 12:00');
    for (const account of ['down', 'torn']) {
      await untilSeen(account, { plan: 'pro', next_plan: null });
      await shop.untilAvailable(account, '500');
      await untilPlanned(account, 'pro', null);
      expect((await totals(account)).at(-1)).toBe('paid 2000');
      expect(await isAnyProrated(account)).toBe(false);
    }
  });
});

describe('the end of the period', () => {
  it('renews what was taken back in time at its price, and ends what was not', async () => {
    await shop.untilAvailable('stays', '1500');
    expect((await totals('stays')).at(-1)).toBe('paid 4900');
    await shop.untilAvailable('dropped', '1050');
    expect((await totals('dropped')).at(-1)).toBe('paid 2000');
    await untilSeen('refused', { status: 'canceled' });
    await shop.untilAvailable('refused', '650');
    await shop.untilAvailable('above', '2550');
    await shop.untilAvailable('asked', '2550');
  });

  it('leaves what was bought before an upgrade until its own grace ends', async () => {
    await goTo('03-04 10:05');
    await shop.untilAvailable('above', '2050');
    await goTo('03-10 12:00');
    const isRenewed = async () => (await totals('above')).length === 3;
    await until(isRenewed, 'renewal of Team', () => totals('above'));
    await shop.untilAvailable('above', '2050');
    expect(await totals('above')).toEqual(['paid 2000', 'paid 4900', 'paid 4900']);
    await untilPlanned('above', 'team', null);
  });
});
