import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode } from '../../sandbox/eventstore/node.js';
import { freePort } from '../../sandbox/ports.js';
import { ensureBuilt } from '../../tools/build.mjs';
import { type How, Launched, signal, until } from '../support/launcher.js';
import { createDatabase } from '../support/postgres.js';

const LIMIT_MS = 5_000;
const GIVEN_KEY = 'a-key-of-the-operators-own';

describe('npm start', () => {
  let home: string;
  let folder: string;
  let port: number;
  let scrip: Launched;
  const run = async (options: How = {}) => {
    scrip = Launched.run(folder, port, options);
    await scrip.ready();
    return scrip;
  };
  const keyOf = async () => (await readFile(join(folder, 'api-key'), 'utf8')).trim();
  const ask = async (method: string, path: string, body?: object) => {
    const headers = {
      authorization: `Bearer ${await keyOf()}`,
      'idempotency-key': randomUUID(),
      ...(body ? { 'content-type': 'application/json' } : {}),
    };
    const options = { method, headers, body: body && JSON.stringify(body) };
    return fetch(`http://127.0.0.1:${port}${path}`, options);
  };

  beforeAll(async () => {
    await ensureBuilt();
    home = await mkdtemp(join(tmpdir(), 'scrip-start-'));
    await chmod(home, 0o711); // the user that PostgreSQL runs as has to pass
    folder = join(home, 'data');
    port = await freePort();
  }, 120_000);
  afterAll(async () => {
    await scrip.kill();
    await rm(home, { recursive: true, force: true });
  });

  it('makes a key the first time, shows it, and keeps it for its owner alone', async () => {
    await run();
    const key = await keyOf();
    expect(key).toMatch(/^scrip_[\w-]{32}$/);
    expect(scrip.output.split(key)).toHaveLength(2);
    expect(scrip.output).toContain(`http://127.0.0.1:${port}/v1`);
    expect((await stat(join(folder, 'api-key'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'anchor-key'))).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'secret-key'))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o007).toBe(0);
    expect(await scrip.status('/health/ready')).toBe(200);
    const created = await ask('PUT', '/v1/models/kept', { name: 'Kept' });
    expect(created.ok).toBe(true);
  }, 120_000);

  it('says in words that another one runs in the same folder, and leaves that one alone', async () => {
    const second = Launched.run(folder, await freePort());
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`Scrip already runs in ${folder} (process ${scrip.pid})`);
    expect(await scrip.status('/health/ready')).toBe(200);
  });

  it.each([
    'api/main.js',
    'api/worker.js',
    'demo/main.js',
    'projections/main.js',
    'eventstore/main.js',
    'bin/postgres -D',
  ])(
    'starts %s again when it is killed, at the same address',
    async (words) => {
      const before = scrip.find(words) ?? 0;
      signal(before, 'SIGKILL');
      await until(() => !scrip.processes().has(before), 2_000);
      await until(() => scrip.find(words) !== undefined, 30_000);
      await until(async () => (await scrip.status('/health/ready')) === 200, 30_000);
      expect((await ask('GET', '/v1/models')).status).toBe(200);
    },
    90_000,
  );

  it('ends with all its processes on SIGTERM, and keeps what it knew', async () => {
    signal(scrip.pid, 'SIGTERM');
    await scrip.gone(LIMIT_MS);
    expect(await scrip.ended).toBe(0);
    await run();
    expect(scrip.output).not.toContain(await keyOf());
    expect(scrip.output).toMatch(/API key +kept in .*api-key/);
    await until(
      async () => (await (await ask('GET', '/v1/models')).text()).includes('"kept"'),
      5_000,
    );
  }, 120_000);

  it('ends with all its processes on Ctrl-C', async () => {
    signal(-scrip.pid, 'SIGINT');
    await scrip.gone(LIMIT_MS);
    expect(await scrip.ended).toBe(0);
  });

  it('leaves nothing behind when it is killed, and starts again', async () => {
    await run();
    signal(scrip.pid, 'SIGKILL');
    // At once: the next one waits for what the killed one left.
    const killed = scrip;
    await run();
    expect(
      [...scrip.processes().values()].filter((line) => line.includes('api/main.js')),
    ).toHaveLength(1);
    signal(-scrip.pid, 'SIGKILL');
    await killed.gone(LIMIT_MS);
    expect(scrip.processes().size).toBe(0);
  }, 120_000);

  it('ends with the npm that started it, asked or killed', async () => {
    await run({ npm: true });
    signal(scrip.pid, 'SIGTERM');
    await scrip.gone(LIMIT_MS);
    await run({ npm: true });
    signal(scrip.pid, 'SIGKILL');
    await scrip.gone(LIMIT_MS + 1_000);
    expect(scrip.processes().size).toBe(0);
  }, 120_000);

  it('runs no server that it is given the address of', async () => {
    const database = await createDatabase();
    const node = await startNode({ databaseUrl: database.url, port: 0, log: () => undefined });
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: node.url, SCRIP_API_KEY: GIVEN_KEY };
    const given = Launched.run(join(home, 'given'), await freePort(), { env });
    await given.ready();
    const commands = [...given.processes().values()].join('\n');
    expect(commands).toContain('api/main.js');
    expect(commands).not.toMatch(/postgres -D|eventstore\/main/);
    expect(given.output).not.toContain(GIVEN_KEY);
    signal(given.pid, 'SIGTERM');
    await given.gone(LIMIT_MS);
    await node.stop();
    await database.drop();
  }, 120_000);

  it('says what is wrong with its settings, and starts nothing', async () => {
    const wrong = Launched.run(join(home, 'other'), 99_999);
    expect(await wrong.ended).toBe(1);
    expect(wrong.output).toMatch(/PORT: /);
    expect(wrong.processes().size).toBe(0);
  });
});
