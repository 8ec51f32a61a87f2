import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../support/product/app.js';
import { runTool } from '../support/product/tool.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
  const body = { account_id: 'ada', name: 'A', email: 'a@example.com' };
  const { body: opened } = await product
    .post('/v1/accounts')
    .set('idempotency-key', newKey())
    .send(body)
    .expect(201);
  await product.get(`/v1/accounts/ada/balance?min_position=${opened.position}`).expect(200);
});
afterAll(() => product.close());

describe('rebuilding from the command line', () => {
  it('rebuilds everything and finds nothing wrong', async () => {
    const ran = await runTool(product, 'rebuild');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toMatch(/balances.*: \d+ rows from \d+ events; 0 differences\n$/);
  });

  it('says when the old table was wrong, and the new one is right', async () => {
    await product.harness.pool.query('UPDATE read.balances SET available = available + 1');
    const ran = await runTool(product, 'rebuild', 'balances');
    expect([ran.code, ran.stderr]).toEqual([1, '']);
    expect(ran.stdout).toMatch(/1 difference\b/);
    expect((await runTool(product, 'verify')).code).toBe(0);
  });

  it('knows what it can rebuild', async () => {
    const ran = await runTool(product, 'rebuild', 'nothing');
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain('no read model "nothing"');
  });
});
