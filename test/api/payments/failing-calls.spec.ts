import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountLeases } from '../../../api/payments/converge/account-lease.js';
import { Customers } from '../../../api/payments/customers/customers.js';
import { CatchUp } from '../../../api/payments/inbox/catch-up.js';
import { SweepObjects } from '../../../api/payments/inbox/sweep-objects.js';
import { newKey } from '../../support/product/app.js';
import { moneyAddsUp } from '../../support/stripe/money-adds-up.js';
import {
  FAULTS,
  IMPATIENT,
  MANY_FAULTS,
  sessionIn,
  shopCalls,
  type Begun,
} from '../../support/stripe/shop-calls.js';
import { startShop, type Shop } from '../../support/stripe/shop.js';
import { buy } from '../../support/stripe/staffed-shop.js';

let shop: Shop;
beforeAll(async () => {
  shop = await startShop(IMPATIENT);
});
afterAll(() => shop?.close());
afterEach(() => moneyAddsUp(shop));

const calls = shopCalls(() => shop);
const { allTold, begun, disturb, fail, granted, undisturbed, work } = calls;
const untilGranted = (account: string, id: string) =>
  calls.untilState(account, id, 'granted', 40_000);
const sessionsOf = async (purchaseId: string) => {
  const { data } = await shop.stripe.checkout.sessions.list({ limit: 100 });
  return data.filter(({ client_reference_id: id }) => id === purchaseId);
};
const SMALL = { pack: 'small' };
/** The account's customer at Stripe, made where it has none. */
const customerOf = (account: string): Promise<string> => {
  const { app } = shop.product;
  return app.get(AccountLeases).hold(account, (lease) => app.get(Customers).of(lease, account));
};
const customersOf = async (account: string) => {
  const { data } = await shop.stripe.customers.list({ limit: 100 });
  return data.filter(({ metadata }) => metadata['scrip_account'] === account).map(({ id }) => id);
};
const warnings = async (): Promise<unknown> =>
  (await shop.product.get('/health/ready').expect(200)).body.warnings ?? [];
/** What buying and looking call. */
const ROUTES = [
  'POST /v1/checkout/sessions',
  'GET /v1/checkout/sessions/:id',
  'GET /v1/checkout/sessions',
] as const;

