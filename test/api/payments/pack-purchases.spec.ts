import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, TEST_KEY, type TestProduct } from '../../support/product/app.js';
import { LogLines } from '../../support/product/log-lines.js';

let product: TestProduct;
const log = new LogLines();
beforeAll(async () => {
  product = await startProduct({ LOG_LEVEL: 'info' }, log);
  const account = { account_id: 'acme', name: 'Acme', email: 'ops@example.com' };
  await product.post('/v1/accounts').set('idempotency-key', newKey()).send(account).expect(201);
  for (const [pack, body] of Object.entries(PACKS)) {
    await product.put(`/v1/packs/${pack}`).send(body).expect(200);
  }
});
afterAll(() => product?.close());

const usd = (minor: number) => ({ minor, currency: 'usd' });
const PACKS = {
  starter: {
    kind: 'fixed',
    name: 'Starter',
    description: 'A few',
    price: usd(1_000),
    credits: '500',
  },
  any: {
    kind: 'custom',
    name: 'Any',
    description: 'As many as you like',
    least: usd(500),
    most: usd(100_000),
    credits_per_unit: '40',
  },
};

const buy = (body: object, account = 'acme') =>
  product
    .post(`/v1/accounts/${account}/pack-purchases`)
    .set('idempotency-key', newKey())
    .send(body);

describe('buying a pack', () => {
  it('says that payments are not set up and nothing was charged, and what it would come to', async () => {
    const headBefore = await product.harness.store.head();
    const { body } = await buy({ pack: 'starter' }).expect(501);
    expect(body).toMatchObject({
      code: 'payments_not_set_up',
      pack: 'starter',
      price: usd(1_000),
      credits: '500',
    });
    expect(body.detail).toMatch(/not set up.*nothing charged/);
    const custom = await buy({ pack: 'any', amount: usd(1_250) }).expect(501);
    expect(custom.body).toMatchObject({ price: usd(1_250), credits: '500' });
    expect(await product.harness.store.head()).toBe(headBefore);
    expect(log.of(body.request_id)).toMatchObject([{ level: 'info', msg: 'request refused' }]);
  });

  it.each([
    [{ pack: 'nothing' }, 'pack_not_found'],
    [{ pack: 'any' }, 'amount'],
    [{ pack: 'any', amount: usd(499) }, 'amount.minor'],
    [{ pack: 'any', amount: usd(100_001) }, 'amount.minor'],
    [{ pack: 'any', amount: { minor: 600, currency: 'eur' } }, 'amount.currency'],
    [{ pack: 'starter', amount: usd(1) }, 'amount'],
    [{ pack: 'starter', price: usd(1) }, 'price'],
    [{}, 'pack'],
  ])('is refused as %j', async (body, wrong) => {
    const { body: problem } = await buy(body).expect(422);
    const [named] = problem.invalid_parameters ?? [];
    if (wrong === 'pack_not_found') expect(problem.detail).toContain('one of "small", ');
    expect([problem.code, named?.name]).toContain(wrong);
  });

  it('tells in words what a custom pack may cost', async () => {
    const { body } = await buy({ pack: 'any', amount: usd(1) }).expect(422);
    expect(body.invalid_parameters[0].reason).toContain('5.00 usd to 1000.00 usd');
  });

  it('needs an account, a key, and of a widget the scope', async () => {
    await buy({ pack: 'starter' }, 'nobody').expect(404);
    await product.post('/v1/accounts/acme/pack-purchases').send({ pack: 'starter' }).expect(400);
    const tokens = product.post('/v1/accounts/acme/widget-tokens');
    const { token } = (await tokens.send({ scopes: ['packs:read'] }).expect(201)).body;
    const asked = product.post('/v1/accounts/acme/pack-purchases', token);
    const { body } = await asked.send({ pack: 'starter' }).expect(403);
    expect(body.missing_scope).toBe('checkout:create');
  });
});

describe('a widget that may change plans', () => {
  const scopes = ['plan:change'];
  const tokenFor = async (account: string, body: object = {}) => {
    const made = product.post(`/v1/accounts/${account}/widget-tokens`).send(body);
    return String((await made.expect(201)).body.token);
  };
  const change = (body: object, token: string, account = 'planned') =>
    product
      .post(`/v1/accounts/${account}/plan-changes`, token)
      .set('idempotency-key', newKey())
      .send(body);
  const withdraw = (token: string) =>
    product.delete('/v1/accounts/planned/plan-changes/scheduled', token);
  const setTo = (plan: string) => change({ plan, when: 'now' }, TEST_KEY).expect(200);
  beforeAll(async () => {
    const account = { account_id: 'planned', name: 'Planned', email: 'ops@example.com' };
    await product.post('/v1/accounts').set('idempotency-key', newKey()).send(account).expect(201);
    await setTo('pro');
  });

  it.each(['now', 'renewal'])('gets no dearer plan that nobody has paid for: %s', async (when) => {
    const token = await tokenFor('planned', { scopes });
    const headBefore = await product.harness.store.head();
    const { body } = await change({ plan: 'team', when }, token).expect(501);
    expect(body).toMatchObject({
      code: 'payments_not_set_up',
      plan: 'team',
      price: { minor: 4_900, currency: 'usd' },
      credits: '1500',
    });
    expect(body.detail).toMatch(/nothing was charged/);
    expect(await product.harness.store.head()).toBe(headBefore);
  });

  it('has what cannot be bought refused as anybody has', async () => {
    const token = await tokenFor('planned', { scopes });
    const codeOf = async (plan: string, status: number) =>
      (await change({ plan, when: 'now' }, token).expect(status)).body.code;
    expect(await codeOf('nothing', 422)).toBe('plan_not_found');
    expect(await codeOf('free', 409)).toBe('plan_change_not_allowed');
  });

  it('lets a cheaper plan begin at the renewal, and takes that back, in its own name', async () => {
    const token = await tokenFor('planned', { scopes });
    const { body } = await change({ plan: 'free', when: 'renewal' }, token).expect(200);
    expect(body).toMatchObject({ status: 'scheduled', from: 'pro', plan: 'free' });
    expect((await withdraw(token).expect(200)).body.status).toBe('withdrawn');
    await change({ plan: 'free', when: 'renewal' }, token).expect(200);
    const again = await change({ plan: 'pro', when: 'renewal' }, token).expect(200);
    expect(again.body.status).toBe('withdrawn');
    const [last] = (await product.harness.store.readStream('account-planned', 0, 100)).slice(-1);
    expect(last?.meta.actor).toBe('widget:planned');
  });

  it('does so with this scope alone, for its own account', async () => {
    const body = { plan: 'free', when: 'renewal' };
    expect((await change(body, await tokenFor('planned')).expect(403)).body).toMatchObject({
      missing_scope: 'plan:change',
    });
    await withdraw(await tokenFor('planned')).expect(403);
    await change(body, await tokenFor('acme', { scopes })).expect(403);
  });
});
