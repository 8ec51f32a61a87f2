import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
  for (const account_id of ['one', 'two']) {
    await product
      .post('/v1/accounts')
      .set('idempotency-key', newKey())
      .send({ account_id, name: 'A', email: 'a@example.com' });
    for (let i = 0; i < 5; i++) await debit(account_id);
  }
});
afterAll(() => product?.close());

const debit = (account: string) =>
  product
    .post(`/v1/accounts/${account}/debits`)
    .set('idempotency-key', newKey())
    .send({ credits: '1' });
const rebuild = (name: string) => product.post(`/v1/ops/projections/${name}/rebuild`);
const newest = async () => (await product.get('/v1/ops/projections')).body.rebuild;
const finished = async () => {
  for (;;) {
    const found = await newest();
    if (found.state === 'done' || found.state === 'failed') return found;
    await sleep(50);
  }
};

describe('a rebuild', () => {
  it('there never was one', async () => {
    expect(await newest()).toBeNull();
  });

  it('of all read models says how it went', async () => {
    const began = await rebuild('all');
    expect(began.status).toBe(202);
    expect(began.body).toMatchObject({
      state: 'requested',
      requested_by: 'key:preset',
      finished_at: null,
    });
    expect(began.body.projections).toEqual(expect.arrayContaining(['balances', 'usage', 'models']));
    const done = await finished();
    expect(done).toMatchObject({
      rebuild_id: began.body.rebuild_id,
      state: 'done',
      differences: 0,
      compared: expect.arrayContaining([{ table: 'balances', rows: 2, differences: 0 }]),
      not_compared: [],
      error: null,
    });
    expect(done.events).toBeGreaterThan(10);
    expect(done.rows).toBeGreaterThan(10);
  });

  it('changes nothing that readers see, and what comes after is seen as ever', async () => {
    const { body } = await debit('one');
    const path = `/v1/accounts/one/balance?min_position=${body.position}`;
    expect((await product.get(path)).body).toMatchObject({ available: '94' });
  });

  it('of one read model leaves the others alone', async () => {
    const began = await rebuild('ledger_entries');
    expect(began.body.projections).toEqual(['ledger_entries']);
    expect(await finished()).toMatchObject({ state: 'done', projections: ['ledger_entries'] });
  });

  it('is alone', async () => {
    const other = await product.another();
    const asked = await Promise.all(
      [product, other, product, other, product].map((api) =>
        api.post('/v1/ops/projections/models/rebuild'),
      ),
    );
    await other.close();
    const statuses = asked.map(({ status }) => status).sort();
    expect(statuses).toEqual([202, 409, 409, 409, 409]);
    const refused = asked.find(({ status }) => status === 409);
    expect(refused?.body).toMatchObject({ code: 'rebuild_under_way' });
    await finished();
  });

  it.each([
    ['nothing', 404],
    ['operations', 404],
    ['$all', 422],
    ['a%2fb', 422],
  ])('of %s is refused', async (name, status) => {
    expect((await rebuild(name)).status).toBe(status);
  });
});
