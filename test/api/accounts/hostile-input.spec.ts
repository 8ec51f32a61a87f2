import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newKey, startProduct, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
let debit = '';
beforeAll(async () => {
  product = await startProduct();
  await product
    .post('/v1/accounts')
    .set('idempotency-key', newKey())
    .send({ account_id: 'acme', name: 'Acme', email: 'ops@acme.example' })
    .expect(201);
  const debited = await product
    .post('/v1/accounts/acme/debits')
    .set('idempotency-key', newKey())
    .send({ credits: '1' })
    .expect(201);
  debit = debited.body.debit_id;
});
afterAll(() => product.close());

/** Every account route that takes a body, and a body it would take. */
const routes = (): Record<string, object> => ({
  '/v1/accounts': { name: 'New', email: 'new@acme.example' },
  '/v1/accounts/acme/debits': { credits: '1' },
  [`/v1/accounts/acme/debits/${debit}/refunds`]: { reason_code: 'goodwill' },
  '/v1/accounts/acme/adjustments': { credits: '1', reason_code: 'goodwill', note: 'why' },
  '/v1/accounts/acme/plan-changes': { plan: 'pro', when: 'now' },
  '/v1/accounts/acme/plan-changes/preview': { plan: 'pro', when: 'now' },
  '/v1/accounts/acme/suspend': { reason_code: 'other', note: 'why' },
  '/v1/accounts/acme/reinstate': { reason_code: 'other', note: 'why' },
  '/v1/accounts/acme/close': { reason_code: 'other', note: 'why' },
});

const reads = ['', '/balance', '/lots', '/ledger', '/explain', '/debits/dbt_0000000001'] as const;

interface Answer {
  readonly status: number;
  readonly body: {
    code?: string;
    detail?: string;
    title?: string;
    invalid_parameters?: { name: string }[];
  };
  readonly headers: Record<string, string>;
}

/**
 * A refusal that a client can act on: 4xx, problem+json, the field where there is one, and a
 * sentence that is neither zod's nor its title again.
 */
function expectRefusal({ status, body, headers }: Answer, of: unknown, field?: string): void {
  const named = body.invalid_parameters?.map(({ name }) => name) ?? [];
  const isRefused = status >= 400 && status < 500;
  expect({ of, isRefused, status }).toEqual({ of, isRefused: true, status });
  expect({ of, type: headers['content-type'] }).toEqual({
    of,
    type: expect.stringMatching(/problem\+json/),
  });
  const { detail = '', title } = body;
  expect({ of, detail }).not.toEqual({ of, detail: expect.stringMatching(/unsaid|invalid |^$/i) });
  expect({ of, detail }).not.toEqual({ of, detail: title });
  if (field !== undefined)
    expect({ of, named }).toEqual({ of, named: expect.arrayContaining([field]) });
}

const send = (path: string, body: unknown) =>
  product
    .post(path)
    .set('idempotency-key', newKey())
    .set('content-type', 'application/json')
    .send(typeof body === 'string' ? body : JSON.stringify(body));

const logEnd = () => product.harness.store.head();

