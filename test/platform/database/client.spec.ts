import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createPool } from '../../../platform/database/database.js';
import { createDatabase, type TestDatabase } from '../../support/stores/postgres.js';

describe('a connection that breaks while its session is set', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database?.drop());

  it('fails whoever asked for it, and does not end the process', async () => {
    const { hostname, port } = new URL(database.url);
    const server = createServer((socket) => {
      const behind = connect(Number(port), hostname);
      socket.on('error', () => undefined);
      behind.on('error', () => undefined);
      behind.pipe(socket);
      socket.on('data', (chunk) => {
        if (chunk.includes('set_config')) socket.destroy();
        else behind.write(chunk);
      });
      socket.on('close', () => behind.destroy());
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const address = server.address();
    const between = new URL(database.url);
    between.port = String(typeof address === 'object' && address ? address.port : 0);
    const pool = createPool({
      url: between.href,
      application: 'test',
      maxConnections: 1,
      statementTimeoutMs: 0,
    });
    const unhandled: unknown[] = [];
    const note = (error: unknown) => unhandled.push(error);
    process.on('uncaughtException', note);
    await expect(pool.query('SELECT 1')).rejects.toThrow();
    process.off('uncaughtException', note);
    expect(unhandled).toEqual([]);
    await pool.end();
    server.close();
  });
});
