import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';
import { LogLines } from '../../support/product/log-lines.js';

describe('the log of a request that could not be done, for the event store is away', () => {
  let product: TestProduct;
  const log = new LogLines();
  beforeAll(async () => {
    product = await startProduct({ LOG_LEVEL: 'info' }, log);
    await product.stopNode();
  });
  afterAll(() => product?.close());

  const open = { account_id: 'acme', name: 'Acme', email: 'ops@acme.example' };

  it('is one line without a stack, which says why', async () => {
    const { body } = await product
      .post('/v1/accounts')
      .set('idempotency-key', newKey())
      .send(open)
      .expect(503);
    const lines = log.of(body.request_id);
    expect(lines).toEqual([
      expect.objectContaining({
        level: 'warn',
        code: 'store_unavailable',
        method: 'POST',
        route: '/v1/accounts',
        reason: expect.stringMatching(/./),
      }),
    ]);
    expect(lines[0]).not.toHaveProperty('err');
  });

  it('is one line for a whole batch', async () => {
    const items = ['a', 'b', 'c'].map((account_id) => {
      return { account_id, idempotency_key: newKey(), credits: '1' };
    });
    const answer = await product.post('/v1/usage/batch').send({ items }).expect(200);
    const lines = log.of(answer.headers['x-request-id'] ?? '');
    expect(lines).toEqual([
      expect.objectContaining({ level: 'warn', codes: ['store_unavailable'], items: 3 }),
    ]);
    expect(lines[0]).not.toHaveProperty('err');
  });
});
