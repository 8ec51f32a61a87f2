import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startDeaf } from '../../support/product/deaf.js';
import { newKey, startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';
import { until } from '../../support/product/projections.js';

/** A process that hears nothing of the catalogue, beside one that changes it. */
let product: TestProduct;
let deaf: TestApi;
beforeAll(async () => {
  product = await startProduct();
  deaf = await startDeaf(product);
});
afterAll(() => product?.close());

const MONTH_S = 31 * 86_400;
let bundle = 100;

/** Another bundle of the free plan, known to nobody but the process that publishes it. */
async function publishBundle(): Promise<string> {
  bundle += 1;
  const terms = { name: 'Free', price: { minor: 0, currency: 'usd' }, credits: String(bundle) };
  await product.put('/v1/plans/free').send(terms).expect(200);
  return terms.credits;
}

/** Moves the clock on, in both processes. */
async function pass(seconds: number): Promise<void> {
  const { body } = await product.post('/v1/test-clock/advance').send({ by: seconds }).expect(200);
  const now = Date.parse(body.now);
  await until(() => deaf.harness.clock.now() >= now, 'the clock of the other process');
}

const send = async (path: string, body: object, status: number) => {
  const answer = await deaf.post(path).set('idempotency-key', newKey()).send(body);
  expect({ path, status: answer.status, body: answer.body }).toMatchObject({ status });
  return answer.body;
};
const open = async (more: object = {}): Promise<string> =>
  (await send('/v1/accounts', { name: 'Acme', email: 'ops@acme.example', ...more }, 201))
    .account_id;
const grantOf = async (account: string): Promise<string> =>
  (await deaf.get(`/v1/accounts/${account}/balance`).expect(200)).body.plan.granted;

describe('a process that may not know what is sold now', () => {
  it.each<[string, (account: string) => Promise<unknown>]>([
    ['a debit', (id) => send(`/v1/accounts/${id}/debits`, { credits: '1' }, 201)],
    ['a hold', (id) => send(`/v1/accounts/${id}/holds`, { credits: '1' }, 201)],
    ['a read', async (id) => deaf.get(`/v1/accounts/${id}/balance`).expect(200)],
    [
      'a suspension',
      (id) => send(`/v1/accounts/${id}/suspend`, { reason_code: 'other', note: 'why' }, 200),
    ],
    [
      'a batch',
      async (id) => {
        const item = { account_id: id, idempotency_key: newKey(), credits: '1' };
        const { results } = await send('/v1/usage/batch', { items: [item] }, 200);
        expect(results).toMatchObject([{ status: 201 }]);
      },
    ],
  ])('renews by the present bundle when %s comes after it was due', async (_, touch) => {
    // It has just read the catalogue, before the bundle became another.
    const account = await open();
    const credits = await publishBundle();
    await pass(MONTH_S);
    await touch(account);
    expect(await grantOf(account)).toBe(credits);
  });

  it('says in a dry run what an account that would be opened could spend', async () => {
    const credits = await publishBundle();
    await pass(MONTH_S);
    const item = { account_id: newKey(), idempotency_key: newKey(), credits: '1' };
    const body = { items: [item], dry_run: true, assume_open: true };
    const { results } = await send('/v1/usage/batch', body, 200);
    const available = String(Number(credits) - 1);
    expect(results).toMatchObject([{ status: 201, balance: { available } }]);
  });

  it('grants the present bundle to whoever opens an account or comes to the plan', async () => {
    const account = await open();
    const path = `/v1/accounts/${account}/plan-changes`;
    await send(path, { plan: 'pro', when: 'now' }, 200);
    await send(path, { plan: 'free', when: 'renewal' }, 200);
    const credits = await publishBundle();
    await pass(MONTH_S);
    expect(await grantOf(await open())).toBe(credits);
    const next = await publishBundle();
    await pass(MONTH_S);
    await deaf.get(`/v1/accounts/${account}`).expect(200);
    expect(await grantOf(account)).toBe(next);
  });

  it('changes to the present terms of a plan, and previews them', async () => {
    const account = await open();
    const terms = { name: 'Pro', price: { minor: 2_000, currency: 'usd' }, credits: '555' };
    await product.put('/v1/plans/pro').send(terms).expect(200);
    await pass(60);
    const path = `/v1/accounts/${account}/plan-changes`;
    const change = { plan: 'pro', when: 'now' };
    expect(await send(`${path}/preview`, change, 200)).toMatchObject({ granted: '555' });
    expect(await send(path, change, 200)).toMatchObject({ granted: '555' });
  });

  it('looks for a plan that it has never heard of', async () => {
    await open();
    const terms = { name: 'New', price: { minor: 0, currency: 'usd' }, credits: '7' };
    await product.put('/v1/plans/new').send(terms).expect(200);
    expect(await grantOf(await open({ plan: 'new' }))).toBe('7');
    const unknown = { name: 'Acme', email: 'ops@acme.example', plan: 'nothing' };
    expect((await send('/v1/accounts', unknown, 422)).code).toBe('plan_not_found');
  });
});
