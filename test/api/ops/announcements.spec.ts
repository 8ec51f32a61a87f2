import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountStream } from '../../../api/accounts/account-stream.js';
import { newKey, startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
let other: TestApi;
beforeAll(async () => {
  product = await startProduct();
  other = await product.another();
});
afterAll(() => product?.close());

describe('what processes tell each other', () => {
  it('lets one of them write to an account that another never stops writing to', async () => {
    const body = { account_id: 'busy', name: 'Acme', email: 'ops@acme.example' };
    await product.post('/v1/accounts').set('idempotency-key', newKey()).send(body).expect(201);
    const debit = ({ app }: TestApi) =>
      app
        .get(AccountStream)
        .execute(
          'busy',
          { type: 'DebitCredits', credits: 1n, purpose: { outcome: 'ok' } },
          { commandId: randomUUID(), actor: 'key:test' },
        );
    let done = false;
    const busy = Array.from({ length: 16 }, async () => {
      while (!done) await debit(product);
    });
    await debit(product);
    const patient = (async () => {
      for (let i = 0; i < 10; i += 1) expect((await debit(other)).hit).toBe(false);
    })().finally(() => (done = true));
    await Promise.all([patient, ...busy]);
  });
});
