import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';
import { startReadSide, type ReadSide } from '../../support/product/read-side.js';

let product: TestProduct;
let readSide: ReadSide;
let position = '';

const post = async (path: string, body: object) => {
  const answer = await product.post(path).set('idempotency-key', newKey()).send(body);
  expect({ path, status: answer.status, body: answer.body }).toMatchObject({ status: 201 });
  return answer.body;
};
const usage = async (query: string) =>
  (await product.get(`/v1/usage?min_position=${position}&${query}`).expect(200)).body;

const csv = (query: string) =>
  product.get(`/v1/usage?${query}`).set('accept', 'text/csv').expect(200);

/** Requests of 2024 and 2025, each 1,000 input tokens of a model at one credit. */
const REQUESTS = [
  // The night that Berlin skips 02:00 to 03:00: its 31 March has 23 hours.
  ['2024-03-30T22:59:59Z', 'acme', 'swift', 'chat'],
  ['2024-03-30T23:00:00Z', 'acme', 'swift', 'chat'],
  ['2024-03-31T00:59:00Z', 'bolt', 'swift', undefined],
  ['2024-03-31T01:00:00Z', 'bolt', 'deep', undefined],
  ['2024-03-31T21:59:59Z', 'acme', 'deep', 'chat'],
  ['2024-03-31T22:00:00Z', 'acme', 'deep', 'chat'],
  // The hour that autumn repeats.
  ['2024-10-27T00:30:00Z', 'acme', 'swift', 'chat'],
  ['2024-10-27T01:30:00Z', 'acme', 'swift', 'chat'],
  // Quarter-hours before and after midnight in Kathmandu (18:15 UTC).
  ['2025-01-10T18:14:00Z', 'acme', 'swift', 'chat'],
  ['2025-01-10T18:15:00Z', 'acme', 'swift', 'chat'],
] as const;

beforeAll(async () => {
  product = await startProduct();
  readSide = startReadSide(product);
  for (const model of ['swift', 'deep']) {
    const put = product.put(`/v1/models/${model}`).set('idempotency-key', newKey());
    await put.send({ name: model });
    await post(`/v1/models/${model}/rates`, { per_million: { input: '1000' } });
  }
  for (const account_id of ['acme', 'bolt']) {
    await post('/v1/accounts', { account_id, name: account_id, email: 'ops@acme.example' });
  }
  for (const [occurred_at, account, model, feature] of REQUESTS) {
    const body = { model, usage: { input_tokens: 1_000 }, occurred_at, feature };
    position = (await post(`/v1/accounts/${account}/debits`, body)).position;
  }
});
afterAll(async () => {
  await readSide.stop();
  await product.close();
});

