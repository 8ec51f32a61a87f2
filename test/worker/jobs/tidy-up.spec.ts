import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindEndingLots } from '../../../worker/jobs/find-ending-lots.js';
import { TidyUp } from '../../../worker/jobs/tidy-up.js';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';

const DAY_S = 24 * 60 * 60;
let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const post = async (path: string, body: object) =>
  (await product.post(path).set('idempotency-key', newKey()).send(body).expect(201)).body;
const advance = (days: number) =>
  product
    .post('/v1/test-clock/advance')
    .send({ by: days * DAY_S })
    .expect(200);
const sql = async (text: string) => (await product.harness.pool.query(text)).rows;
const noticed = async () =>
  (await sql('SELECT account_id FROM app.lot_notices ORDER BY 1')).map((row) => row.account_id);

/** An account with a lot that ends in so many days. */
async function openWithLot(account_id: string, days: number): Promise<void> {
  await post('/v1/accounts', { account_id, name: 'Acme', email: 'ops@acme.example' });
  const expires_at = new Date(product.harness.clock.now() + days * DAY_S * 1_000).toISOString();
  const body = { credits: '5', reason_code: 'goodwill', note: 'because', expires_at };
  const { position } = await post(`/v1/accounts/${account_id}/adjustments`, body);
  await product.get(`/v1/accounts/${account_id}/lots?min_position=${position}`).expect(200);
}

describe('tidying up', () => {
  it('forgets notices of lots that ended long ago, and no other', async () => {
    await openWithLot('ends', 10);
    await openWithLot('lives', 12);
    await advance(6);
    await product.app.get(FindEndingLots).run(new AbortController().signal);
    await advance(5);
    const { body } = await product.get('/v1/accounts/ends/balance').expect(200);
    await product.get(`/v1/accounts/ends/lots?min_position=${body.position}`).expect(200);
    const tidy = product.app.get(TidyUp);
    await tidy.run();
    expect(await noticed()).toEqual(['ends', 'lives']);
    // They are dated by the database, whose clock nobody sets.
    await sql("UPDATE app.lot_notices SET noticed_at = noticed_at - interval '61 days'");
    await tidy.run();
    expect(await noticed()).toEqual(['lives']);
  });
});
