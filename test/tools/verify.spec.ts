import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../support/product/app.js';
import { runTool } from '../support/product/tool.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
  for (const account_id of ['ada', 'bob']) {
    const body = { account_id, name: 'A', email: 'a@example.com' };
    await product.post('/v1/accounts').set('idempotency-key', newKey()).send(body).expect(201);
  }
  const { body } = await product
    .post('/v1/accounts/ada/debits')
    .set('idempotency-key', newKey())
    .send({ credits: '7' })
    .expect(201);
  await product.get(`/v1/accounts/ada/balance?min_position=${body.position}`).expect(200);
});
afterAll(() => product.close());

describe('verifying from the command line', () => {
  it('says that everything fits and how much that was', async () => {
    const ran = await runTool(product, 'verify');
    expect([ran.code, ran.stderr]).toEqual([0, '']);
    expect(ran.stdout).toMatch(/^everything fits: \d+ streams, \d+ events/);
  });

  it('names the first difference', async () => {
    await product.harness.pool.query(
      "UPDATE read.balances SET available = available + 1 WHERE account_id = 'ada'",
    );
    const ran = await runTool(product, 'verify', '--account', 'ada');
    expect(ran.code).toBe(1);
    expect(ran.stdout).toContain('read_model_differs');
    expect(ran.stdout).toMatch(/1 difference\b/);
    expect((await runTool(product, 'verify', '--account', 'bob')).code).toBe(0);
  });

  it('does not take an account that nobody knows', async () => {
    const ran = await runTool(product, 'verify', '--account', 'nobody');
    expect(ran).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('account_not_found'),
    });
  });
});
