import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ListAdjustments } from '../../../api/adjustments/list-adjustments.js';
import { ROLES, type Role } from '../../../api/auth/roles.js';
import { callsOn } from '../../support/product/account-calls.js';
import { consoleProduct } from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';

const { theProduct, member, stepped } = consoleProduct();
const { get, open, post, debit, adjust } = callsOn(theProduct);

type Row = Readonly<Record<string, string>>;
/** More than two pages of the largest size. */
const MADE = 401;
const CSV = 'text/csv';
const people = new Map<Role, Person>();
let account: string;
let position: string;

const rowsOf = (text: string): Row[] =>
  parse(text, { columns: true, comment: '#', comment_no_infix: true });
const lastOf = (text: string): string => text.trimEnd().split('\r\n').at(-1) ?? '';
const csv = (path: string, key?: string) => theProduct().get(path, key).set('accept', CSV);

beforeAll(async () => {
  account = await open({ account_id: 'exported', name: '=HYPERLINK("x")' });
  for (let n = 1; n < MADE; n += 1) await adjust(account, `${n}.000001`, { ticket: `T-${n}` });
  ({ position } = await adjust(account, '-0.000001', { note: '@SUM(A1), "quoted"' }));
  await get(`/v1/adjustments?min_position=${position}`);
  for (const role of ROLES) {
    people.set(role, role === 'admin' ? await stepped() : (await member(role)).person);
  }
}, 120_000);

/** Every row of a list, page by page. */
async function everyRow(path: string): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  for (let next: string | null = ''; next !== null;) {
    const after = next === '' ? '' : `&page[after]=${next}`;
    const { data, meta } = await get(`${path}?page[size]=200${after}`);
    rows.push(...data);
    ({ next } = meta.page);
  }
  return rows;
}

describe('a list as CSV', () => {
  it('has every row, each decimal as the API has it, and says at its end that it is whole', async () => {
    const { text, headers } = await csv('/v1/adjustments?page[size]=1').expect(200);
    const listed = await everyRow('/v1/adjustments');
    const rows = rowsOf(text);
    expect(rows.length).toBe(MADE);
    expect(rows.map((row) => [row['adjustment_id'], row['credits'], row['ticket']])).toEqual(
      listed.map((row) => [row['adjustment_id'], row['credits'], row['ticket'] ?? '']),
    );
    const [, count, upTo] = /^# complete, (\d+) rows, position (\d+)$/.exec(lastOf(text)) ?? [];
    expect(count).toBe(String(MADE));
    expect(BigInt(upTo ?? 0)).toBeGreaterThanOrEqual(BigInt(position));
    expect(headers['content-type']).toContain(CSV);
    expect(headers['content-disposition']).toBe('attachment; filename="adjustments.csv"');
    expect(headers['vary']).toContain('accept');
  });

  it('keeps a spreadsheet from running what people wrote, and numbers numbers', async () => {
    const [taken] = rowsOf((await csv('/v1/adjustments').expect(200)).text);
    expect(taken).toMatchObject({ credits: '-0.000001', note: '\'@SUM(A1), "quoted"' });
    const [row] = rowsOf((await csv('/v1/accounts').expect(200)).text);
    expect(row).toMatchObject({ account_id: account, name: '\'=HYPERLINK("x")' });
  });

  it('is narrowed as the list is, and adds up: an account’s ledger leads to its balance', async () => {
    const { balance } = await debit(account, { credits: '2.5' });
    const { text } = await csv(`/v1/accounts/${account}/ledger`).expect(200);
    const rows = rowsOf(text);
    expect(rows[0]).toMatchObject({ kind: 'debit', credits: '-2.5' });
    expect(rows[0]?.['available_after']).toBe(balance.available);
    expect(rows.length).toBe((await everyRow(`/v1/accounts/${account}/ledger`)).length);
    const debits = await csv(`/v1/accounts/${account}/ledger?filter[kind]=debit`).expect(200);
    expect(rowsOf(debits.text).length).toBe(1);
    expect(lastOf(debits.text)).toMatch(/^# complete, 1 rows, position \d+$/);
  });

  it('refuses in words what it cannot begin, and is cut off where it fails later', async () => {
    const refused = await csv('/v1/adjustments?filter[kind]=gift').expect(422);
    expect(refused.body.invalid_parameters[0].name).toBe('filter[kind]');
    const list = theProduct().app.get(ListAdjustments);
    const execute = list.execute.bind(list);
    const spy = jest.spyOn(list, 'execute').mockImplementation((query, caller) => {
      if (query['page[after]'] !== undefined) return Promise.reject(new Error('away'));
      return execute(query, caller);
    });
    try {
      await expect(csv('/v1/adjustments').then((answer) => answer.text)).rejects.toThrow();
    } finally {
      spy.mockRestore();
    }
  });

  it('needs exports:read of a key', async () => {
    const { key } = await post('/v1/api-keys', { name: 'reader', scopes: ['accounts:read'] });
    await theProduct().get('/v1/adjustments', key).expect(200);
    for (const path of ['/v1/adjustments', '/v1/accounts', `/v1/accounts/${account}/ledger`]) {
      expect((await csv(path, key).expect(403)).body.missing_scope).toBe('exports:read');
    }
  });
});

describe('an export by a person', () => {
  const PATHS = {
    account: '/v1/accounts/exported/ledger',
    'one of many': '/v1/adjustments?filter[account_id]=exported',
    accounts: '/v1/accounts',
    adjustments: '/v1/adjustments',
    'staff actions': '/v1/staff-actions',
  };
  const exportBy = (person: Person | undefined, path: string) => {
    if (!person) throw new Error('nobody has this role');
    return person.request('get', path).set('accept', CSV);
  };

  it.each([
    ['support', ['account', 'one of many']],
    ['lead', Object.keys(PATHS)],
    ['finance', Object.keys(PATHS)],
    ['product', []],
    ['operator', []],
    ['admin', ['staff actions']],
  ] as const)('of the role %s is of %j', async (role, expected) => {
    const allowed: string[] = [];
    for (const [name, path] of Object.entries(PATHS)) {
      const { status } = await exportBy(people.get(role), path);
      expect([200, 403]).toContain(status);
      if (status === 200) allowed.push(name);
    }
    expect(allowed).toEqual(expected);
  });

  it('stands in what people did, with its filters and without personal ones', async () => {
    const lead = people.get('lead');
    await exportBy(lead, '/v1/adjustments?filter[kind]=issue').expect(200);
    await exportBy(lead, '/v1/accounts?filter[status]=open&filter[email]=ops').expect(200);
    await exportBy(people.get('product'), '/v1/accounts').expect(403);
    // Who asks for the headers alone takes nothing away.
    await lead?.request('head', '/v1/adjustments').set('accept', CSV).expect(200);
    const { text } = await exportBy(lead, '/v1/staff-actions').expect(200);
    const exports = rowsOf(text).filter(({ kind }) => kind === 'export');
    expect(exports.slice(0, 2).map(({ detail = '' }) => JSON.parse(detail))).toEqual([
      { export: 'accounts', filter: 'filter[status]=open' },
      { export: 'adjustments', filter: 'filter[kind]=issue' },
    ]);
    expect(exports[0]).toMatchObject({ method: 'GET', route: '/v1/accounts', status: '200' });
    expect(lastOf(text)).toMatch(/^# complete, \d+ rows$/);
  });
});
