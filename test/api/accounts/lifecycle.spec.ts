import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../../support/app.js';
import { startReadSide, type ReadSide } from '../../support/read-side.js';

let product: TestProduct;
let readSide: ReadSide;
beforeAll(async () => {
  product = await startProduct();
  readSide = startReadSide(product);
});
afterAll(async () => {
  await readSide.stop();
  await product.close();
});

const post = async (path: string, body: object, status = 201, key = newKey()) => {
  const answer = await product.post(path).set('idempotency-key', key).send(body);
  expect({ path, status: answer.status, body: answer.body }).toMatchObject({ status });
  return answer.body;
};
const get = async (path: string) => (await product.get(path).expect(200)).body;
const open = async (more: object = {}): Promise<string> =>
  (await post('/v1/accounts', { name: 'Acme', email: 'ops@acme.example', ...more })).account_id;
const debit = (account: string, body: object) => post(`/v1/accounts/${account}/debits`, body);

describe('plan changes', () => {
  it('show what they would do, do it at once or wait, and can be withdrawn', async () => {
    const id = await open();
    const path = `/v1/accounts/${id}/plan-changes`;
    const change = { plan: 'pro', when: 'now' };
    const preview = await post(`${path}/preview`, change, 200);
    expect(preview).toMatchObject({
      status: 'changed',
      from: 'free',
      plan: 'pro',
      granted: '500',
      price: { minor: 2000, currency: 'usd' },
      balance: { available: '600', held: '0', debt: '0' },
    });
    const changed = await post(path, change, 200);
    expect(changed).toMatchObject({ status: 'changed', balance: preview.balance });
    expect(await post(path, change, 200)).toMatchObject({ status: 'unchanged' });
    const down = await post(path, { plan: 'free', when: 'renewal' }, 200);
    expect(down).toMatchObject({ status: 'scheduled', from: 'pro', plan: 'free' });
    const seen = await get(`/v1/accounts/${id}?min_position=${down.position}`);
    expect(seen.scheduled_change).toMatchObject({ plan: 'free', effective_at: down.effective_at });
    const withdrawn = await product.delete(`${path}/scheduled`).expect(200);
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', plan: 'free' });
    await product.delete(`${path}/scheduled`).expect(409);
    expect((await post(path, { plan: 'free', when: 'now' }, 409)).code).toBe(
      'plan_change_not_allowed',
    );
  });
});

describe('the status of an account', () => {
  it('stops debits while suspended, everything but refunds when closed', async () => {
    const id = await open();
    const { debit_id: debited } = await debit(id, { credits: '10' });
    const why = { reason_code: 'other', note: 'asked by its owner' };
    expect(await post(`/v1/accounts/${id}/suspend`, why, 200)).toMatchObject({
      status: 'suspended',
      balance: { available: '90' },
    });
    expect((await post(`/v1/accounts/${id}/debits`, { credits: '1' }, 409)).code).toBe(
      'account_suspended',
    );
    await post(`/v1/accounts/${id}/suspend`, why, 200);
    await post(`/v1/accounts/${id}/reinstate`, why, 200);
    await debit(id, { credits: '1' });
    await post(`/v1/accounts/${id}/close`, why, 200);
    expect((await post(`/v1/accounts/${id}/debits`, { credits: '1' }, 409)).code).toBe(
      'account_closed',
    );
    await post(`/v1/accounts/${id}/debits/${debited}/refunds`, { reason_code: 'goodwill' });
  });
});
