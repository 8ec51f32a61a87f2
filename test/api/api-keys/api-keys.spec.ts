import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { keysWrite } from '../../../migrations/0014-keys-write.js';
import { startProduct, type TestApi, type TestProduct } from '../../support/product/app.js';

let product: TestProduct;
beforeAll(async () => {
  product = await startProduct();
});
afterAll(() => product?.close());

const make = (body: Record<string, unknown>, key?: string) =>
  product.post('/v1/api-keys', key).send({ name: 'backend', ...body });
const statusOf = async (api: TestApi, key: string) => (await api.get('/v1/models', key)).status;

describe('an API key', () => {
  it('is shown once and stored as a hash alone', async () => {
    const made = await make({});
    expect(made.status).toBe(201);
    const { id, key } = made.body;
    expect(key).toMatch(/^scrip_[0-9a-v]{16}_[A-Za-z0-9_-]{43}$/);
    const { rows } = await product.harness.pool.query('SELECT * FROM app.api_keys WHERE id = $1', [
      id,
    ]);
    expect(JSON.stringify(rows)).not.toContain(key.slice(-43));
    const listed = await product.get('/v1/api-keys');
    expect(JSON.stringify(listed.body)).not.toContain(key.slice(-43));
    expect(listed.body.data[0]).toMatchObject({ id, name: 'backend', created_by: 'key:preset' });
    expect(listed.body.data[0]).not.toHaveProperty('hash');
  });

  it('has the scopes of a product unless told', async () => {
    const { body } = await make({});
    expect(body.scopes.sort()).toEqual([
      'accounts:read',
      'accounts:write',
      'usage:read',
      'usage:write',
    ]);
  });

  it('opens what its scopes say, and nothing with another secret', async () => {
    const { key } = (await make({ scopes: ['accounts:read'] })).body;
    expect(await statusOf(product, key)).toBe(200);
    const forged = `${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`;
    expect(await statusOf(product, forged)).toBe(401);
  });

  it('is useless in every process once it is revoked, at once', async () => {
    const other = await product.another();
    const { id, key } = (await make({})).body;
    expect(await statusOf(product, key)).toBe(200);
    expect(await statusOf(other, key)).toBe(200);
    expect((await product.delete(`/v1/api-keys/${id}`)).status).toBe(204);
    expect(await statusOf(product, key)).toBe(401);
    await sleep(300);
    expect(await statusOf(other, key)).toBe(401);
    expect((await product.delete(`/v1/api-keys/${id}`)).status).toBe(204);
    await other.close();
  });

  it('works at once in a process that was asked for it too early', async () => {
    const other = await product.another();
    const { key } = (await make({})).body;
    expect(await statusOf(other, key)).toBe(200);
    await other.close();
  });

  it('ends at its expiry', async () => {
    const now = product.harness.clock.now();
    const expires_at = new Date(now + 3_600_000).toISOString();
    const { key } = (await make({ expires_at })).body;
    expect(await statusOf(product, key)).toBe(200);
    await product.post('/v1/test-clock/advance').send({ by: 3_601 }).expect(200);
    expect(await statusOf(product, key)).toBe(401);
    const past = await make({ expires_at });
    expect(past.body).toMatchObject({ invalid_parameters: [{ name: 'expires_at' }] });
  });

  it('gives away no scope that its own maker does not hold', async () => {
    const { key } = (await make({ scopes: ['keys:write', 'usage:read'] })).body;
    expect((await make({ scopes: ['usage:read'] }, key)).status).toBe(201);
    const refused = await make({ scopes: ['usage:read', 'models:write'] }, key);
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ missing_scope: 'models:write' });
  });

  it('is made, listed and revoked with the scope keys:write alone', async () => {
    const { key } = (await make({ scopes: ['keys:write'] })).body;
    const { id } = (await make({ scopes: ['keys:write'] }, key)).body;
    expect((await product.get('/v1/api-keys', key)).status).toBe(200);
    expect((await product.delete(`/v1/api-keys/${id}`, key)).status).toBe(204);
    const operator = (await make({ scopes: ['ops:write'] })).body.key;
    expect((await make({ scopes: ['ops:write'] }, operator)).body).toMatchObject({
      code: 'forbidden',
      missing_scope: 'keys:write',
    });
    expect((await product.get('/v1/api-keys', operator)).status).toBe(403);
  });

  it('from before that could do so still can', async () => {
    const { pool } = product.harness;
    const ids = await Promise.all(
      [['ops:write'], ['usage:read'], ['ops:write', 'keys:write']].map(
        async (scopes) => (await make({ scopes })).body.id,
      ),
    );
    const source = new DataSource({ type: 'postgres', url: product.databaseUrl });
    await source.initialize();
    const runner = source.createQueryRunner();
    await new keysWrite().up(runner);
    await runner.release();
    await source.destroy();
    const { rows } = await pool.query<{ id: string; scopes: string[] }>(
      'SELECT id, scopes FROM app.api_keys WHERE id = ANY ($1)',
      [ids],
    );
    const scopes = ids.map((id) => rows.find((row) => row.id === id)?.scopes);
    expect(scopes).toEqual([
      ['ops:write', 'keys:write'],
      ['usage:read'],
      ['ops:write', 'keys:write'],
    ]);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(129) }, 'name'],
    [{ scopes: [] }, 'scopes'],
    [{ scopes: ['root'] }, 'scopes[0]'],
    [{ scopes: 'usage:read' }, 'scopes'],
    [{ expires_at: 'tomorrow' }, 'expires_at'],
    [{ hash: 'x' }, 'hash'],
  ])('is not made from %j', async (body, field) => {
    const answer = await make(body);
    expect(answer.status).toBe(422);
    expect(answer.body.invalid_parameters[0].name).toBe(field);
  });

  it.each(['preset', '$all', 'key_x', "key_'; DROP"])('is not %j', async (id) => {
    const answer = await product.delete(`/v1/api-keys/${encodeURIComponent(id)}`);
    expect(answer.status).toBe(422);
  });

  it('that nobody made cannot be revoked', async () => {
    const answer = await product.delete(`/v1/api-keys/key_${'0'.repeat(16)}`);
    expect(answer.status).toBe(404);
  });

  it('is listed in pages, newest first, each once', async () => {
    for (let i = 0; i < 5; i++) await make({ name: `page ${i}` });
    const seen: string[] = [];
    for (let after = ''; ;) {
      const query = `page[size]=3${after === '' ? '' : `&page[after]=${after}`}`;
      const { body } = await product.get(`/v1/api-keys?${query}`);
      seen.push(...body.data.map(({ id }: { id: string }) => id));
      if (body.meta.page.next === null) break;
      after = body.meta.page.next;
    }
    const { rows } = await product.harness.pool.query<{ id: string }>(
      'SELECT id FROM app.api_keys ORDER BY created_at DESC, id DESC',
    );
    expect(seen).toEqual(rows.map(({ id }) => id));
  });
});
