import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FindEndingLots } from '../../../api/jobs/find-ending-lots.js';
import { LotExpiring } from '../../../api/reactions/lot-expiring.js';
import { newKey, startProduct, type TestProduct } from '../../support/app.js';
import { until } from '../../support/projections.js';
import { backends, type QueueServer } from '../../support/queues.js';

const DAY_S = 24 * 60 * 60;
const never = new AbortController().signal;

describe.each(backends())('announcing lots that end soon, on $name', (backend) => {
  let product: TestProduct;
  let server: QueueServer;
  const said: LotExpiring[] = [];
  beforeAll(async () => {
    server = await backend.start();
    product = await startProduct(server.environment);
    await product.world.queues.work('reactions', { concurrency: 1 }, ({ data }) => {
      said.push(LotExpiring.parse(data));
      return Promise.resolve();
    });
  });
  afterAll(async () => {
    await product.close();
    await server.stop();
  });

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
    const expires_at = new Date(product.world.clock.now() + days * DAY_S * 1_000).toISOString();
    const body = { credits, reason_code: 'goodwill', note: 'because', expires_at };
    const { position } = await post(`/v1/accounts/${id}/adjustments`, body);
    await product.get(`/v1/accounts/${id}/lots?min_position=${position}`).expect(200);
    return expires_at;
  };
  const find = () => product.app.get(FindEndingLots).run(never);
  const saidOf = (id: string) => said.filter(({ account_id }) => account_id === id);

  it('says it a week and a day before the end, once each', async () => {
    const id = await open();
    const expires_at = await grant(id, '5', 10);
    expect(await find()).toBe(0);
    await advance(4);
    expect(await find()).toBe(1);
    expect(await find()).toBe(0);
    await until(() => saidOf(id).length === 1, 'first notice');
    expect(saidOf(id)[0]).toMatchObject({
      source: 'adjustment',
      remaining: '5',
      days: 7,
      expires_at,
    });
    await advance(5.5);
    expect(await find()).toBe(1);
    expect(await find()).toBe(0);
    await until(() => saidOf(id).length === 2, 'second notice');
    expect(saidOf(id)[1]).toMatchObject({ days: 1, expires_at });
  });

  it('says the nearest only, when time has jumped over the other', async () => {
    const id = await open();
    await grant(id, '5', 30);
    await advance(29.5);
    await find();
    await until(() => saidOf(id).length === 1, 'notice');
    expect(saidOf(id)[0]?.days).toBe(1);
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
    expect([...saidOf(used), ...saidOf(brief)]).toEqual([]);
  });
});