describe('a call to Stripe that fails', () => {
  it.each(FAULTS.flatMap((kind) => ROUTES.map((route) => [kind, route] as const)))(
    'by %s at %s leaves one object, one event and the right balance',
    async (kind, route) => {
      const account = `fault-${kind}-${ROUTES.indexOf(route)}`;
      await shop.open(account);
      const key = newKey();
      const ask = () => shop.buy(account, SMALL, key);
      if (route !== ROUTES[0]) {
        const first = (await ask().expect(201)).body as Begun;
        await shop.stripe.checkout.sessions.expire(sessionIn(first.checkout_url));
      }
      await fail({ kind, route, times: MANY_FAULTS });
      const { status, body: answer } = await ask();
      expect([201, 503]).toContain(status);
      if (status === 503) expect(answer.code).toBe('payments_unavailable');
      await work();
      const { body } = await ask().expect(201);
      const { purchase_id: id, checkout_url: url } = body as Begun;
      const open = (await sessionsOf(id)).filter((session) => session.status === 'open');
      expect(open.map((session) => session.url)).toEqual([url]);
      await fail({ kind, route, times: 2 });
      await shop.pay(url);
      await untilGranted(account, id);
      await work();
      await shop.untilAvailable(account, '300');
      expect(await granted(account)).toHaveLength(1);
    },
  );

  it.each(FAULTS)('by %s when a customer is made leaves one of the account', async (kind) => {
    const account = `customer-${kind}`;
    await shop.open(account);
    await fail({ kind, route: 'POST /v1/customers', times: MANY_FAULTS });
    await customerOf(account).catch(() => undefined);
    await work();
    const id = await customerOf(account);
    expect(await customersOf(account)).toEqual([id]);
    expect(await customerOf(account)).toBe(id);
    // As a process that dies before it writes the row.
    await calls.rows('DELETE FROM app.stripe_customers WHERE customer_id = $1', id);
    expect(await customerOf(account)).toBe(id);
  });

  it('leaves an account that can be sold to after Stripe has deleted its customer', async () => {
    await shop.open('deleted-customer');
    const first = await customerOf('deleted-customer');
    await shop.stripe.customers.del(first);
    const second = await customerOf('deleted-customer');
    expect(second).not.toBe(first);
    expect(await customerOf('deleted-customer')).toBe(second);
    const kept = 'SELECT customer_id, deleted_at FROM app.stripe_customers WHERE account_id = $1';
    const rows = await calls.rows(`${kept} ORDER BY created_at`, 'deleted-customer');
    expect(rows).toEqual([
      { customer_id: first, deleted_at: expect.any(Date) },
      { customer_id: second, deleted_at: null },
    ]);
  });

  it('leaves one purchase, however many keys ask for the same meanwhile', async () => {
    await shop.open('patient');
    const [route] = ROUTES;
    await fail({ kind: '500', route, times: 3 * MANY_FAULTS });
    for (let n = 0; n < 3; n += 1) await shop.buy('patient', SMALL).expect(503);
    await work();
    const { purchase_id: id } = await begun('patient', SMALL);
    const { body } = await shop.product.get('/v1/accounts/patient/pack-purchases').expect(200);
    expect(body.data).toMatchObject([{ purchase_id: id, state: 'open' }]);
  });

  it.each(FAULTS)(
    'by %s when an old session is ended leaves none that can be paid',
    async (kind) => {
      const account = `ended-${kind}`;
      await shop.open(account);
      const first = await begun(account, SMALL);
      await untilLittleTimeIsLeft(first.checkout_url);
      const route = 'POST /v1/checkout/sessions/:id/expire';
      await fail({ kind, route, times: MANY_FAULTS });
      const key = newKey();
      const ask = () => shop.buy(account, SMALL, key);
      expect([201, 503]).toContain((await ask()).status);
      await work();
      const { body } = await ask().expect(201);
      const old = await shop.stripe.checkout.sessions.retrieve(sessionIn(first.checkout_url));
      expect(old.status).toBe('expired');
      await shop.pay((body as Begun).checkout_url);
      await untilGranted(account, (body as Begun).purchase_id);
      await shop.untilAvailable(account, '300');
    },
  );

  it.each(FAULTS)('by %s when events or payments are listed loses none of them', async (kind) => {
    const { app } = shop.product;
    const runs = [app.get(CatchUp), app.get(SweepObjects)];
    const { signal } = new AbortController();
    await runs[0]?.run(signal);
    const account = `listed-${kind}`;
    await shop.open(account);
    const { purchase_id: id, checkout_url: url } = await begun(account, SMALL);
    await disturb({ dropNext: 100 });
    await shop.pay(url);
    await allTold();
    await undisturbed();
    for (const route of ['GET /v1/events', 'GET /v1/payment_intents']) {
      await fail({ kind, route, times: MANY_FAULTS });
    }
    const failed = await Promise.allSettled(runs.map((run) => run.run(signal)));
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await work();
    for (const run of runs) await run.run(signal);
    await untilGranted(account, id);
    await shop.untilAvailable(account, '300');
    expect(await granted(account)).toHaveLength(1);
  });

  it.each(['401', '403'] as const)(
    'by %s waits for a good key, and readiness says so',
    async (kind) => {
      const account = `key-${kind}`;
      await shop.open(account);
      const key = newKey();
      const ask = () => shop.buy(account, SMALL, key);
      await fail({ kind, route: ROUTES[0], times: MANY_FAULTS });
      const { body: answer } = await ask().expect(503);
      expect(answer.code).toBe('payments_unavailable');
      expect(JSON.stringify(answer)).not.toMatch(/rk_test|acct_|permission|key provided/i);
      const refused = `Stripe refuses STRIPE_SECRET_KEY with ${kind} at ${ROUTES[0]}`;
      expect(await warnings()).toEqual([expect.stringContaining(refused)]);
      await work();
      const { body } = await ask().expect(201);
      expect(await sessionsOf(body.purchase_id)).toHaveLength(1);
      expect(await warnings()).toEqual([]);
    },
  );

  it.each(['400', '402', '404'] as const)(
    'by %s is refused in words, and can be tried again',
    async (kind) => {
      const account = `refused-${kind}`;
      await shop.open(account);
      const key = newKey();
      const ask = () => shop.buy(account, SMALL, key);
      await fail({ kind, route: ROUTES[0] });
      const { body: answer } = await ask().expect(409);
      expect(answer.code).toBe('checkout_refused');
      const { body } = await ask().expect(201);
      expect(await sessionsOf(body.purchase_id)).toHaveLength(1);
    },
  );

  it.each(
    (['null', 'empty'] as const).flatMap((kind) =>
      ROUTES.slice(0, 2).map((route) => [kind, route] as const),
    ),
  )('by %s at %s counts as no answer', async (kind, route) => {
    const account = `said-${kind}-${ROUTES.indexOf(route)}`;
    await shop.open(account);
    const key = newKey();
    const ask = () => shop.buy(account, SMALL, key);
    if (route !== ROUTES[0]) await ask().expect(201);
    await fail({ kind, route, times: MANY_FAULTS });
    const { body: answer } = await ask().expect(503);
    expect(answer.code).toBe('payments_unavailable');
    await work();
    const { body } = await ask().expect(201);
    const sessions = await sessionsOf(body.purchase_id);
    expect(sessions.map(({ url }) => url)).toEqual([body.checkout_url]);
  });

  it.each(['401', '403', 'empty'] as const)(
    'by %s whenever the account of the key is read lets nothing be bought or refunded, in words',
    async (kind) => {
      const account = `unread-${kind}`;
      await shop.open(account);
      const { paymentId } = await buy(shop, account, SMALL);
      await fail({ kind, route: 'GET /v1/account', times: 1_000 });
      const api = await shop.product.another({ PORT: '0' });
      const send = (path: string, body: object) =>
        api.post(path).set('idempotency-key', newKey()).send(body);
      const terms = { reason_code: 'goodwill' };
      const asked = [
        send(`/v1/accounts/${account}/pack-purchases`, SMALL),
        send(`/v1/payments/${paymentId}/refunds`, terms),
        api.post(`/v1/payments/${paymentId}/refunds/preview`).send(terms),
      ];
      for (const each of asked) {
        expect((await each.expect(503)).body.code).toBe('payments_unavailable');
      }
      await work();
      await api.close();
    },
  );

  it.each(FAULTS)('by %s at the start is made again at the first purchase', async (kind) => {
    await fail({ kind, route: 'GET /v1/account', times: 3 });
    const api = await shop.product.another({ PORT: '0' });
    await work();
    const account = `start-${kind}`;
    await shop.open(account);
    await api
      .post(`/v1/accounts/${account}/pack-purchases`)
      .set('idempotency-key', newKey())
      .send({ pack: 'small' })
      .expect(201);
    await api.close();
  });
});

/** Moves the clock so that a session is not given to buyers again. */
async function untilLittleTimeIsLeft(url: string): Promise<void> {
  const { expires_at: end } = await shop.stripe.checkout.sessions.retrieve(sessionIn(url));
  const { body } = await shop.product.post('/v1/test-clock/advance').send({ by: 0 }).expect(200);
  const leftS = end - Math.floor(Date.parse(body.now) / 1_000);
  const by = leftS - 25 * 60;
  if (by > 0) await shop.product.post('/v1/test-clock/advance').send({ by }).expect(200);
}
