import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import {
  type RunningPostgres,
  ensureDatabase,
  startPostgres,
} from '../../../sandbox/postgres/postgres.js';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat();
  } finally {
    await client.end().catch(() => undefined);
  }
}

const pidsIn = (folder: string): string[] => {
  const list = `for p in /proc/[0-9]*; do [ "$(readlink $p/cwd)" = "${folder}" ] && echo \${p#/proc/}; done; true`;
  return execFileSync('/bin/sh', ['-c', list], { stdio: ['ignore', 'pipe', 'ignore'] })
    .toString()
    .split('\n')
    .filter(Boolean);
};

describe('the embedded PostgreSQL', () => {
  let home: string;
  let folder: string;
  let server: RunningPostgres;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'scrip-pg-'));
    await chmod(home, 0o711);
    folder = join(home, 'postgres');
    server = await startPostgres({ folder });
  });
  afterAll(async () => {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('keeps its folder and its password to itself', async () => {
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect((await stat(`${folder}.password`)).mode & 0o777).toBe(0o600);
  });

  it('is durable, speaks UTF-8, and listens on loopback alone', async () => {
    const url = server.url('postgres');
    expect(await query(url, 'SHOW fsync')).toEqual(['on']);
    expect(await query(url, 'SHOW synchronous_commit')).toEqual(['on']);
    expect(await query(url, 'SHOW full_page_writes')).toEqual(['on']);
    expect(await query(url, 'SHOW server_encoding')).toEqual(['UTF8']);
    expect(await query(url, 'SHOW listen_addresses')).toEqual(['127.0.0.1']);
    expect(await query(url, "SELECT upper('ä') || lower('Ω')")).toEqual(['Äω']);
  });

  it('refuses a wrong password', async () => {
    const url = server.url('postgres').replace(/:[^:@]+@/, ':wrong@');
    await expect(query(url, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
  });

  it('starts again on a folder whose server was killed in the middle of a statement', async () => {
    await ensureDatabase(server.url('postgres'), 'kept');
    await query(server.url('kept'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    // A backend that computes does not look up to see that its postmaster is gone.
    const busy = query(
      server.url('kept'),
      'SELECT count(*) FROM generate_series(1, 300000000) a',
    ).catch((error: Error) => error);
    await sleep(300);
    server.process.kill('SIGKILL');
    await sleep(200);
    expect(pidsIn(folder).length).toBeGreaterThan(0);
    server = await startPostgres({ folder, port: server.port });
    expect(await busy).toBeInstanceOf(Error);
    expect(await query(server.url('kept'), 'SELECT answer FROM kept')).toEqual([42]);
  });

  it('takes over from a server that somebody left running', async () => {
    const before = server.process.pid;
    const next = await startPostgres({ folder });
    expect(next.process.pid).not.toBe(before);
    server = next;
    expect(await query(server.url('kept'), 'SELECT answer FROM kept')).toEqual([42]);
  });
});

describe('a killed owner', () => {
  it('leaves no PostgreSQL behind', async () => {
    const home = await mkdtemp(join(tmpdir(), 'scrip-pg-'));
    const folder = join(home, 'postgres');
    await chmod(home, 0o711);
    const server = await startPostgres({ folder });
    // Stands for the owner: a watchdog whose pipe closes because the process that held it died.
    const script = `
      const { spawn } = require('node:child_process');
      const dog = spawn('/bin/sh', ['-c', process.argv[1]], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
      dog.stdin.write('guard ${server.process.pid} INT\\nfolder ${folder}\\n', () => console.log('ready'));
      setInterval(() => {}, 1000);`;
    const { WATCHDOG_SCRIPT } = await import('../../../sandbox/processes/watchdog.js');
    const owner = spawn(process.execPath, ['-e', script, WATCHDOG_SCRIPT]);
    await new Promise((resolve) => owner.stdout.once('data', resolve));
    owner.kill('SIGKILL');
    for (let n = 0; n < 100 && pidsIn(folder).length > 0; n += 1) await sleep(50);
    expect(pidsIn(folder)).toEqual([]);
    await server.stop();
    await rm(home, { recursive: true, force: true });
  });
});