describe('hostile input', () => {
  it('never gets past the shape of a body', async () => {
    const before = await logEnd();
    for (const [path, good] of Object.entries(routes())) {
      for (const bad of ['', '{', 'null', '[]', '"text"', '7', 'true', '{"a":']) {
        expectRefusal(await send(path, bad), [path, bad]);
      }
      expectRefusal(await send(path, { ...good, surprise: 1 }), path, 'surprise');
      const proto = JSON.stringify(good).replace('{', '{"__proto__":{"admin":true},');
      expectRefusal(await send(path, proto), path, '__proto__');
      for (const field of Object.keys(good)) {
        for (const wrong of [null, 7, true, [], {}, { toString: 1 }, 'x'.repeat(5_000), '\u0000']) {
          expectRefusal(await send(path, { ...good, [field]: wrong }), [path, field, wrong], field);
        }
      }
    }
    expect(await logEnd()).toBe(before);
  });

  it('never becomes an amount', async () => {
    const before = await logEnd();
    const amounts: unknown[] = [
      ...[
        '0',
        '-1',
        '-0',
        '+1',
        '1e3',
        '1E3',
        '0x10',
        '1_000',
        '1,5',
        '01',
        '1.',
        '.5',
        ' 1',
        '1 ',
      ],
      ...['1.0', '0.0000001', '1000000000.000001', '9'.repeat(40), 'NaN', 'Infinity', '١', '1\n'],
      ...[1, -1, 0.1, 1e21, {}, [], null, true],
    ];
    for (const credits of amounts) {
      expectRefusal(await send('/v1/accounts/acme/debits', { credits }), credits, 'credits');
    }
    const adjustment = { reason_code: 'goodwill', note: 'why' };
    for (const credits of amounts.filter((amount) => amount !== '-1')) {
      const answer = await send('/v1/accounts/acme/adjustments', { ...adjustment, credits });
      expectRefusal(answer, credits, 'credits');
    }
    expect(await logEnd()).toBe(before);
  });

  it('never becomes usage', async () => {
    const before = await logEnd();
    const quantities = [-1, 0.5, 1e13, '1', null, {}, 1e400];
    for (const input_tokens of quantities) {
      const body = { model: 'swift', usage: { input_tokens } };
      expectRefusal(await send('/v1/accounts/acme/debits', body), input_tokens);
    }
    for (const body of [
      { model: 'swift' },
      { usage: { input_tokens: 1 } },
      { credits: '1', model: 'swift' },
      { credits: '1', usage: { input_tokens: 1 } },
      { credits: '1', mode: 'plan' },
      { credits: '1', outcome: 'great' },
      { credits: '1', feature: '../etc' },
      { credits: '1', policy: 'free' },
      { credits: '1', occurred_at: '2026-02-30T00:00:00Z' },
      { credits: '1', occurred_at: '9999-12-31T23:59:59-23:59' },
      { credits: '1', member_id: '$admin' },
      {},
    ]) {
      expectRefusal(await send('/v1/accounts/acme/debits', body), body);
    }
    expect(await logEnd()).toBe(before);
  });

  it('never becomes an id', async () => {
    const before = await logEnd();
    const ids = [
      '$all',
      '$$acme',
      '.',
      '..',
      '.acme',
      'a/b',
      'a b',
      'ä',
      '😀',
      'a\u0000',
      'x'.repeat(65),
    ];
    for (const id of [...ids, 'a%2Fb', "a'--", '{}']) {
      const path = `/v1/accounts/${encodeURIComponent(id)}`;
      for (const read of reads) expectRefusal(await product.get(path + read), [id, read]);
      expectRefusal(await send(`${path}/debits`, { credits: '1' }), id);
      const opening = { account_id: id, name: 'New', email: 'new@acme.example' };
      expectRefusal(await send('/v1/accounts', opening), id, 'account_id');
      const debits = `/v1/accounts/acme/debits/${encodeURIComponent(id)}`;
      expectRefusal(await product.get(debits), id);
    }
    for (const bad of ['/v1/accounts/%', '/v1/accounts/%zz/balance', '/v1/accounts//balance']) {
      expectRefusal(await product.get(bad), bad);
    }
    expect(await logEnd()).toBe(before);
  });

  it('never becomes a query', async () => {
    const huge = '9'.repeat(20);
    const queries: Record<string, string[]> = {
      '': ['min_position=1', 'min_position=-1', 'x=1'],
      '/balance': [
        'as_of=now',
        'known_at=7.5',
        'known_at=-7',
        'known_at=000000000000000000007',
        'as_of=0000-01-01T00:00:00Z',
        'as_of[]=1',
        'as_of=1&as_of=2',
      ],
      '/lots': [
        'include=all',
        'page[size]=0',
        'page[size]=201',
        'page[size]=1e2',
        'page[after]=%00',
      ],
      '/ledger': [
        'filter[kind]=theft',
        'filter[from]=x',
        'page[after]=eyJ9',
        'page[after]=WzFlMzAwXQ',
      ],
      '/explain': ['from=x', 'group_by=hour', 'from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z'],
    };
    for (const [read, bad] of Object.entries(queries)) {
      for (const query of bad) {
        expectRefusal(await product.get(`/v1/accounts/acme${read}?${query}`), [read, query]);
      }
    }
    // Forged cursors of the right shape, and positions beyond any: answered, never a fault of ours.
    const forged = (key: unknown) => Buffer.from(JSON.stringify(key)).toString('base64url');
    for (const path of [
      `/ledger?page[after]=${forged([9_007_199_254_740_991])}`,
      `/lots?page[after]=${forged(['infinity', 1, '2026-01-01T00:00:00Z', 'lot_x'])}`,
      `/balance?known_at=${huge}`,
    ]) {
      await product.get(`/v1/accounts/acme${path}`).expect(200);
    }
    const lots = forged(['0000-01-01T00:00:00Z', 1, '2026-01-01T00:00:00Z', 'lot_x']);
    expectRefusal(await product.get(`/v1/accounts/acme/lots?page[after]=${lots}`), lots);
  });

  it('is refused when its bytes are not UTF-8', async () => {
    const before = await logEnd();
    for (const [path, good] of Object.entries(routes())) {
      const text = JSON.stringify({ ...good, metadata: { city: 'Orl\u00e9ans' } });
      const request = product.post(path).set('idempotency-key', newKey());
      const sent = request.type('json').serialize((bytes) => bytes);
      const answer = await sent.send(Buffer.from(text, 'latin1'));
      expectRefusal(answer, path);
      expect(answer.body).toMatchObject({ code: 'malformed_json', status: 400 });
    }
    for (const query of ['filter[kind]=%e9', 'page[after]=%ff', '%c3=1', 'page[size]=%']) {
      expectRefusal(await product.get(`/v1/accounts/acme/ledger?${query}`), query);
    }
    expect(await logEnd()).toBe(before);
  });

  it('is too much at ten megabytes, and too deep at seventeen levels', async () => {
    for (const path of Object.keys(routes())) {
      const huge = await send(path, `{"note":"${'x'.repeat(10_000_000)}"}`);
      expect({ path, status: huge.status }).toEqual({ path, status: 413 });
      const deep = `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`;
      expectRefusal(await send(path, deep), path);
    }
    await product.get('/v1/accounts/acme').expect(200);
  });

  it('gets no further with odd keys, methods and types', async () => {
    const path = '/v1/accounts/acme/debits';
    for (const key of ['', 'x'.repeat(256), 'ä', 'a b']) {
      const headers = { 'idempotency-key': Buffer.from(key).toString('latin1') };
      const answer = await product.post(path).set(headers).send({ credits: '1' });
      expectRefusal(answer, key);
    }
    const xml = product.post(path).set('idempotency-key', newKey()).set('content-type', 'text/xml');
    expectRefusal(await xml.send('<credits>1</credits>'), 'xml');
    expectRefusal(await product.put(path).send({ credits: '1' }), 'put');
    expectRefusal(await product.get(path, null), 'without a key');
  });
});
