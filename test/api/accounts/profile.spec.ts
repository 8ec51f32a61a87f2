import { beforeAll, describe, expect, it } from '@jest/globals';
import { newKey } from '../../support/product/app.js';
import { accountCalls } from '../../support/product/account-calls.js';

const { theProduct, get, post, open, debit, adjust } = accountCalls();

const keyWith = async (...scopes: string[]): Promise<string> =>
  (await post('/v1/api-keys', { name: 'a key', scopes })).key;
const patch = async (id: string, body: object, status = 200) =>
  (await theProduct().patch(`/v1/accounts/${id}`).send(body).expect(status)).body;
const erase = async (id: string, status = 200) =>
  (await theProduct().post(`/v1/accounts/${id}/erase`).expect(status)).body;

describe('who an account is', () => {
  it('can be changed, each part by itself, and is found by what it is now', async () => {
    const id = await open({ name: 'Acme', email: 'old@acme.example', metadata: { tier: 'gold' } });
    const changed = await patch(id, { email: 'new@acme.example' });
    expect(changed).toMatchObject({
      account_id: id,
      name: 'Acme',
      email: 'new@acme.example',
      metadata: { tier: 'gold' },
    });
    expect(await patch(id, { name: 'Apex', metadata: {} })).toMatchObject({
      name: 'Apex',
      email: 'new@acme.example',
      metadata: {},
      profile_erased_at: null,
    });
    expect(await patch(id, { email: null })).toMatchObject({ name: 'Apex', email: null });
    expect((await get(`/v1/search?q=new@acme.example`)).data).toEqual([]);
    await patch(id, { email: 'new@acme.example' });
    expect((await get(`/v1/search?q=new@acme.example`)).data).toMatchObject([{ account_id: id }]);
    expect((await get(`/v1/search?q=old@acme.example`)).data).toEqual([]);
  });

  it('takes nothing that is no name, address or metadata', async () => {
    const id = await open();
    const before = await get(`/v1/accounts/${id}`);
    for (const [body, name] of [
      [{}, 'body'],
      [{ name: ' ' }, 'name'],
      [{ email: 'nobody' }, 'email'],
      [{ metadata: { deep: {} } }, 'metadata.deep'],
      [{ name: 'Ok', plan: 'team' }, 'plan'],
      [{ account_id: 'other' }, 'account_id'],
      [{ erased_at: null }, 'erased_at'],
    ] as const) {
      const { invalid_parameters: parameters } = await patch(id, body, 422);
      expect(parameters[0].name).toBe(name);
    }
    expect(await get(`/v1/accounts/${id}`)).toEqual(before);
    expect((await patch('nobody', { name: 'x' }, 404)).code).toBe('account_not_found');
    expect((await erase('nobody', 404)).code).toBe('account_not_found');
  });

  it('is changed and erased by different permissions', async () => {
    const id = await open();
    const [writer, eraser] = [await keyWith('pii:write'), await keyWith('pii:erase')];
    const change = (key: string) =>
      theProduct().patch(`/v1/accounts/${id}`, key).send({ name: 'A' });
    const end = (key: string) => theProduct().post(`/v1/accounts/${id}/erase`, key);
    expect((await change(eraser).expect(403)).body.missing_scope).toBe('pii:write');
    expect((await end(writer).expect(403)).body.missing_scope).toBe('pii:erase');
    await change(writer).expect(200);
    await end(eraser).expect(200);
  });

  it('is gone from every table once it is erased, and the ledger is as it was', async () => {
    const canary = `canary-${newKey()}`;
    const id = await open({ name: canary, email: `${canary}@acme.example`, metadata: { canary } });
    const { debit_id } = await debit(id, { credits: '3' });
    await adjust(id, '5', { note: canary });
    await post(`/v1/accounts/${id}/debits/${debit_id}/refunds`, {
      reason_code: 'other',
      note: canary,
    });
    await post(`/v1/accounts/${id}/notes`, { text: canary, ticket: 'ZD-9', pinned: true });
    const [ledger, events] = [await get(`/v1/accounts/${id}/ledger`), await eventsOf(id)];
    expect(await tablesWith(canary)).toEqual(['account_notes', 'account_profiles', 'notes']);
    for (const times of [1, 2]) {
      expect({ times, ...(await erase(id)) }).toMatchObject({
        name: null,
        email: null,
        metadata: null,
        profile_erased_at: expect.any(String),
      });
    }
    expect(await tablesWith(canary)).toEqual([]);
    const after = await get(`/v1/accounts/${id}/ledger`);
    const withoutNotes = (entries: { note: string | null }[]) =>
      entries.map((entry) => ({ ...entry, note: null }));
    expect(withoutNotes(after.data)).toEqual(withoutNotes(ledger.data));
    expect(after.data.map(({ note }: { note: string | null }) => note)).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(await eventsOf(id)).toEqual(events);
    expect((await get(`/v1/accounts/${id}/notes`)).data).toMatchObject([
      { text: null, ticket: 'ZD-9', pinned: true, erased_at: expect.any(String) },
    ]);
    expect((await patch(id, { name: 'back' }, 409)).code).toBe('profile_erased');
  });

  /** Hashes and figures of all events: what proves that none was touched. */
  const eventsOf = async (id: string) =>
    (await get(`/v1/accounts/${id}/events`)).data.map(
      ({ data, metadata }: Record<string, object>) => ({
        data,
        metadata,
      }),
    );

  /** Tables of ours in which a text stands. */
  async function tablesWith(text: string): Promise<string[]> {
    const { pool } = theProduct().harness;
    const { rows } = await pool.query<{ schema: string; name: string }>(
      `SELECT schemaname AS schema, tablename AS name FROM pg_tables
       WHERE schemaname IN ('app', 'read') ORDER BY tablename`,
    );
    expect(rows.length).toBeGreaterThan(20);
    const found: string[] = [];
    for (const { schema, name } of rows) {
      const { rowCount } = await pool.query(
        `SELECT 1 FROM ${schema}."${name}" AS t WHERE t::text LIKE $1 LIMIT 1`,
        [`%${text}%`],
      );
      if (rowCount) found.push(name);
    }
    return found;
  }
});

