import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  createPool,
  inTransaction,
  isDatabaseUnavailable,
} from '../../../platform/database/database.js';
import { clientConfig, poolConfig } from '../../../platform/database/client.js';
import { createDataSource } from '../../../platform/database/data-source.js';
import { watchConnections } from '../../../platform/database/connection-watchdog.js';
import { createDatabase, type TestDatabase } from '../../support/stores/postgres.js';

/** A way to the server that can be frozen: connections are taken, and nothing passes. */
class Way {
  frozen = false;
  /** Connections that came this way. */
  count = 0;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor(port: number) {
    this.server = createServer((near) => {
      this.count += 1;
      const far = connect({ port, host: '127.0.0.1' });
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(from);
        from.on('data', (data) => (this.frozen ? undefined : to.write(data)));
        from.on('error', () => undefined).on('close', () => to.destroy());
      }
    });
  }

  listen(): Promise<number> {
    return new Promise((resolve) => {
      this.server.listen(0, '127.0.0.1', () => {
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : 0);
      });
    });
  }

  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

describe('a database that is there and does not answer', () => {
  let database: TestDatabase;
  let way: Way;
  let pool: pg.Pool;
  let url: URL;
  const failureOf = (work: Promise<unknown>) =>
    work.then(
      () => 'it answered',
      (error: unknown) => error,
    );

  beforeAll(async () => {
    database = await createDatabase();
    url = new URL(database.url);
    way = new Way(Number(url.port));
    url.port = String(await way.listen());
    pool = createPool({
      ...{ url: url.href, application: 'test', maxConnections: 3, statementTimeoutMs: 0 },
    });
  });
  afterAll(async () => {
    way.close();
    await pool.end();
    await database.drop();
  });

  it('is given up, in a statement and in a transaction, and used again once it answers', async () => {
    const dataSource = await createDataSource(pool, []).initialize();
    await Promise.all([1, 2, 3].map(() => pool.query('SELECT pg_sleep(0.05)')));
    way.frozen = true;
    const failures = await Promise.all([
      failureOf(pool.query('SELECT 1')),
      failureOf(inTransaction(pool, (client) => client.query('SELECT 1'))),
      failureOf(dataSource.transaction((manager) => manager.query('SELECT 1'))),
    ]);
    expect(failures.map(isDatabaseUnavailable)).toEqual([true, true, true]);
    way.frozen = false;
    const again = () => failureOf(pool.query('SELECT 1'));
    while (isDatabaseUnavailable(await again()));
    expect((await pool.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
  });

  it('is given up where somebody only listens, who is told and can listen anew', async () => {
    const options = { url: url.href, application: 'test-listening' };
    const watched = new pg.Pool({ ...poolConfig(options), max: 1 });
    watchConnections(watched, clientConfig(options), undefined, { busyMs: 2_000, idleMs: 500 });
    const listening = await watched.connect();
    await listening.query('LISTEN news');
    const told = new Promise<Error>((resolve) => listening.once('error', resolve));
    way.frozen = true;
    expect(isDatabaseUnavailable(await told)).toBe(true);
    listening.release(true);
    way.frozen = false;
    while (isDatabaseUnavailable(await failureOf(watched.query('LISTEN news'))));
    await watched.end();
  });

  it('is looked at seldom while somebody only listens', async () => {
    const listening = await pool.connect();
    await listening.query('LISTEN news');
    const before = way.count;
    await sleep(4_000);
    expect(way.count).toBe(before);
    listening.release();
  });

  it('is not given up for a statement that takes long', async () => {
    const { rows } = await pool.query(`SELECT 'done' AS said FROM pg_sleep(4)`);
    expect(rows).toEqual([{ said: 'done' }]);
  });
});
