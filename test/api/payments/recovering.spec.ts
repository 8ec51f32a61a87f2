import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CatchUp } from '../../../api/payments/inbox/catch-up.js';
import { SweepObjects } from '../../../api/payments/inbox/sweep-objects.js';
import { until } from '../../support/product/projections.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import { FEE_KNOWN_S, sessionIn, shopCalls } from '../../support/stripe/shop-calls.js';
import { CARDS, startShop, type Shop } from '../../support/stripe/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());
afterEach(() => moneyAddsUp(shop));

const calls = shopCalls(() => shop);
const { allTold, disturb, granted, purchaseOf, rows, undisturbed, untilState } = calls;
const begun = (account: string, pack = 'medium') => calls.begun(account, { pack });
const catchUp = () => shop.product.app.get(CatchUp).run(new AbortController().signal);
const sweep = () => shop.product.app.get(SweepObjects).run(new AbortController().signal);
describe('a payment', () => {
  it('that is declined, then authenticated in the same session, grants once', async () => {
    await shop.open('declined');
    const { purchase_id: id, checkout_url: url } = await begun('declined', 'small');
    expect(await shop.pay(url, CARDS.declined)).toBeNull();
    await shop.harness.control('POST', 'delivery/settle');
    expect(await purchaseOf('declined', id)).toMatchObject({ state: 'open', checkout_url: url });
    const bank = (await shop.pay(url, CARDS.authenticated)) ?? '';
    await shop.authenticate(bank);
    await untilState('declined', id, 'granted');
    await shop.untilAvailable('declined', '300');
    const paid = await rows('SELECT amount, status FROM app.payments WHERE purchase_id = $1', id);
    expect(paid).toEqual([{ amount: '1000', status: 'succeeded' }]);
    expect(await granted('declined')).toHaveLength(1);
  });

  it.each([
    ['arrives', true, 'granted', '650', 1],
    ['does not arrive', false, 'failed', '100', 0],
  ])('that takes days and %s', async (_, succeeds, state, available, events) => {
    const account = `delayed-${state}`;
    await shop.open(account);
    const { purchase_id: id, checkout_url: url } = await begun(account);
    // Which ways to pay there are is set in Stripe's dashboard.
    const payment_method_types = ['card', 'us_bank_account'];
    await shop.harness.control('PATCH', `objects/${sessionIn(url)}`, { payment_method_types });
    await shop.payFromBank(url);
    await untilState(account, id, 'processing');
    expect(await shop.available(account)).toBe('100');
    const { payment } = await purchaseOf(account, id);
    await shop.harness.control('POST', `payments/${payment.payment_id}`, { succeeds });
    await untilState(account, id, state);
    await shop.untilAvailable(account, available);
    expect(await granted(account)).toHaveLength(events);
  });

  it('that nobody makes leaves nothing but a purchase that has expired', async () => {
    await shop.open('abandoned');
    const { purchase_id: id } = await begun('abandoned');
    await shop.harness.pass(86_400 + 60);
    await untilState('abandoned', id, 'expired');
    expect(await shop.available('abandoned')).toBe('100');
    expect(await granted('abandoned')).toEqual([]);
  });
});

