import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type pg from 'pg';
import { createPool, inTransaction, isDatabaseAway } from '../../platform/database.js';
import { createDatabase, type TestDatabase } from '../support/postgres.js';

describe('the database', () => {
  let database: TestDatabase;
  let pool: pg.Pool;
  const poolOf = (url: string) =>
    createPool({ url, application: 'test', maxConnections: 2, statementTimeoutMs: 300 });

  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );

  beforeAll(async () => {
    database = await createDatabase();
    pool = poolOf(database.url);
    await pool.query('CREATE TABLE t (n int PRIMARY KEY)');
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('commits a transaction whole, or nothing of it', async () => {
    await inTransaction(pool, (client) => client.query('INSERT INTO t VALUES (1)'));
    const failing = inTransaction(pool, async (client) => {
      await client.query('INSERT INTO t VALUES (2)');
      await client.query('INSERT INTO t VALUES (1)');
    });
    await expect(failing).rejects.toThrow(/duplicate key/);
    expect((await pool.query('SELECT n FROM t')).rows).toEqual([{ n: 1 }]);
  });

  it('ends a statement that runs too long', async () => {
    await expect(pool.query('SELECT pg_sleep(5)')).rejects.toThrow(/statement timeout/);
  });

  it('tells a server that is away from a statement that is wrong', async () => {
    const nobody = poolOf('postgres://nobody@127.0.0.1:1/none');
    expect(isDatabaseAway(await failureOf(nobody.query('SELECT 1')))).toBe(true);
    await nobody.end();
    expect(isDatabaseAway(await failureOf(pool.query('SELEKT')))).toBe(false);
    const killed = pool.query('SELECT pg_terminate_backend(pg_backend_pid())');
    expect(isDatabaseAway(await failureOf(killed))).toBe(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('survives a server that goes away inside a transaction', async () => {
    const failing = inTransaction(pool, (client) =>
      client.query('SELECT pg_terminate_backend(pg_backend_pid())'),
    );
    expect(isDatabaseAway(await failureOf(failing))).toBe(true);
    await inTransaction(pool, (client) => client.query('SELECT 1'));
  });
});
