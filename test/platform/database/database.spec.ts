import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import {
  createPool,
  failingWritesOf,
  inTransaction,
  isDatabaseUnavailable,
  isPoolExhausted,
  openClient,
} from '../../../platform/database/database.js';
import { createDataSource } from '../../../platform/database/data-source.js';
import { explainConnecting } from '../../../platform/database/explain.js';
import { Refusal } from '../../../platform/refusal.js';
import { createDatabase, type TestDatabase } from '../../support/stores/postgres.js';

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

  const full = (state: string) =>
    `DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '${state}'; END $$`;

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
    expect(isDatabaseUnavailable(await failureOf(nobody.query('SELECT 1')))).toBe(true);
    await nobody.end();
    expect(isDatabaseUnavailable(await failureOf(pool.query('SELEKT')))).toBe(false);
    const killed = pool.query('SELECT pg_terminate_backend(pg_backend_pid())');
    expect(isDatabaseUnavailable(await failureOf(killed))).toBe(true);
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('tells a server that is away from a pool whose connections are all in use', async () => {
    const nobody = poolOf('postgres://nobody@127.0.0.1:1/none');
    expect(isPoolExhausted(await failureOf(nobody.query('SELECT 1')))).toBe(false);
    await nobody.end();
    const own = poolOf(database.url);
    const source = await createDataSource(own, []).initialize();
    const held = await Promise.all([own.connect(), own.connect()]);
    const waited = await Promise.all([
      failureOf(own.query('SELECT 1')),
      failureOf(source.query('SELECT 1')),
    ]);
    expect(waited.map(isPoolExhausted)).toEqual([true, true]);
    for (const client of held) client.release();
    expect((await own.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await own.end();
  });

  it('remembers that nothing could be written, in a statement or a transaction', async () => {
    expect(failingWritesOf(pool)).toBeUndefined();
    expect(isDatabaseUnavailable(await failureOf(pool.query(full('53100'))))).toBe(true);
    expect(failingWritesOf(pool)).toBe('no space is left on its disk');
    const failing = inTransaction(pool, (client) => client.query(full('58030')));
    expect(isDatabaseUnavailable(await failureOf(failing))).toBe(true);
    expect(failingWritesOf(pool)).toBe('its disk fails');
  });

  it('survives a server that goes away inside a transaction', async () => {
    const failing = inTransaction(pool, (client) =>
      client.query('SELECT pg_terminate_backend(pg_backend_pid())'),
    );
    expect(isDatabaseUnavailable(await failureOf(failing))).toBe(true);
    await inTransaction(pool, (client) => client.query('SELECT 1'));
  });

  describe('through TypeORM', () => {
    let dataSource: DataSource;
    beforeAll(async () => {
      dataSource = await createDataSource(pool, []).initialize();
    });

    it('is reached by the connections of the pool alone', async () => {
      const own = poolOf(database.url);
      const opened = jest.fn();
      own.on('connect', opened);
      const other = await createDataSource(own, []).initialize();
      await Promise.all(Array.from({ length: 9 }, () => other.query('SELECT pg_sleep(0.01)')));
      expect(opened.mock.calls.length).toBe(2);
      await own.end();
    });

    it('is away when a transaction loses its connection, also between two statements', async () => {
      const inside = dataSource.transaction((manager) =>
        manager.query('SELECT pg_terminate_backend(pg_backend_pid())'),
      );
      expect(isDatabaseUnavailable(await failureOf(inside))).toBe(true);
      const between = dataSource.transaction(async (manager) => {
        const [{ pid }] = await manager.query('SELECT pg_backend_pid() AS pid');
        const lost = new Promise((resolve) => pool.once('remove', resolve));
        await pool.query('SELECT pg_terminate_backend($1)', [pid]);
        await lost;
        await manager.query('SELECT 1');
      });
      expect(isDatabaseUnavailable(await failureOf(between))).toBe(true);
      expect(isDatabaseUnavailable(await failureOf(dataSource.query('SELEKT')))).toBe(false);
    });

    it('remembers that nothing could be written', async () => {
      const own = poolOf(database.url);
      const other = await createDataSource(own, []).initialize();
      expect(failingWritesOf(own)).toBeUndefined();
      const failing = other.transaction((manager) => manager.query(full('53100')));
      expect(isDatabaseUnavailable(await failureOf(failing))).toBe(true);
      expect(failingWritesOf(own)).toBe('no space is left on its disk');
      await own.end();
    });
  });

  describe('that cannot be reached', () => {
    const lineFor = async (change: (url: URL) => unknown) => {
      const url = new URL(database.url);
      change(url);
      const error = await failureOf(openClient({ url: url.href, application: 'test' }));
      return error instanceof Refusal ? error.message : error;
    };

    it('because it does not exist is named', async () => {
      expect(await lineFor((url) => (url.pathname = '/scrip2'))).toMatch(
        /^the database "scrip2" at \S+ does not exist: create it or correct DATABASE_URL$/,
      );
    });

    it('because its server is not there is named by its address', async () => {
      expect(await lineFor((url) => (url.host = '127.0.0.1:1'))).toBe(
        'no database server answers at 127.0.0.1:1 (ECONNREFUSED): start it or correct DATABASE_URL',
      );
    });

    it('because of a wrong password is said without showing it', async () => {
      expect(await lineFor((url) => (url.password = 'hunter2'))).toMatch(
        /^the server at \S+ refuses the user "scrip": correct name or password in DATABASE_URL$/,
      );
    });

    it('because it speaks no TLS is said with what to write', async () => {
      expect(await lineFor((url) => url.searchParams.set('sslmode', 'require'))).toMatch(
        /^the server at \S+ speaks no TLS: .* write sslmode=disable in DATABASE_URL$/,
      );
    });

    it.each([
      [
        { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
        /is not trusted .* sslrootcert=FILE, or .*=require/,
      ],
      [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, /is for another host: .* sslmode=verify-ca/],
      [{ code: 'ENOTFOUND' }, /^no host is called db:5433 \(ENOTFOUND\): correct DATABASE_URL$/],
      [{ code: '42501' }, /refuses the user "me": .*GRANT it/],
      [{ code: '28000', message: 'no pg_hba.conf entry, no encryption' }, /add sslmode=require/],
      [{ code: '53300' }, /raise its max_connections, or lower DATABASE_POOL_SIZE/],
      [{ message: 'unsupported startup parameter: options' }, /remove `options` from DATABASE_URL/],
    ])('because of %j is said in words', (given, words) => {
      const error = Object.assign(new Error('said'), given);
      const address = { host: 'db', port: 5433, user: 'me', password: 'secret', database: 'scrip' };
      const refusal = explainConnecting(error, address);
      expect(refusal).toBeInstanceOf(Refusal);
      expect(refusal instanceof Error && refusal.message).toMatch(words);
      expect(JSON.stringify(refusal) + String(refusal)).not.toContain('secret');
    });

    it('is not what every error means', () => {
      const torn = new Error('torn');
      expect(explainConnecting(torn, { host: 'db' })).toBe(torn);
    });
  });
});