describe('webhooks that never come', () => {
  it('are made up for by the events that Stripe lists', async () => {
    await catchUp();
    await shop.open('unheard');
    const { purchase_id: id, checkout_url: url } = await begun('unheard');
    await disturb({ dropNext: 100 });
    await shop.pay(url);
    await allTold();
    expect(await purchaseOf('unheard', id)).toMatchObject({ state: 'open' });
    await undisturbed();
    await catchUp();
    await untilState('unheard', id, 'granted');
    await shop.untilAvailable('unheard', '650');
    const stored = await rows(
      `SELECT state FROM app.stripe_events WHERE object_id = $1
         AND type = 'checkout.session.completed'`,
      sessionIn(url),
    );
    expect(stored).toHaveLength(1);
  });

  it('nor are listed are made up for by the objects, also where nobody here began them', async () => {
    await shop.open('silent');
    const { purchase_id: id, checkout_url: url } = await begun('silent');
    await disturb({ dropNext: 100 });
    await shop.pay(url);
    const elsewhere = await shop.stripe.paymentIntents.create({
      amount: 700,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      confirm: true,
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    });
    await allTold();
    expect(await purchaseOf('silent', id)).toMatchObject({ state: 'open' });
    await undisturbed();
    await sweep();
    await untilState('silent', id, 'granted');
    await shop.untilAvailable('silent', '650');
    await until(
      async () =>
        (await rows('SELECT 1 FROM app.findings WHERE object_id = $1', elsewhere.id)).length > 0,
      'finding about a payment made elsewhere',
    );
    const found = await rows(
      'SELECT class, theirs FROM app.findings WHERE object_id = $1',
      elsewhere.id,
    );
    expect(found).toEqual([{ class: 'unattributed', theirs: '700 usd' }]);
  });

  it('are made up for once a day, and soon after it could not be', async () => {
    const ifDue = () => shop.product.app.get(SweepObjects).runIfDue(new AbortController().signal);
    const sweptAt = async () => (await rows('SELECT swept_at FROM app.stripe_cursor'))[0]?.swept_at;
    const fault = { kind: '500', route: 'GET /v1/payment_intents', times: 10 };
    await catchUp();
    await rows('UPDATE app.stripe_cursor SET swept_at = NULL');
    await shop.harness.control('POST', 'faults', fault);
    await expect(ifDue()).rejects.toThrow();
    expect(await sweptAt()).toBeNull();
    await shop.harness.control('DELETE', 'faults');
    await ifDue();
    const at = await sweptAt();
    expect(at).toEqual(expect.any(Date));
    await shop.harness.control('POST', 'faults', fault);
    await ifDue();
    expect(await sweptAt()).toEqual(at);
    await shop.harness.control('DELETE', 'faults');
  });

  it('or come twice, late and in another order lead to the same', async () => {
    const PACKS = { small: 200, medium: 550 } as const;
    const story = fc.record({
      packs: fc.array(fc.constantFrom('small', 'medium'), { minLength: 1, maxLength: 2 }),
      reversed: fc.boolean(),
      copies: fc.integer({ min: 1, max: 3 }),
      dropNext: fc.integer({ min: 0, max: 12 }),
      visits: fc.boolean(),
    });
    let number = 0;
    const told = fc.asyncProperty(story, async ({ packs, visits, ...rules }) => {
      number += 1;
      const account = `order-${number}`;
      await shop.open(account);
      await disturb({ held: true, ...rules });
      const ids: string[] = [];
      for (const pack of packs) {
        const { purchase_id: id, checkout_url: url } = await begun(account, pack);
        const back = new URL((await shop.pay(url)) ?? '');
        if (visits) await shop.product.get(back.pathname, null).expect(200);
        ids.push(id);
      }
      // What tells of the fee is held, too.
      await shop.harness.pass(FEE_KNOWN_S);
      await disturb({ held: false });
      await shop.harness.control('POST', 'delivery/settle');
      await undisturbed();
      await sweep();
      for (const id of ids) await untilState(account, id, 'granted');
      const credits = packs.reduce((sum, pack) => sum + PACKS[pack], 100);
      await shop.untilAvailable(account, String(credits));
      expect(await granted(account)).toHaveLength(packs.length);
      const uses = await rows('SELECT 1 FROM app.payment_uses WHERE account_id = $1', account);
      expect(uses).toHaveLength(packs.length);
      const found = await rows('SELECT class FROM app.findings WHERE account_id = $1', account);
      expect(found).toEqual([]);
    });
    await fc.assert(told, { numRuns: 20, endOnFailure: true });
  });
});

describe('the test clock', () => {
  const DAY_S = 86_400;
  const clocked = (token: string) =>
    shop.product.another({ PORT: '0', STRIPE_SANDBOX_TOKEN: token });
  const time = () => shop.harness.control<{ now: number; next_due: number | null }>('GET', 'clock');

  it('takes the double of Stripe along: what is paid in between is granted at its own time', async () => {
    const api = await clocked(shop.harness.controlToken);
    await shop.open('stepped');
    const { purchase_id: id, checkout_url: url } = await begun('stepped');
    const payment_method_types = ['card', 'us_bank_account'];
    await shop.harness.control('PATCH', `objects/${sessionIn(url)}`, { payment_method_types });
    await shop.payFromBank(url);
    await untilState('stepped', id, 'processing');
    const comes = (await time()).now + 4 * DAY_S;
    const to = comes + 3 * DAY_S;
    const body = { to: new Date(to * 1_000).toISOString() };
    const { body: answer } = await api.post('/v1/test-clock/advance').send(body).expect(200);
    expect(Date.parse(answer.now) / 1_000).toBeGreaterThanOrEqual(to);
    expect((await time()).now).toBeGreaterThanOrEqual(to);
    expect(await purchaseOf('stepped', id)).toMatchObject({ state: 'granted' });
    const [event] = (await granted('stepped')) as { occurred_at: string }[];
    const late = Date.parse(event?.occurred_at ?? '') / 1_000 - comes;
    expect(Math.abs(late)).toBeLessThan(DAY_S / 2);
    await api.close();
  });

  it('stays where it is when the double does not answer, and says so', async () => {
    const api = await clocked('not-the-token-of-the-double');
    const before = api.harness.clock.now();
    const answer = await api.post('/v1/test-clock/advance').send({ by: 30 * DAY_S });
    expect(answer.status).toBe(503);
    expect(answer.body).toMatchObject({ code: 'test_clock_stuck' });
    expect(answer.body.detail).toContain('double of Stripe');
    expect(api.harness.clock.now() - before).toBeLessThan(DAY_S * 1_000);
    await api.close();
  });
});
