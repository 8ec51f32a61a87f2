import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';
import { meanOf } from '../../../api/quotes/message-basis.js';
import { NO_USAGE } from '../../../domain/model/price.js';

let product: TestProduct;
const DAY_S = 86_400;

const post = async (path: string, body: object) => {
  const answer = await product.post(path).set('idempotency-key', newKey()).send(body);
  expect({ path, status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
  return answer.body;
};
const open = async (): Promise<string> =>
  (await post('/v1/accounts', { name: 'Acme', email: 'ops@acme.example' })).account_id;
const estimates = async (account: string, query = '') =>
  (await product.get(`/v1/accounts/${account}/estimates${query}`).expect(200)).body;
const model = async (id: string, rate: object | undefined, more: object = {}) => {
  const put = product.put(`/v1/models/${id}`).set('idempotency-key', newKey());
  await put.send({ name: id.toUpperCase(), ...more }).expect(200);
  if (rate) await post(`/v1/models/${id}/rates`, rate);
};
const use = (account: string, usage: object, more: object = {}) =>
  post(`/v1/accounts/${account}/debits`, { model: 'light', usage, ...more });
const inSeconds = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString();

beforeAll(async () => {
  product = await startProduct();
  const described = { description: 'Fast edits', speed: 5, quality: 2, provider: 'acme' };
  const plan = { mode_multipliers: { plan: '0.5' } };
  await model('light', { per_million: { input: '100', output: '500' }, ...plan }, described);
  await model('powerful', { per_million: { input: '3000', output: '15000' }, ...plan });
  await model('gratis', { per_million: { input: '0', output: '0' } });
  await model('picture', { per_image: '2' });
  await model('unpriced', undefined);
});
afterAll(() => product.close());

describe('estimates', () => {
  it('price one more message like the last ones with every model', async () => {
    const id = await open();
    await use(id, { input_tokens: 1_000, output_tokens: 100 });
    await use(id, { input_tokens: 2_000, output_tokens: 301 });
    const answer = await estimates(id);
    // 0.15 and 0.3505 of 100 credits are spent.
    expect(answer).toMatchObject({
      account_id: id,
      available: '99.4995',
      mode: null,
      basis: {
        messages: 2,
        usage: { input_tokens: 1_500, output_tokens: 201, cached_input_tokens: 0, images: 0 },
      },
      meta: { page: { next: null } },
    });
    expect(answer.data).toMatchObject([
      { model: 'gratis', cost: '0', messages_left: null },
      {
        model: 'light',
        name: 'LIGHT',
        description: 'Fast edits',
        speed: 5,
        quality: 2,
        provider: 'acme',
        rate: { version: 1, per_million: { input: '100', output: '500' } },
        next_rate: null,
        cost: '0.2505',
        messages_left: 397,
      },
      { model: 'picture', cost: null, messages_left: null },
      { model: 'powerful', cost: '7.515', messages_left: 13 },
      { model: 'unpriced', rate: null, cost: null, messages_left: null },
    ]);
  });

  it('know what is charged then: the last message is as dear as the next is said to be', async () => {
    const id = await open();
    const usage = { input_tokens: 4_321, output_tokens: 123 };
    await use(id, usage);
    const [, light] = (await estimates(id)).data;
    expect((await use(id, usage)).credits).toBe(light.cost);
    expect((await estimates(id, '?mode=plan')).data[1].cost).toBe(
      (await use(id, usage, { mode: 'plan' })).credits,
    );
  });

  it('go by the last ten in which a model used something, whatever else happened', async () => {
    const id = await open();
    await use(id, { input_tokens: 90_000 });
    for (let i = 0; i < 10; i += 1) await use(id, { input_tokens: 1_000 });
    await post(`/v1/accounts/${id}/debits`, { credits: '1' });
    await use(id, { input_tokens: 0 }, { outcome: 'failed' });
    const { basis } = await estimates(id);
    expect(basis).toMatchObject({ messages: 10, usage: { input_tokens: 1_000 } });
  });

  it('say nothing where there is nothing to go by, and 0 where nothing is left', async () => {
    const id = await open();
    const { basis, data } = await estimates(id);
    expect(basis.messages).toBe(0);
    expect(data).toHaveLength(5);
    for (const each of data) expect(each).toMatchObject({ cost: null, messages_left: null });
    await use(id, { input_tokens: 1_000_000 });
    const spent = await estimates(id);
    expect(spent.available).toBe('0');
    expect(spent.data[1]).toMatchObject({ cost: '100', messages_left: 0 });
  });

  it('tell of a rate that begins within a week, and of models page by page', async () => {
    const soon = { per_million: { input: '200' }, effective_from: inSeconds(6 * DAY_S) };
    const later = { per_million: { input: '300' }, effective_from: inSeconds(8 * DAY_S) };
    await model('rising', { per_million: { input: '100' } });
    await post('/v1/models/rising/rates', soon);
    await post('/v1/models/rising/rates', later);
    await model('steady', { per_million: { input: '100' } });
    await post('/v1/models/steady/rates', later);
    const id = await open();
    const first = await estimates(id, '?page[size]=5');
    expect(first.data.at(-1)).toMatchObject({ model: 'rising', next_rate: { version: 2 } });
    const second = await estimates(id, `?page[size]=5&page[after]=${first.meta.page.next}`);
    expect(second.data).toMatchObject([
      { model: 'steady', next_rate: null },
      { model: 'unpriced' },
    ]);
  });

  it('are of accounts that exist, for keys that may read usage', async () => {
    await product.get('/v1/accounts/nobody/estimates').expect(404);
    await product.get('/v1/accounts/nobody/estimates?mode=%20').expect(422);
    await product.get('/v1/accounts/nobody/estimates', null).expect(401);
  });

  it('take the mean of each kind by itself, to whole tokens', () => {
    const used = [1, 2].map((inputTokens) => ({ ...NO_USAGE, inputTokens, images: 1 }));
    expect(meanOf(used)).toEqual({ ...NO_USAGE, inputTokens: 2, images: 1 });
    expect(meanOf([])).toEqual(NO_USAGE);
  });
});
