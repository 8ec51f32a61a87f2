import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, post, get, open } = accountCalls();

interface Result {
  readonly index: number;
  readonly status: number;
  readonly hit?: true;
  readonly debit_id?: string;
  readonly position?: string;
  readonly error?: { code: string; invalid_parameters?: { name: string }[] };
}
const send = async (items: readonly unknown[], key?: string): Promise<Result[]> => {
  const { body } = await theProduct().post('/v1/usage/batch', key).send({ items }).expect(200);
  return body.results;
};
const item = (account_id: string, more: object = { credits: '1' }) => ({
  account_id,
  idempotency_key: newKey(),
  ...more,
});
const statuses = (results: readonly Result[]) => results.map(({ status }) => status);

describe('a batch', () => {
  beforeAll(async () => {
    const put = theProduct().put('/v1/models/swift').set('idempotency-key', newKey());
    await put.send({ name: 'Swift' });
    await post('/v1/models/swift/rates', { per_million: { output: '1000' } });
  });

  it('debits many accounts, each item with a result of its own, in order', async () => {
    const [a, b] = [await open(), await open()];
    const results = await send([
      item(a, { credits: '60' }),
      item(b, { model: 'swift', usage: { output_tokens: 500 } }),
      item(a, { credits: '60' }),
      item('nobody'),
      item(a, { credits: '40' }),
      item(b, { model: 'ghost', usage: { output_tokens: 1 } }),
    ]);
    expect(results.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(results).toMatchObject([
      { status: 201, credits: '60', balance: { available: '40' } },
      { status: 201, credits: '0.5', balance: { available: '99.5' } },
      { status: 402, error: { code: 'insufficient_credits', required: '60', available: '40' } },
      { status: 404, error: { code: 'account_not_found', instance: '/v1/usage/batch' } },
      { status: 201, credits: '40', balance: { available: '0' } },
      { status: 422, error: { code: 'model_not_found' } },
    ]);
    const path = `/v1/accounts/${b}/debits/${results[1]?.debit_id}`;
    expect(await get(path)).toMatchObject({ credits: '0.5', model: 'swift' });
  });

  it('records what came to nothing, and refuses what nothing prices', async () => {
    const account = await open();
    const results = await send([
      item(account, { model: 'swift', usage: { output_tokens: 0 } }),
      item(account, { model: 'swift', usage: { output_tokens: 500, images: 1 } }),
      item(account, { model: 'swift', usage: { output_tokens: 500, reasoning_tokens: 500 } }),
    ]);
    expect(results).toMatchObject([
      { status: 201, credits: '0' },
      {
        status: 422,
        error: { code: 'unpriced_usage', invalid_parameters: [{ name: 'usage.images' }] },
      },
      { status: 201, credits: '1', balance: { available: '99' } },
    ]);
  });

  it('writes what it has for one account in one append', async () => {
    const account = await open();
    const results = await send(Array.from({ length: 50 }, () => item(account)));
    expect(new Set(statuses(results))).toEqual(new Set([201]));
    expect(new Set(results.map(({ position }) => position)).size).toBe(1);
  });

  it('can be sent again as a whole: what was written is a hit', async () => {
    const account = await open();
    const items = [item(account, { credits: '70' }), item(account, { credits: '40' })];
    const first = await send(items);
    expect(statuses(first)).toEqual([201, 402]);
    const again = await send(items);
    expect(again[0]).toEqual({ ...first[0], hit: true });
    expect(statuses(again)).toEqual([201, 402]);
    expect(await get(`/v1/accounts/${account}/balance`)).toMatchObject({ available: '30' });
  });

  it('finds the same key twice in itself, and the debits that were sent alone', async () => {
    const account = await open();
    const twin = item(account);
    const other = { ...twin, credits: '2' };
    const results = await send([twin, twin, other]);
    expect(results).toMatchObject([
      { status: 201 },
      { status: 201, hit: true, debit_id: results[0]?.debit_id },
      {
        status: 422,
        error: { code: 'idempotency_mismatch', debit_id: results[0]?.debit_id },
      },
    ]);
    const alone = await post(
      `/v1/accounts/${account}/debits`,
      { credits: '1' },
      201,
      twin.idempotency_key,
    );
    expect(alone.debit_id).toBe(results[0]?.debit_id);
    const key = newKey();
    const sent = await post(`/v1/accounts/${account}/debits`, { credits: '3' }, 201, key);
    const [hit] = await send([{ credits: '3', idempotency_key: key, account_id: account }]);
    expect(hit).toMatchObject({ hit: true, debit_id: sent.debit_id });
  });

  it('says of each item what is amiss with it, and writes the others', async () => {
    const account = await open();
    const results = await send([
      item(account),
      7,
      null,
      { account_id: account, credits: '1' },
      item('$all'),
      item(account, { credits: 1 }),
      item(account, { credits: '1', surprise: true }),
      item(account, { credits: '1', member_id: 'a b' }),
      { ...item(account), idempotency_key: 'ü' },
      item(account),
    ]);
    expect(statuses(results)).toEqual([201, ...Array(8).fill(422), 201]);
    const names = results.map(({ error }) => error?.invalid_parameters?.[0]?.name);
    expect(names.slice(3, 9)).toEqual([
      'items[3].idempotency_key',
      'items[4].account_id',
      'items[5].credits',
      'items[6].surprise',
      'items[7].member_id',
      'items[8].idempotency_key',
    ]);
    expect(await get(`/v1/accounts/${account}/balance`)).toMatchObject({ available: '98' });
  });

  it('asks each item for the scopes that a debit alone would need', async () => {
    const account = await open();
    const { key } = await post('/v1/api-keys', { name: 'product' });
    const old = new Date(Date.now() - 25 * 3_600_000).toISOString();
    const results = await send(
      [
        item(account),
        item(account, { credits: '500', policy: 'allow_debt' }),
        item(account, { credits: '1', occurred_at: old }),
      ],
      key,
    );
    expect(results).toMatchObject([
      { status: 201 },
      { status: 403, error: { missing_scope: 'debt:allow' } },
      { status: 403, error: { missing_scope: 'usage:backfill' } },
    ]);
  });

  it('takes a thousand items of the greatest length, and no more', async () => {
    const account = `a${'x'.repeat(63)}`;
    await open({ account_id: account });
    const label = 'y'.repeat(64);
    const long = (i: number) => ({
      account_id: account,
      idempotency_key: `${i}`.padStart(255, '"'),
      credits: '0.000001',
      action: label,
      feature: label,
      member_id: label,
      outcome: 'platform_error',
      occurred_at: '2026-01-31T10:00:00.000+00:00',
      policy: 'allow_debt',
    });
    const results = await send(Array.from({ length: 1_000 }, (_, i) => long(i)));
    expect(statuses(results).filter((status) => status !== 201)).toEqual([]);
    const tooMany = Array.from({ length: 1_001 }, () => item(account));
    const { body } = await theProduct().post('/v1/usage/batch').send({ items: tooMany });
    expect(body).toMatchObject({ code: 'validation_failed' });
    const reason = 'expected a list of 1 to 1000';
    expect(body.invalid_parameters).toEqual([{ name: 'items', reason }]);
    const none = await theProduct().post('/v1/usage/batch').send({ items: [] }).expect(422);
    expect(none.body.invalid_parameters).toEqual([{ name: 'items', reason }]);
  });

  it('says of every item that the store is away, and is written once it is back', async () => {
    const items = [item(await open()), item(await open())];
    await theProduct().stopNode();
    const away = await send(items);
    expect(away).toMatchObject([
      { status: 503, error: { code: 'store_unavailable' } },
      { status: 503, error: { code: 'store_unavailable' } },
    ]);
    await theProduct().startNode();
    let results = await send(items);
    for (let tries = 0; tries < 20 && results.some(({ status }) => status === 503); tries += 1) {
      results = await send(items);
    }
    expect(statuses(results)).toEqual([201, 201]);
  });

  it('is only rehearsed in a dry run: the same answers, and nothing is written', async () => {
    const account = await open();
    const done = item(account, { credits: '10' });
    await send([done]);
    const items = [
      done,
      { ...done, credits: '11' },
      item(account, { credits: '60' }),
      item(account, { credits: '60' }),
      item(account, { credits: '90.000001' }),
      item(account, { credits: '100', policy: 'allow_debt' }),
      item(account, { model: 'swift', usage: { output_tokens: 1_000 }, feature: 'Not a label' }),
      item('nobody-there'),
    ];
    const before = await theProduct().harness.store.head();
    const rehearse = async (more: object) => {
      const body = { items, dry_run: true, ...more };
      const answer = await theProduct().post('/v1/usage/batch').send(body).expect(200);
      return answer.body.results;
    };
    const rehearsed = await rehearse({});
    expect(rehearsed.slice(0, 6)).toMatchObject([
      { status: 201, hit: true, credits: '10' },
      { status: 422, error: { code: 'idempotency_mismatch' } },
      { status: 201, credits: '60', balance: { available: '30' } },
      { status: 201, credits: '60', balance: { available: '30' } },
      { status: 402, error: { code: 'insufficient_credits' } },
      { status: 201, overdrawn: '10', balance: { available: '0', debt: '10' } },
    ]);
    expect(statuses(rehearsed.slice(6))).toEqual([422, 404]);
    const meant = { items, assume_open: true };
    const refused = await theProduct().post('/v1/usage/batch').send(meant).expect(422);
    expect(refused.body).toMatchObject({ invalid_parameters: [{ name: 'assume_open' }] });
    const [toBeOpened] = (await rehearse({ assume_open: true })).slice(7);
    expect(toBeOpened).toMatchObject({ status: 201, balance: { available: '99' } });
    expect(await theProduct().harness.store.head()).toBe(before);
    expect((await get(`/v1/accounts/${account}/balance`)).available).toBe('90');
  });
});
