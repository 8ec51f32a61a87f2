import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import { startSandbox } from '../../support/stripe/sandbox.js';
import { eventAbout, sessionIn, shopCalls } from '../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());

const { begun, purchaseOf, untilState, granted, rows } = shopCalls(() => shop);
const stateOf = async (account: string, id: string): Promise<string> =>
  (await purchaseOf(account, id)).state;
const findings = (objectId: string) =>
  rows(
    'SELECT class, severity, ours, theirs, account_id FROM app.findings WHERE object_id = $1',
    objectId,
  );
const inboxOf = (objectId: string) =>
  rows('SELECT id, type, state, error FROM app.stripe_events WHERE object_id = $1', objectId);

describe('buying a pack', () => {
  afterEach(() => moneyAddsUp(shop));

  it('grants it once, however often and in whatever order page and webhooks tell of it', async () => {
    await shop.open('raced');
    await shop.harness.control('PATCH', 'delivery', { copies: 3 });
    const { purchase_id: id, checkout_url: url } = await begun('raced');
    expect(await stateOf('raced', id)).toBe('open');
    const back = new URL((await shop.pay(url)) ?? '');
    expect(back.pathname).toBe(`/checkout/${id}`);
    const visit = () => shop.product.get(back.pathname, null).expect(200);
    await Promise.all([visit(), visit()]);
    await shop.harness.control('POST', 'delivery/settle');
    await untilState('raced', id, 'granted');
    expect((await visit()).text).toContain('Your credits are there');
    // The balance transaction comes two seconds after the payment.
    await shop.harness.pass(5);
    await shop.harness.control('DELETE', 'delivery');
    await until(
      async () => (await purchaseOf('raced', id)).payment.fee !== null,
      'fee',
      () => inboxOf(sessionIn(url)),
    );
    const purchase = await purchaseOf('raced', id);
    expect(purchase).toMatchObject({
      pack: 'medium',
      credits: '550',
      price: { minor: 2_500, currency: 'usd' },
      state: 'granted',
      checkout_url: null,
      payment: {
        status: 'succeeded',
        amount: { minor: 2_500, currency: 'usd' },
        fee: { minor: 103, currency: 'usd' },
        net: { minor: 2_397, currency: 'usd' },
      },
    });
    await shop.untilAvailable('raced', '650');
    expect(await granted('raced')).toMatchObject([
      { data: { lot: { paid: { minor: 2_500, currency: 'usd' } } } },
    ]);
    const uses = await rows(
      'SELECT gross, net, tax, paid_by FROM app.payment_uses WHERE purchase_id = $1',
      id,
    );
    const paidBy = `payment:${purchase.payment.payment_id}`;
    expect(uses).toEqual([{ gross: '2500', net: '2500', tax: '0', paid_by: paidBy }]);
  });

  it('grants what a custom amount buys', async () => {
    await shop.open('custom');
    const body = { pack: 'custom', amount: { minor: 1_234, currency: 'usd' } };
    const { purchase_id: id, checkout_url: url } = await begun('custom', body);
    await shop.pay(url);
    await untilState('custom', id, 'granted');
    await shop.untilAvailable('custom', '346.8');
    const path = '/v1/accounts/custom/ledger?filter[kind]=pack_purchase';
    const { body: ledger } = await shop.product.get(path).expect(200);
    expect(ledger.data).toMatchObject([{ ref_id: id, is_top_up: false }]);
  });

  it('grants nothing for another amount than ours: a finding with both figures', async () => {
    await shop.open('cheated');
    const body = { pack: 'custom', amount: { minor: 1_234, currency: 'usd' } };
    const { purchase_id: id, checkout_url: url } = await begun('cheated', body);
    await shop.harness.control('PATCH', `objects/${sessionIn(url)}`, { amount_total: 1_233 });
    await shop.pay(url);
    await untilState('cheated', id, 'paid');
    expect(await findings(sessionIn(url))).toEqual([
      {
        class: 'amount',
        severity: 'critical',
        ours: '1234 usd',
        theirs: '1233 usd',
        account_id: 'cheated',
      },
    ]);
    expect(await shop.available('cheated')).toBe('100');
  });

  it('makes no session for an amount out of bounds or a price of the browser', async () => {
    await shop.open('bounds');
    for (const minor of [499, 500_001]) {
      await shop.buy('bounds', { pack: 'custom', amount: { minor, currency: 'usd' } }).expect(422);
    }
    await shop.buy('bounds', { pack: 'medium', price: 1 }).expect(422);
    const { body } = await shop.product.get('/v1/accounts/bounds/pack-purchases').expect(200);
    expect(body.data).toEqual([]);
  });
});

