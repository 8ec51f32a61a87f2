import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startNode } from '../../sandbox/eventstore/node.js';
import { freePort } from '../../sandbox/processes/ports.js';
import { ensureBuilt } from '../../tools/build.mjs';
import { type How, Launched, signal, until } from '../support/product/launcher.js';
import { createDatabase } from '../support/stores/postgres.js';

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
  });
  afterAll(async () => {
    await scrip.kill();
    await rm(home, { recursive: true, force: true });
  });

  it('is ready once its worker and its demo are, too', async () => {
    await run();
    const told = await readFile(`/proc/${scrip.find('worker/main.js')}/environ`, 'utf8');
    const workerPort = /SCRIP_WORKER_PORT=(\d+)/.exec(told)?.[1];
    expect((await fetch(`http://127.0.0.1:${workerPort}/health/live`)).status).toBe(200);
    // It verifies the log for the console, signatures included.
    expect(told).toMatch(/\0SCRIP_ANCHOR_PUBLIC_KEY=[\w+/]{43}=\0/);
    // Nor does it move the clock.
    expect(told).toContain('\0STRIPE_SANDBOX_TOKEN=\0');
    expect(await scrip.status('/demo/')).toBe(200);
    const [, outbox = ''] = /Mails\s+(http:\S+)/.exec(scrip.output) ?? [];
    expect(await (await fetch(outbox)).text()).toContain('No mail has been sent yet.');
    expect(told).toMatch(/\0SMTP_URL=smtp:\/\/127\.0\.0\.1:\d+\0/);
    // The worker is not told of the administrator that the API makes.
    expect(scrip.output).toContain('the first administrator of the console was made');
    expect(scrip.output).not.toContain('nobody can sign in');
  });

  it('has the models of the demo once somebody has opened that, and not before', async () => {
    const models = async () => (await ask('GET', '/v1/models')).text();
    expect(JSON.parse(await models())).toMatchObject({ data: [] });
    expect(await scrip.status('/demo/api/state')).toBe(200);
    expect(await models()).toContain('demo-balanced');
  });

  it('makes a key the first time, shows it, and keeps it for its owner alone', async () => {
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
  });

  it('makes an administrator the first time, shows the password, and keeps it', async () => {
    const file = join(folder, 'admin-password');
    const password = (await readFile(file, 'utf8')).trim();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(scrip.output.split(password)).toHaveLength(2);
    expect(scrip.output).toContain(`http://127.0.0.1:${port}/console`);
    const [email] = /\S+@scrip\.localhost/.exec(scrip.output) ?? [];
    const answer = await fetch(`http://127.0.0.1:${port}/v1/auth/login`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: `http://127.0.0.1:${port}`,
        'x-scrip-csrf': '1',
      },
      body: JSON.stringify({ email, password }),
    });
    expect(await answer.json()).toEqual({ state: 'enrol' });
  });

  it('sells packs without an account at Stripe, on pages of its own', async () => {
    const account = { account_id: 'buyer', name: 'Buyer', email: 'buyer@example.com' };
    expect((await ask('POST', '/v1/accounts', account)).status).toBe(201);
    const begun = await ask('POST', '/v1/accounts/buyer/pack-purchases', { pack: 'small' });
    const { checkout_url: url } = (await begun.json()) as { checkout_url: string };
    expect(url).toMatch(`http://127.0.0.1:${port}/stripe-sandbox/c/pay/`);
    const form = await (await fetch(url)).text();
    const action = /<form method="post" action="([^"]*)"/.exec(form)?.[1] ?? '';
    const card = { number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123' };
    const paid = await fetch(new URL(action, url), {
      method: 'POST',
      body: new URLSearchParams({ email: 'buyer@example.com', name: 'Buyer', ...card }),
      redirect: 'manual',
    });
    expect(paid.headers.get('location')).toMatch(`http://127.0.0.1:${port}/checkout/pur_`);
    const balance = async () => (await ask('GET', '/v1/accounts/buyer/balance')).text();
    await until(async () => (await balance()).includes('"available":"300"'));
    // Of the double its pages are shown, and nothing else.
    expect(await scrip.status('/stripe-sandbox/v1/charges')).toBe(404);
    expect(await scrip.status('/stripe-sandbox/_sandbox/clock')).toBe(404);
    expect((await stat(join(folder, 'stripe-sandbox'))).mode & 0o777).toBe(0o600);
  });

  it('says in words that another one runs in the same folder, and leaves that one alone', async () => {
    const second = Launched.run(folder, await freePort());
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`Scrip already runs in ${folder} (process ${scrip.pid})`);
    expect(await scrip.status('/health/ready')).toBe(200);
  });

  it.each([
    'api/main.js',
    'worker/main.js',
    'demo/main.js',
    'projections/main.js',
    'eventstore/main.js',
    'stripe/main.js',
    'bin/postgres -D',
  ])('starts %s again when it is killed, at the same address', async (words) => {
    const before = scrip.find(words) ?? 0;
    signal(before, 'SIGKILL');
    await until(() => !scrip.processes().has(before));
    await until(() => scrip.find(words) !== undefined);
    await until(async () => (await scrip.status('/health/ready')) === 200);
    expect((await ask('GET', '/v1/models')).status).toBe(200);
  });

  it('ends with all its processes on SIGTERM, and keeps what it knew', async () => {
    signal(scrip.pid, 'SIGTERM');
    await scrip.gone();
    expect(await scrip.ended).toBe(0);
    await run();
    expect(scrip.output).not.toContain(await keyOf());
    expect(scrip.output).toMatch(/API key +kept in .*api-key/);
    await until(async () => (await (await ask('GET', '/v1/models')).text()).includes('"kept"'));
  });

  it('ends with all its processes on Ctrl-C', async () => {
    signal(-scrip.pid, 'SIGINT');
    await scrip.gone();
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
    await killed.gone();
    expect(scrip.processes().size).toBe(0);
  });

  it('ends with the npm that started it, asked or killed', async () => {
    await run({ npm: true });
    signal(scrip.pid, 'SIGTERM');
    await scrip.gone();
    await run({ npm: true });
    signal(scrip.pid, 'SIGKILL');
    await scrip.gone();
    expect(scrip.processes().size).toBe(0);
  });

  it('runs no server that it is given the address of', async () => {
    const database = await createDatabase();
    const node = await startNode({ databaseUrl: database.url, port: 0, log: () => undefined });
    const env = { DATABASE_URL: database.url, EVENTSTORE_URL: node.url, SCRIP_API_KEY: GIVEN_KEY };
    const given = Launched.run(join(home, 'given'), await freePort(), { env });
    await given.ready();
    const commands = [...given.processes().values()].join('\n');
    expect(commands).toContain('api/main.js');
    expect(commands).not.toMatch(/postgres -D|(eventstore|stripe|mail)\/main/);
    expect(given.output).not.toContain(GIVEN_KEY);
    signal(given.pid, 'SIGTERM');
    await given.gone();
    await node.stop();
    await database.drop();
  });

  it.each([
    ['a port that is no number of a port', { PORT: '99999' }, 'PORT: '],
    ['another host', { HOST: '203.0.113.9' }, 'HOST: 203.0.113.9 is no address of this machine'],
    ['no host at all', { HOST: 'no-host.invalid' }, 'HOST: no host is called no-host.invalid'],
  ])('is refused in one sentence with %s, and starts nothing', async (_what, env, sentence) => {
    const wrong = Launched.run(join(home, 'other'), await freePort(), { env });
    expect(await wrong.ended).toBe(78);
    expect(wrong.output.split(sentence)).toHaveLength(2);
    expect(wrong.output).not.toMatch(/^ +at /m);
    await wrong.gone();
  });
});
