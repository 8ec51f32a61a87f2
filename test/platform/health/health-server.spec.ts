import { afterEach, describe, expect, it } from '@jest/globals';
import { Counter, Registry } from 'prom-client';
import { ConfigError } from '../../../platform/config/config.js';
import { answered } from '../../../platform/health/health.js';
import { startHealthServer, type HealthServer } from '../../../platform/health/health-server.js';
import { createLogger } from '../../../platform/log.js';

const servers: HealthServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

async function start(check: () => Promise<Record<string, string>>, port = 0) {
  const registry = new Registry();
  new Counter({ name: 'things_total', help: 'Things', registers: [registry] }).inc(3);
  const log = createLogger('test', 'silent');
  const host = '127.0.0.1';
  const server = await startHealthServer({ host, port, variable: 'A_PORT', check, registry, log });
  servers.push(server);
  return {
    port: server.port,
    ask: (path: string, init?: RequestInit) => fetch(`http://${host}:${server.port}${path}`, init),
  };
}

describe('the health of a process without an API', () => {
  it('is live whatever it waits for, and ready once nothing is wrong', async () => {
    const checks = { database: 'does not answer', queues: 'ok' };
    const { ask } = await start(() => Promise.resolve({ ...checks }));
    expect(await (await ask('/health/live')).json()).toEqual({ status: 'live' });
    const before = await ask('/health/ready');
    expect(before.status).toBe(503);
    expect(await before.json()).toEqual({ status: 'not_ready', checks });
    checks.database = 'ok';
    const after = await ask('/health/ready?from=probe');
    expect(after.status).toBe(200);
    expect(await after.json()).toEqual({ status: 'ready', checks });
    expect(after.headers.get('cache-control')).toBe('no-store');
  });

  it('comes with figures of the process and its own', async () => {
    const { ask } = await start(() => Promise.resolve({}));
    const answer = await ask('/metrics');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const text = await answer.text();
    expect(text).toContain('things_total 3');
    expect(text).toContain('process_cpu_seconds_total');
  });

  it('is all there is', async () => {
    const { ask } = await start(() => Promise.reject(new Error('a fault')));
    expect((await ask('/v1/accounts')).status).toBe(404);
    expect((await ask('/health/live', { method: 'POST', body: 'x' })).status).toBe(405);
    const head = await ask('/health/live', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    const failed = await ask('/health/ready');
    expect([failed.status, await failed.json()]).toEqual([500, { status: 'internal_error' }]);
  });

  it('names the variable of a port that is taken', async () => {
    const { port } = await start(() => Promise.resolve({}));
    const again = start(() => Promise.resolve({}), port);
    await expect(again).rejects.toThrow(ConfigError);
    await expect(again).rejects.toThrow(/A_PORT: port \d+ of 127.0.0.1 is taken/);
  });
});

describe('a check', () => {
  it('that fails does not answer, and the others are told apart', async () => {
    expect(await answered(Promise.reject(new Error('refused')))).toBe('does not answer');
    expect(await answered(Promise.resolve('migrations are missing'))).toMatch(/missing/);
  });
});