describe('usage', () => {
  it('is counted by the days of any time zone, also those of 23 hours', async () => {
    const range = 'from=2024-03-29T00:00:00Z&to=2024-04-02T00:00:00Z&granularity=day';
    const utc = await usage(range);
    expect(utc.data).toMatchObject([
      { time: '2024-03-30T00:00:00.000Z', credits: '2', requests: 2, input_tokens: 2_000 },
      { time: '2024-03-31T00:00:00.000Z', credits: '4', requests: 4 },
    ]);
    const berlin = await usage(`${range}&time_zone=Europe/Berlin`);
    expect(berlin.data).toMatchObject([
      { time: '2024-03-29T23:00:00.000Z', requests: 1 },
      { time: '2024-03-30T23:00:00.000Z', requests: 4 },
      { time: '2024-03-31T22:00:00.000Z', requests: 1 },
    ]);
  });

  it('counts the hour that autumn repeats as two', async () => {
    const range = 'from=2024-10-27T00:00:00Z&to=2024-10-27T03:00:00Z&granularity=hour';
    const { data } = await usage(`${range}&time_zone=Europe/Berlin`);
    expect(data).toMatchObject([
      { time: '2024-10-27T00:00:00.000Z', requests: 1 },
      { time: '2024-10-27T01:00:00.000Z', requests: 1 },
    ]);
  });

  it('cuts days at 18:15 UTC where midnight is then', async () => {
    const range = 'from=2025-01-09T18:15:00Z&to=2025-01-11T18:15:00Z&granularity=day';
    const { data } = await usage(`${range}&time_zone=Asia/Kathmandu`);
    expect(data).toMatchObject([
      { time: '2025-01-09T18:15:00.000Z', requests: 1 },
      { time: '2025-01-10T18:15:00.000Z', requests: 1 },
    ]);
  });

  it('is the same in months of any zone, whichever tables answer', async () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns']) {
      const range = 'from=2024-01-01T00:00:00Z&to=2025-02-01T00:00:00Z&granularity=month';
      const { data } = await usage(`${range}&time_zone=${zone}`);
      const requests = data.reduce(
        (sum: number, row: { requests: number }) => sum + row.requests,
        0,
      );
      expect({ zone, requests }).toEqual({ zone, requests: REQUESTS.length });
    }
  });

  it('is grouped by two dimensions and filtered by any', async () => {
    const year = 'from=2024-01-01T00:00:00Z&to=2025-01-01T00:00:00Z&granularity=month';
    const march = await usage(`${year}&group_by=model,feature&filter[account]=bolt`);
    expect(march.data).toMatchObject([
      { time: '2024-03-01T00:00:00.000Z', model: 'deep', feature: null, requests: 1 },
      { time: '2024-03-01T00:00:00.000Z', model: 'swift', feature: null, requests: 1 },
    ]);
    const byAccount = await usage(`${year}&group_by=account&filter[model]=deep,other`);
    expect(byAccount.data).toMatchObject([
      { account: 'acme', requests: 2 },
      { account: 'bolt', requests: 1 },
    ]);
    expect(byAccount.data[0].model).toBeUndefined();
  });

  it('is counted by member within accounts, and the same in all of them together', async () => {
    const occurred_at = '2024-06-01T12:00:00Z';
    const used = { model: 'swift', usage: { input_tokens: 1_000 }, occurred_at };
    await post('/v1/accounts/acme/debits', { ...used, member_id: 'ada' });
    await post('/v1/accounts/bolt/debits', { ...used, member_id: 'ada' });
    const { debit_id } = await post('/v1/accounts/acme/debits', { ...used, member_id: 'bob' });
    ({ position } = await post('/v1/accounts/acme/debits', used));
    const refund = { credits: '0.5', reason_code: 'goodwill' };
    ({ position } = await post(`/v1/accounts/acme/debits/${debit_id}/refunds`, refund));
    const june = 'from=2024-06-01T00:00:00Z&to=2024-07-01T00:00:00Z';
    for (const granularity of ['hour', 'month']) {
      const all = `${june}&granularity=${granularity}`;
      expect((await usage(`${all}&group_by=member&filter[account]=acme`)).data).toMatchObject([
        { member: null, requests: 1 },
        { member: 'ada', requests: 1 },
        { member: 'bob', credits: '1', refunded: '0.5' },
      ]);
      expect((await usage(`${all}&group_by=account,member&filter[member]=ada`)).data).toMatchObject(
        [
          { account: 'acme', member: 'ada', requests: 1 },
          { account: 'bolt', member: 'ada', requests: 1 },
        ],
      );
      expect((await usage(`${all}&group_by=model`)).data).toMatchObject([
        { model: 'swift', credits: '4', refunded: '0.5', requests: 4 },
      ]);
      expect((await usage(`${all}&filter[member]=ada,bob`)).data).toMatchObject([
        { credits: '3', requests: 3 },
      ]);
    }
  });

  it('counts gross, and what was given back beside it, when the debit was', async () => {
    const year = 'from=2025-01-01T00:00:00Z&to=2026-01-01T00:00:00Z&granularity=month';
    const occurred_at = '2025-06-01T12:00:00Z';
    const { debit_id } = await post('/v1/accounts/acme/debits', { credits: '5', occurred_at });
    const refund = { credits: '2', reason_code: 'goodwill' };
    ({ position } = await post(`/v1/accounts/acme/debits/${debit_id}/refunds`, refund));
    const { data } = await usage(year);
    expect(data[1]).toMatchObject({
      time: '2025-06-01T00:00:00.000Z',
      credits: '5',
      refunded: '2',
      requests: 1,
    });
  });

  it('says until when it is complete', async () => {
    const { complete_to, stale } = await usage('granularity=month');
    expect(Date.parse(complete_to)).toBeGreaterThan(Date.now() - 60_000);
    expect(stale).toBeUndefined();
  });

  it('comes as CSV that no spreadsheet runs', async () => {
    const answer = await product
      .get(
        '/v1/usage?from=2024-03-01T00:00:00Z&to=2024-04-01T00:00:00Z&granularity=month&group_by=model',
      )
      .set('accept', 'text/csv')
      .expect(200)
      .expect('content-type', /^text\/csv/);
    expect(answer.text.split('\r\n').slice(0, 3)).toEqual([
      'time,model,credits,refunded,requests,input_tokens,cached_input_tokens,output_tokens,reasoning_tokens,images',
      '2024-03-01T00:00:00.000Z,deep,3,0,3,3000,0,0,0,0',
      '2024-03-01T00:00:00.000Z,swift,3,0,3,3000,0,0,0,0',
    ]);
  });

  it('says in CSV what it says in JSON: the bounds that count, and how far it is complete', async () => {
    const asked = 'from=2024-03-01T00:01:00Z&to=2024-04-01T00:00:00Z&granularity=month';
    const json = await usage(asked);
    expect(json).toMatchObject({
      from: '2024-03-01T00:00:00.000Z',
      to: '2024-04-01T00:00:00.000Z',
      widened: true,
    });
    const { headers, text } = await csv(asked);
    expect(headers).toMatchObject({
      'x-from': json.from,
      'x-to': json.to,
      'x-widened': 'true',
      'x-complete-to': expect.stringMatching(/Z$/),
    });
    expect(headers['x-stale']).toBeUndefined();
    expect(text.split('\r\n').slice(-3)).toEqual([
      `# from=${json.from} to=${json.to} widened=true complete_to=${headers['x-complete-to']}`,
      expect.stringMatching(/^# complete, 1 rows, position \d+$/),
      '',
    ]);
  });

  it('says in CSV as in JSON that it is stale', async () => {
    const ahead = `min_position=${'0'.repeat(12)}99999999&filter[account]=acme`;
    const [{ body }, { headers, text }] = await Promise.all([
      product.get(`/v1/usage?${ahead}`).expect(200),
      csv(ahead),
    ]);
    expect(body.stale).toBe(true);
    expect(headers['x-stale']).toBe('true');
    expect(text).toMatch(/^# from=\S+ to=\S+ complete_to=\S+ stale=true\r\n# complete, \d+ rows/m);
  });

  it('is nothing between an instant and the same instant', async () => {
    const none = 'from=2024-03-01T00:00:00Z&to=2024-03-01T00:00:00Z';
    expect(await usage(none)).toMatchObject({ data: [], complete_to: expect.any(String) });
  });

  it('refuses what is too long, too fine, unknown or not text', async () => {
    const refused = async (query: string, name: string) => {
      const { body } = await product.get(`/v1/usage?${query}`).expect(422);
      expect(body.invalid_parameters[0].name).toBe(name);
    };
    await refused('from=2020-01-01T00:00:00Z&to=2022-01-01T00:00:00Z&granularity=hour', 'from');
    await refused('from=2000-01-01T00:00:00Z&to=2022-01-01T00:00:00Z&granularity=day', 'from');
    await refused('from=2022-01-01T00:00:00Z&to=2020-01-01T00:00:00Z', 'from');
    await refused('group_by=model,account,feature', 'group_by');
    await refused('group_by=seat', 'group_by');
    await refused('group_by=model,model', 'group_by');
    await refused('granularity=minute', 'granularity');
    await refused('time_zone=%2B02:00', 'time_zone');
    await refused('from=yesterday', 'from');
    await refused('from=0000-01-01T00:00:00Z', 'from');
    await refused('filter[model]=a%00b', 'filter[model]');
    await refused('filter[colour]=red', 'filter[colour]');
    await refused('min_position=7', 'min_position');
    await refused('period=current', 'period');
    await refused('period=current&filter[account]=acme,bolt', 'period');
    await refused('period=current&filter[account]=acme&from=2024-01-01T00:00:00Z', 'period');
    await refused('period=next&filter[account]=acme', 'period');
  });
});