describe('notes about an account', () => {
  let id: string;
  beforeAll(async () => {
    id = await open();
  });
  const path = () => `/v1/accounts/${id}/notes`;

  it('are listed pinned ones first, then the newest, in pages', async () => {
    for (const [text, pinned] of [
      ['1', false],
      ['2', true],
      ['3', false],
      ['4', true],
    ] as const) {
      await post(path(), { text, pinned });
    }
    const all = await get(path());
    expect(all.data.map(({ text }: { text: string }) => text)).toEqual(['4', '2', '3', '1']);
    expect(all.data[0]).toMatchObject({ pinned: true, created_by: 'key:preset', ticket: null });
    const one = await get(`${path()}?page[size]=3`);
    const two = await get(`${path()}?page[size]=3&page[after]=${one.meta.page.next}`);
    expect([...one.data, ...two.data]).toEqual(all.data);
    expect(two.meta.page.next).toBeNull();
  });

  it('are written once under one key, and found by their ticket', async () => {
    const key = newKey();
    const first = await post(path(), { text: 'once', ticket: 'ZD-123' }, 201, key);
    expect(await post(path(), { text: 'once', ticket: 'ZD-123' }, 201, key)).toEqual(first);
    expect((await post(path(), { text: 'twice' }, 422, key)).code).toBe('idempotency_mismatch');
    expect((await get('/v1/search?q=ZD-123')).data).toMatchObject([
      { kind: 'ticket', id: first.note_id, account_id: id, path: `/accounts/${id}/notes` },
    ]);
  });

  it('keep their text for whoever may read what is personal', async () => {
    const reader = await keyWith('accounts:read', 'notes:write');
    const mine = await theProduct().post(path(), reader).send({ text: 'mine' }).expect(201);
    expect(mine.body.text).toBe('mine');
    const { body } = await theProduct().get(path(), reader).expect(200);
    const texts = new Set(body.data.map(({ text }: { text: string | null }) => text));
    expect(texts).toEqual(new Set([null]));
    const plain = await keyWith('accounts:read');
    expect(
      (await theProduct().post(path(), plain).send({ text: 'x' }).expect(403)).body,
    ).toMatchObject({
      missing_scope: 'notes:write',
    });
  });

  it('take what is asked, and nothing for an account that is not there', async () => {
    for (const body of [
      {},
      { text: '' },
      { text: ' ' },
      { text: '\u200b\u00ad ' },
      { text: 'a', ticket: 'two words' },
      { text: 'a', by: 'me' },
    ]) {
      await post(path(), body, 422);
    }
    await post('/v1/accounts/nobody/notes', { text: 'a' }, 404);
    await theProduct().get('/v1/accounts/nobody/notes').expect(404);
    await theProduct().get(`${path()}?page[after]=W3RydWVd`).expect(422);
  });
});
