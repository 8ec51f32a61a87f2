import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { ListAdjustments } from '../../../api/adjustments/list-adjustments.js';
import { RouteTable } from '../../../api/auth/route-table.js';
import { ROLES, type Role } from '../../../api/auth/roles.js';
import { newKey } from '../../support/product/app.js';
import { callsOn } from '../../support/product/account-calls.js';
import { consoleProduct } from '../../support/product/console-product.js';
import type { Person } from '../../support/product/person.js';
import { exportsByPeople } from './by-people.js';

const { theProduct, member, stepped } = consoleProduct();
const { get, open, post, debit, adjust } = callsOn(theProduct);

type Row = Readonly<Record<string, string>>;
/** More than two pages of the largest size. */
const MADE = 401;
const CSV = 'text/csv';
const people = new Map<Role, Person>();
/** The id of the lead. */
let lead: string;
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
    if (role === 'admin') {
      people.set(role, await stepped());
      continue;
    }
    const { id, person } = await member(role);
    people.set(role, person);
    if (role === 'lead') lead = id;
  }
});

/** Every list that is exported too, and nothing else. */
const EXPORTED = [
  '/v1/accounts',
  '/v1/accounts/:account_id/events',
  '/v1/accounts/:account_id/holds',
  '/v1/accounts/:account_id/ledger',
  '/v1/accounts/:account_id/lots',
  '/v1/accounts/:account_id/mails',
  '/v1/accounts/:account_id/members',
  '/v1/accounts/:account_id/notes',
  '/v1/adjustments',
  '/v1/api-keys',
  '/v1/approvals',
  '/v1/audit/anchors',
  '/v1/audit/verifications',
  '/v1/disputes',
  '/v1/findings',
  '/v1/invoices',
  '/v1/me/sessions',
  '/v1/models',
  '/v1/models/:model_id/rates',
  '/v1/pack-purchases',
  '/v1/packs',
  '/v1/payment-refunds',
  '/v1/payments',
  '/v1/plans',
  '/v1/role-limits',
  '/v1/staff',
  '/v1/staff-actions',
  '/v1/staff/:staff_id/sessions',
  '/v1/stripe-events',
  '/v1/subscriptions',
  '/v1/top-ups',
  '/v1/usage',
  '/v1/views',
  '/v1/webhook-endpoints',
  '/v1/webhook-endpoints/:endpoint_id/deliveries',
];
/** Lists that no key may read. */
const BY_PEOPLE = new Map<string, Role>([
  ['/v1/me/sessions', 'lead'],
  ['/v1/role-limits', 'admin'],
  ['/v1/staff', 'admin'],
  ['/v1/staff-actions', 'lead'],
  ['/v1/staff/:staff_id/sessions', 'admin'],
  ['/v1/views', 'lead'],
]);
const FORMULAS = ['=note', '=staff', '=key', '=endpoint', '=model', '=plan', '=pack', '=view'];
const quoted = (formula: string) => `'${formula}`;

/** Writes a formula wherever a person or a product can write one; gives the id of an endpoint. */
async function writeFormulas(id: string): Promise<string> {
  const [note, staff, key, description, model, plan, pack, view] = FORMULAS;
  const put = (path: string, body: object) =>
    theProduct().put(path).set('idempotency-key', newKey()).send(body).expect(200);
  await post(`/v1/accounts/${id}/notes`, { text: note });
  const email = 'formula@acme.example';
  await (await stepped()).post('/v1/staff', { name: staff, email, role: 'support' });
  const saved = { page: 'accounts', name: view, query: '' };
  expect((await people.get('lead')?.post('/v1/views', saved))?.status).toBe(200);
  await post('/v1/api-keys', { name: key });
  await put('/v1/models/formula', { name: model });
  await post('/v1/models/formula/rates', { per_request: '1' });
  const price = { minor: 100, currency: 'usd' };
  await put('/v1/plans/formula', { name: plan, price, credits: '1', seats: 1 });
  await put('/v1/packs/formula', { name: pack, kind: 'fixed', price, credits: '1' });
  const url = 'https://example.com/formula';
  return (await post('/v1/webhook-endpoints', { url, description })).id;
}

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

/** A note as a file has it. */
const quotedNote = (note: unknown): string => {
  const text = typeof note === 'string' ? note : '';
  return text.startsWith('@') ? quoted(text) : text;
};

const exportBy = (person: Person | undefined, path: string) => {
  if (!person) throw new Error('nobody has this role');
  return person.request('get', path).set('accept', CSV);
};

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

  it('runs nothing on any route, whatever people wrote and wherever they could', async () => {
    const formulas = await open({ account_id: 'formulas', name: '+1', email: '=1@acme.example' });
    const { position: last } = await adjust(formulas, '3', { note: '-1+1' });
    await get(`/v1/adjustments?min_position=${last}`);
    const reason = { reason_code: 'other', note: '=3', ticket: '=4' };
    await people.get('lead')?.post('/v1/accounts/formulas/suspend', reason);
    const endpoint = await writeFormulas(formulas);
    const cells: string[] = [];
    const routes: string[] = [];
    for (const { method, path } of theProduct().app.get(RouteTable).routes) {
      if (method !== 'GET' || path.endsWith('/stream')) continue;
      const asked = path
        .replace(':account_id', formulas)
        .replace(':endpoint_id', endpoint)
        .replace(':staff_id', lead)
        .replaceAll(/:[a-z_]+/g, 'formula');
      const role = BY_PEOPLE.get(path);
      const { headers, text } = await (role ? exportBy(people.get(role), asked) : csv(asked));
      if (!String(headers['content-type']).startsWith(CSV)) continue;
      routes.push(path);
      cells.push(...parse(text, { relax_column_count: true }).flat());
    }
    expect(routes.toSorted()).toEqual(EXPORTED);
    for (const text of ["'+1", "'=1@acme.example", "'-1+1", "'=4", ...FORMULAS.map(quoted)]) {
      expect(cells).toContain(text);
    }
    const run = cells.filter((cell) => /^[=+\-@\t\r]/.test(cell) && !/^-\d+(\.\d+)?$/.test(cell));
    expect(run).toEqual([]);
  });

  it('of events has each with what it stored, narrowed by type, and no note for who may not read it', async () => {
    const path = `/v1/accounts/${account}/events`;
    const listed = await everyRow(path);
    const { text } = await csv(path).expect(200);
    const rows = rowsOf(text);
    expect(rows.map((row) => [row['event_id'], row['credits'], row['note']])).toEqual(
      listed.map((row) => [row['event_id'], row['credits'], quotedNote(row['note'])]),
    );
    expect(JSON.parse(rows[0]?.['data'] ?? '')).toEqual(listed[0]?.['data']);
    expect(lastOf(text)).toMatch(new RegExp(`^# complete, ${listed.length} rows, position \\d+$`));
    const { key } = await post('/v1/api-keys', {
      name: 'auditor',
      scopes: ['accounts:read', 'exports:read'],
    });
    const opened = await csv(`${path}?filter[type]=AccountOpened,CreditsAdjusted`, key).expect(200);
    expect(new Set(rowsOf(opened.text).map((row) => row['type']))).toEqual(
      new Set(['AccountOpened', 'CreditsAdjusted']),
    );
    expect(opened.text).not.toContain('quoted');
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

exportsByPeople({ people, exportBy, post, rowsOf, lastOf });