describe('clicks', () => {
  afterEach(() => moneyAddsUp(shop));

  it('of one key lead to one session', async () => {
    await shop.open('clicked');
    const key = newKey();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => shop.buy('clicked', { pack: 'medium' }, key).expect(201)),
    );
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const hits = answers.filter(({ headers }) => headers['idempotency-hit'] === 'true');
    expect(hits).toHaveLength(9);
    const others = await Promise.all(Array.from({ length: 10 }, () => begun('clicked')));
    expect(new Set([answers[0]?.body, ...others].map((body) => JSON.stringify(body))).size).toBe(1);
    const { body } = await shop.product.get('/v1/accounts/clicked/pack-purchases').expect(200);
    expect(body.data).toHaveLength(1);
    await shop.buy('clicked', { pack: 'small' }, key).expect(422);
  });

  it('after the session has expired lead to another of the same purchase', async () => {
    await shop.open('late');
    const key = newKey();
    const first = await begun('late', { pack: 'medium' }, key);
    await shop.stripe.checkout.sessions.expire(sessionIn(first.checkout_url));
    await untilState('late', first.purchase_id, 'expired');
    const again = await shop.buy('late', { pack: 'medium' }, key).expect(201);
    expect(again.headers['idempotency-hit']).toBeUndefined();
    expect(again.body.purchase_id).toBe(first.purchase_id);
    expect(again.body.checkout_url).not.toBe(first.checkout_url);
    await shop.pay(again.body.checkout_url);
    await untilState('late', first.purchase_id, 'granted');
    await shop.untilAvailable('late', '650');
  });

  it('after the pack has changed expire what could still be paid of the old one', async () => {
    await shop.open('repriced');
    const old = await begun('repriced', { pack: 'small' });
    const other = await begun('repriced', { pack: 'medium' });
    // A version that is published has a minute's notice; this purchase is of one long past.
    await rows('UPDATE app.purchases SET pack_version = 0 WHERE purchase_id = $1', old.purchase_id);
    const current = await begun('repriced', { pack: 'small' });
    expect(current.purchase_id).not.toBe(old.purchase_id);
    expect(await stateOf('repriced', old.purchase_id)).toBe('expired');
    expect(await stateOf('repriced', other.purchase_id)).toBe('open');
    await shop.pay(current.checkout_url);
    await untilState('repriced', current.purchase_id, 'granted');
    await shop.untilAvailable('repriced', '300');
  });
});

describe('another account of Stripe', () => {
  it('is refused at the start, in words', async () => {
    const other = await startSandbox({ accountId: 'acct_other' });
    const settings = { STRIPE_SECRET_KEY: other.apiKey, STRIPE_API_URL: other.sandbox.url };
    await expect(shop.product.another({ ...settings, PORT: '0' })).rejects.toThrow(
      /belongs to acct_other in test mode, but .* has sold through acct_sandbox in test mode/,
    );
    await other.close();
  });
});

describe('a webhook', () => {
  const event = (more: object = {}) =>
    eventAbout({ object: 'product', id: 'prod_1' }, { type: 'product.created', ...more });
  const stored = async (payload: string) => {
    const sql = 'SELECT state FROM app.stripe_events WHERE payload = $1';
    return (await rows(sql, Buffer.from(payload))).map(({ state }) => String(state));
  };

  it.each<[string, string, string]>([
    ['that is not about our objects', event(), 'ignored'],
    ['with a NUL in its metadata', event({ note: '\u0000' }), 'ignored'],
    [
      'nested forty levels deep',
      event({ note: JSON.parse(`${'['.repeat(40)}${']'.repeat(40)}`) }),
      'ignored',
    ],
    ['of three megabytes', event({ note: 'x'.repeat(3_000_000) }), 'ignored'],
    ['with a name that JSON bodies must not have', event({ note: { constructor: 1 } }), 'ignored'],
    ['of the other mode', event({ livemode: true }), 'parked'],
    ['of another version', event({ api_version: '2020-08-27' }), 'parked'],
    ['that is no event', '{"id":7}', 'parked'],
    ['that is no JSON', 'hello', 'parked'],
  ])('%s is stored as it came, once, and answered', async (_, payload, state) => {
    expect(await shop.webhook(payload)).toBe(200);
    expect(await shop.webhook(payload)).toBe(200);
    expect(await stored(payload)).toEqual([state]);
  });

  it('that Stripe has not signed so, and just now, is refused and not stored', async () => {
    const payload = event();
    const now = Math.floor(Date.now() / 1_000);
    const refused = [
      await shop.webhook(payload, ''),
      await shop.webhook(payload, shop.sign(`${payload} `)),
      await shop.webhook(payload, shop.sign(payload, now - 310)),
      await shop.webhook(payload, shop.sign(payload, now + 310)),
      await shop.webhook(JSON.stringify(JSON.parse(payload), null, 1), shop.sign(payload)),
    ];
    expect(refused).toEqual([400, 400, 400, 400, 400]);
    expect(await stored(payload)).toEqual([]);
  });
});
