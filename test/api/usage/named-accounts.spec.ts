import { beforeAll, describe, expect, it } from '@jest/globals';
import { ledgerEntries } from '../../../projections/read-models/ledger-entries.js';
import { versionOf } from '../../../projections/tables/projection.js';
import { accountCalls } from '../../support/product/account-calls.js';
import { newKey } from '../../support/product/app.js';

const { theProduct, get, post, open, adjust, hold, change, pass } = accountCalls();
let position = '';

const usage = async (query: string) =>
  (await theProduct().get(`/v1/usage?min_position=${position}&${query}`).expect(200)).body;
const csv = (query: string) =>
  theProduct().get(`/v1/usage?${query}`).set('accept', 'text/csv').expect(200);

describe('usage of accounts that are named', () => {
  const AT = Date.parse('2025-03-03T10:07:30.500Z');
  const at = (ms: number) => new Date(AT + ms).toISOString();
  const between = (from: number, to: number) =>
    `from=${at(from)}&to=${at(to)}&granularity=month&group_by=account,model`;
  const row = (account: string, more: object) => ({ account, model: 'swift', ...more });

  beforeAll(async () => {
    const named = theProduct().put('/v1/models/swift').set('idempotency-key', newKey());
    await named.send({ name: 'swift' });
    await post('/v1/models/swift/rates', { per_million: { input: '1000' } });
    for (const account_id of ['acme', 'bolt']) await open({ account_id });
    const used = { model: 'swift', usage: { input_tokens: 3_000 } };
    for (const account of ['acme', 'bolt']) {
      for (const ms of [-1, 0, 1]) {
        const body = { ...used, occurred_at: at(ms) };
        position = (await post(`/v1/accounts/${account}/debits`, body)).position;
      }
    }
    const { debit_id } = await post('/v1/accounts/acme/debits', { ...used, occurred_at: at(0) });
    const refund = { credits: '0.25', reason_code: 'goodwill' };
    ({ position } = await post(`/v1/accounts/acme/debits/${debit_id}/refunds`, refund));
  });

  it('is exact to the millisecond, with tokens and refunds', async () => {
    const one = await usage(`${between(0, 1)}&filter[account]=bolt`);
    expect(one).toMatchObject({ from: at(0), to: at(1) });
    expect(one.widened).toBeUndefined();
    expect(one.data).toMatchObject([
      row('bolt', { credits: '3', refunded: '0', requests: 1, input_tokens: 3_000 }),
    ]);
    const both = await usage(`${between(0, 2)}&filter[account]=acme,bolt&filter[model]=swift`);
    expect(both.data).toMatchObject([
      row('acme', { credits: '9', refunded: '0.25', requests: 3, input_tokens: 9_000 }),
      row('bolt', { credits: '6', refunded: '0', requests: 2 }),
    ]);
    expect((await usage(`${between(-1, 0)}&filter[account]=bolt`)).data).toHaveLength(1);
    expect((await usage(`${between(2, 9)}&filter[account]=bolt`)).data).toEqual([]);
    expect((await usage(`${between(0, 2)}&filter[account]=bolt&filter[model]=deep`)).data).toEqual(
      [],
    );
  });

  it('is that of whole quarter-hours where no account is named, and says so', async () => {
    const all = await usage(between(0, 1));
    expect(all).toMatchObject({
      from: '2025-03-03T10:00:00.000Z',
      to: '2025-03-03T10:15:00.000Z',
      widened: true,
    });
    expect(all.data).toMatchObject([row('acme', { requests: 4 }), row('bolt', { requests: 3 })]);
  });

  it('is that of whole quarter-hours too while entries of an earlier version are rebuilt', async () => {
    const versionIs = (version: number) =>
      theProduct().harness.pool.query(
        "UPDATE read.checkpoints SET version = $1 WHERE projection = 'ledger_entries'",
        [version],
      );
    const asked = `${between(0, 1)}&filter[account]=bolt`;
    await versionIs(1);
    try {
      const all = await usage(asked);
      expect(all).toMatchObject({ from: '2025-03-03T10:00:00.000Z', widened: true });
      expect(all.data).toMatchObject([row('bolt', { requests: 3 })]);
    } finally {
      await versionIs(versionOf(ledgerEntries));
    }
    expect(await usage(asked)).toMatchObject({ from: at(0), data: [{ requests: 1 }] });
  });

  it('counts no more of a settlement than it cost, whatever it forfeited', async () => {
    const account = await open();
    const now = () => theProduct().harness.clock.now();
    await post(`/v1/accounts/${account}/debits`, { credits: '100' });
    await adjust(account, '80', { expires_at: new Date(now() + 3_600_000).toISOString() });
    const { hold_id } = await hold(account, { credits: '80', expires_in_s: 7_200 });
    await pass(5_400);
    const settled = await change('settle', [account, hold_id], { credits: '30' });
    const { data } = await get(`/v1/accounts/${account}/ledger?min_position=${settled.position}`);
    expect(data[0]).toMatchObject({ kind: 'settle', credits: '-80', forfeited: '50' });
    // One millisecond, so that it is summed from entries.
    const at = Date.parse(data[0].occurred_at);
    const only = `from=${data[0].occurred_at}&to=${new Date(at + 1).toISOString()}`;
    position = settled.position;
    const one = await usage(`${only}&granularity=hour&filter[account]=${account}`);
    expect(one.data).toMatchObject([{ credits: '30', requests: 1 }]);
  });

  it('counts no entry that the sums do not have yet', async () => {
    const account = await open();
    const occurred_at = at(0);
    const debited = await post(`/v1/accounts/${account}/debits`, { credits: '2', occurred_at });
    position = debited.position;
    const asked = `/v1/usage?${between(0, 1)}&filter[account]=${account}`;
    expect((await usage(asked.split('?')[1] ?? '')).data).toMatchObject([{ credits: '2' }]);
    const { pool } = theProduct().harness;
    const moveTo = (to: bigint) =>
      pool.query("UPDATE read.checkpoints SET position = $1 WHERE projection = 'usage'", [to]);
    const { rows } = await pool.query(
      "SELECT position FROM read.checkpoints WHERE projection = 'usage'",
    );
    await moveTo(BigInt(position) - 1n);
    try {
      expect((await get(asked)).data).toEqual([]);
    } finally {
      await moveTo(BigInt(rows[0].position));
    }
    expect((await get(asked)).data).toMatchObject([{ credits: '2' }]);
  });

  it('is complete to the last event that is counted, however long ago anything was heard', async () => {
    const account = await open();
    const { position: last } = await post(`/v1/accounts/${account}/debits`, { credits: '1' });
    const entry = (await get(`/v1/accounts/${account}/ledger?min_position=${last}`)).data[0];
    await theProduct().get(`/v1/usage?min_position=${last}`).expect(200);
    await theProduct().harness.pool.query(
      `UPDATE read.checkpoints SET updated_at = updated_at - interval '1 hour'
       WHERE projection = 'usage'`,
    );
    const { complete_to } = await get(`/v1/usage?granularity=month&min_position=${last}`);
    expect(Date.parse(complete_to)).toBeGreaterThanOrEqual(Date.parse(entry.recorded_at));
  });

  it('counts a billing period by name, and the one before it to its very end', async () => {
    const account = 'cara';
    await open({ account_id: account });
    const mine = `granularity=month&filter[account]=${account}`;
    const total = async (query: string) => {
      const { data, from, to } = await usage(`${mine}&${query}`);
      const sum = data.reduce((s: number, { credits }: { credits: string }) => s + +credits, 0);
      return { sum, from, to };
    };
    const first = await theProduct().get(`/v1/usage?${mine}&period=previous`).expect(422);
    expect(first.body.invalid_parameters).toMatchObject([{ name: 'period' }]);
    await theProduct().get('/v1/usage?period=current&filter[account]=nobody').expect(404);
    const { period: before } = (await theProduct().get(`/v1/accounts/${account}`).expect(200)).body;
    // A minute before the renewal, and a minute after it.
    const to = new Date(Date.parse(before.ends_at) - 60_000).toISOString();
    await post('/v1/test-clock/advance', { to }, 200);
    await post(`/v1/accounts/${account}/debits`, { credits: '5' });
    await pass(120);
    ({ position } = await post(`/v1/accounts/${account}/debits`, { credits: '7' }));
    const bounds = ({ starts_at, ends_at }: typeof before) => ({ from: starts_at, to: ends_at });
    const { period: now } = (await theProduct().get(`/v1/accounts/${account}`).expect(200)).body;
    expect(now.starts_at).toBe(before.ends_at);
    expect(await total('period=previous')).toEqual({ sum: 5, ...bounds(before) });
    expect(await total('period=current')).toEqual({ sum: 7, ...bounds(now) });
    expect((await csv(`${mine}&period=current`)).headers).toMatchObject({ 'x-to': now.ends_at });
  });
});
