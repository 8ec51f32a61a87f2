import { afterAll, beforeAll, expect } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from './app.js';

/** A product for the tests of this file, and the calls that stories of accounts are made of. */
export function accountCalls() {
  let product: TestProduct;
  beforeAll(async () => {
    product = await startProduct();
  });
  afterAll(() => product.close());
  return { theProduct: () => product, ...callsOn(() => product) };
}

/** The calls that stories of accounts are made of, on a product that runs by then. */
export function callsOn(theProduct: () => TestProduct) {
  const post = async (path: string, body: object, status = 201, key = newKey()) => {
    const answer = await theProduct().post(path).set('idempotency-key', key).send(body);
    expect({ path, status: answer.status, body: answer.body }).toMatchObject({ status });
    return answer.body;
  };
  return {
    post,
    get: async (path: string) => (await theProduct().get(path).expect(200)).body,
    open: async (more: object = {}): Promise<string> =>
      (await post('/v1/accounts', { name: 'Acme', email: 'ops@acme.example', ...more })).account_id,
    debit: (account: string, body: object) => post(`/v1/accounts/${account}/debits`, body),
    adjust: (account: string, credits: string, more: object = {}) =>
      post(`/v1/accounts/${account}/adjustments`, {
        credits,
        reason_code: 'goodwill',
        note: 'because',
        ...more,
      }),
    /** Reserves credits. */
    hold: (account: string, body: object, status = 201) =>
      post(`/v1/accounts/${account}/holds`, body, status),
    /** Settles, extends or releases a hold. */
    change: (
      how: 'settle' | 'extend' | 'release',
      [account, hold]: readonly [string, string],
      body: object,
      status = 200,
      key?: string,
    ) => post(`/v1/accounts/${account}/holds/${hold}/${how}`, body, status, key),
    /** Moves the test clock. */
    pass: (seconds: number) => post('/v1/test-clock/advance', { by: seconds }, 200),
  };
}
