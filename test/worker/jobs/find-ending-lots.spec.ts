import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindEndingLots } from '../../../worker/jobs/find-ending-lots.js';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';

const DAY_S = 24 * 60 * 60;
const never = new AbortController().signal;

describe('announcing lots that end soon', () => {
  let product: TestProduct;
  beforeAll(async () => {
    product = await startProduct();
    // Whom there is to tell.
    await product.post('/v1/webhook-endpoints').send({ url: 'http://127.0.0.1:9/' }).expect(201);
  });
  afterAll(() => product?.close());

  const post = async (path: string, body: object) =>
    (await product.post(path).set('idempotency-key', newKey()).send(body).expect(201)).body;
  const open = async (): Promise<string> =>
    (await post('/v1/accounts', { name: 'Acme', email: 'ops@acme.example' })).account_id;
  const advance = (days: number) =>
    product
      .post('/v1/test-clock/advance')
      .send({ by: days * DAY_S })
      .expect(200);
  const grant = async (id: string, credits: string, days: number) => {
    const expires_at = new Date(product.harness.clock.now() + days * DAY_S * 1_000).toISOString();
    const body = { credits, reason_code: 'goodwill', note: 'because', expires_at };
    const { position } = await post(`/v1/accounts/${id}/adjustments`, body);
    await product.get(`/v1/accounts/${id}/lots?min_position=${position}`).expect(200);
    return expires_at;
  };
  const find = () => product.app.get(FindEndingLots).run(never);
  /** What is to be sent of an account, and was stored when `find` came back. */
  const saidOf = async (id: string) => {
    const { rows } = await product.harness.pool.query<{ body: string }>(
      `SELECT m.body FROM app.webhook_messages m JOIN app.webhook_deliveries d ON d.message_id = m.id
       WHERE m.account_id = $1 ORDER BY m.created_at`,
      [id],
    );
    return rows.map(({ body }) => JSON.parse(body).data);
  };

  it('says it a week and a day before the end, once each', async () => {
    const id = await open();
    const expires_at = await grant(id, '5', 10);
    expect(await find()).toBe(0);
    await advance(4);
    expect(await find()).toBe(1);
    expect(await find()).toBe(0);
    expect(await saidOf(id)).toMatchObject([
      { source: 'adjustment', credits: '5', days: 7, expires_at },
    ]);
    await advance(5.5);
    expect(await find()).toBe(1);
    expect(await find()).toBe(0);
    expect(await saidOf(id)).toMatchObject([{ days: 7 }, { days: 1, expires_at }]);
  });

  it('says the nearest only, when time has jumped over the other', async () => {
    const id = await open();
    await grant(id, '5', 30);
    await advance(29.5);
    await find();
    expect(await saidOf(id)).toMatchObject([{ days: 1 }]);
  });

  it('says nothing of what is used up, given for days only, or renewed with its plan', async () => {
    const [used, brief] = [await open(), await open()];
    await grant(used, '5', 8);
    await post(`/v1/accounts/${used}/debits`, { credits: '105', policy: 'allow_debt' });
    await grant(brief, '5', 3);
    await advance(1.5);
    const { position } = await post(`/v1/accounts/${used}/debits`, {
      credits: '1',
      policy: 'allow_debt',
    });
    await product.get(`/v1/accounts/${used}/lots?min_position=${position}`).expect(200);
    await find();
    expect([...(await saidOf(used)), ...(await saidOf(brief))]).toEqual([]);
  });
});
