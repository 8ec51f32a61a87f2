import { beforeAll, describe, expect, it } from '@jest/globals';
import { accountCalls } from '../../support/product/account-calls.js';
import { listsAtSize } from './at-size.js';

const calls = accountCalls();
const { theProduct, get, post, open, debit, adjust, pass } = calls;

interface Row {
  readonly adjustment_id: string;
  readonly recorded_at: string;
}

/** Four of two accounts at one instant, in no order. */
const AT_ONCE = `INSERT INTO read.adjustments
  SELECT 'acct-' || name, revision, 'adj_' || name || revision, gen_random_uuid(), 'issue', 5, 0,
    NULL, 'goodwill', NULL, 'AT-ONCE', 'key:test', NULL,
    '2026-01-31T00:00:00Z', '2026-01-31T00:00:00Z', 1
  FROM (VALUES ('a', 3), ('b', 1), ('b', 9), ('a', 5)) AS rows (name, revision)`;
let position: string;
const list = async (query = ''): Promise<Row[]> =>
  (await get(`/v1/adjustments?min_position=${position}${query}`)).data;
const ids = async (query = '') => (await list(query)).map((row) => row.adjustment_id);

describe('the register of adjustments', () => {
  let one: string;
  let two: string;
  let made: string[];
  let between: string;
  let key: { key: string; id: string };
  beforeAll(async () => {
    [one, two] = [await open(), await open()];
    key = await post('/v1/api-keys', {
      name: 'another',
      scopes: ['adjustments:write', 'accounts:read'],
    });
    const issued = await adjust(one, '50', { ticket: 'ZD-1', note: 'secret words' });
    await pass(60);
    between = new Date(theProduct().harness.clock.now()).toISOString();
    const taken = await adjust(two, '-4', { reason_code: 'billing_error' });
    const { debit_id } = await debit(one, { credits: '8' });
    const refund = await post(`/v1/accounts/${one}/debits/${debit_id}/refunds`, {
      credits: '3',
      reason_code: 'model_quality',
      ticket: 'ZD-2',
    });
    const { body } = await theProduct()
      .post(`/v1/accounts/${two}/adjustments`, key.key)
      .set('idempotency-key', 'by-another')
      .send({ credits: '0.000001', reason_code: 'goodwill', note: 'x' })
      .expect(201);
    position = body.position;
    made = [body.adjustment_id, refund.refund_id, taken.adjustment_id, issued.adjustment_id];
  });

  it('says newest first who gave, took and refunded what, and why', async () => {
    const rows = await list();
    expect(rows.map((row) => row.adjustment_id)).toEqual(made);
    expect(rows).toMatchObject([
      { kind: 'issue', credits: '0.000001', actor: `key:${key.id}`, account_id: two },
      { kind: 'refund', credits: '3', ticket: 'ZD-2', debit_id: expect.stringMatching(/^dbt_/) },
      { kind: 'deduct', credits: '-4', reason_code: 'billing_error', debit_id: null },
      { kind: 'issue', credits: '50', ticket: 'ZD-1', note: 'secret words', account_id: one },
    ]);
  });

  it('is narrowed by person, reason, ticket, account, kind and time', async () => {
    const [byAnother, refund, taken, issued] = made;
    expect(await ids(`&filter[actor]=key:${key.id}`)).toEqual([byAnother]);
    expect(await ids('&filter[actor]=staff')).toEqual([]);
    expect(await ids('&filter[reason_code]=goodwill')).toEqual([byAnother, issued]);
    expect(await ids('&filter[ticket]=ZD-2')).toEqual([refund]);
    expect(await ids(`&filter[account_id]=${one}`)).toEqual([refund, issued]);
    expect(await ids('&filter[kind]=deduct')).toEqual([taken]);
    expect(await ids(`&filter[to]=${between}`)).toEqual([issued]);
    expect(await ids(`&filter[from]=${between}&filter[account_id]=${two}`)).toEqual([
      byAnother,
      taken,
    ]);
    expect(await ids('&filter[account_id]=nobody')).toEqual([]);
  });

  it('comes in pages without a gap', async () => {
    const found: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const { data, meta } = await get(
        `/v1/adjustments?page[size]=3${next && `&page[after]=${next}`}`,
      );
      found.push(...data.map((row: Row) => row.adjustment_id));
      next = meta.page.next;
    }
    expect(found).toEqual(made);
  });

  it('begins at the instant it is asked from, and ends before the one it is asked to', async () => {
    const [first, refund, taken, issued] = await list();
    if (!first || !refund || !taken || !issued) throw new Error('four were made');
    const since = `&filter[from]=${taken.recorded_at}`;
    expect(await ids(since)).toContain(taken.adjustment_id);
    expect(await ids(since)).not.toContain(issued.adjustment_id);
    expect(await ids(`&filter[to]=${taken.recorded_at}`)).toEqual([issued.adjustment_id]);
  });

  it('has one order where several were written at the same instant, also from page to page', async () => {
    await theProduct().harness.pool.query(AT_ONCE);
    const found: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next && `&page[after]=${next}`;
      const { data, meta } = await get(
        `/v1/adjustments?filter[ticket]=AT-ONCE&page[size]=1${after}`,
      );
      found.push(...data.map((row: Row) => row.adjustment_id));
      next = meta.page.next;
    }
    expect(found).toEqual(['adj_b9', 'adj_b1', 'adj_a5', 'adj_a3']);
  });

  it('hides notes from callers who may not read them, and is for readers of accounts', async () => {
    const { text } = await theProduct().get('/v1/adjustments', key.key).expect(200);
    expect(text).toContain('"has_note":true');
    expect(text).not.toContain('secret words');
    const { key: writer } = await post('/v1/api-keys', { name: 'w', scopes: ['usage:write'] });
    await theProduct().get('/v1/adjustments', writer).expect(403);
  });

  it.each(['   ', '\u200b\u200b'])('has no note that nobody can see: %j', async (note) => {
    const { body } = await theProduct()
      .post(`/v1/accounts/${one}/adjustments`)
      .set('idempotency-key', 'unseen')
      .send({ credits: '1', reason_code: 'goodwill', note })
      .expect(422);
    expect(body.invalid_parameters).toMatchObject([{ name: 'note', reason: 'expected some text' }]);
  });

  it('takes no filter that is none', async () => {
    for (const query of [
      'filter[actor]=a%20b',
      'filter[reason_code]=because',
      "filter[ticket]=a'%20OR%20true",
      'filter[account_id]=..',
      'filter[kind]=gift',
      'filter[credits]=1',
      'sort=credits',
      'page[after]=WyJ4Il0',
    ]) {
      const { body } = await theProduct().get(`/v1/adjustments?${query}`).expect(422);
      expect(body.invalid_parameters[0].name).toBe(query.split('=', 1)[0]);
    }
    const quoted = await get(`/v1/adjustments?filter[actor]='OR'1'='1`);
    expect(quoted.data).toEqual([]);
  });
});

// Last: they fill the register.
listsAtSize(theProduct, calls);
