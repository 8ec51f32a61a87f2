import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { EventStoreDBClient, FORWARDS, START, jsonEvent } from '@eventstore/db-client';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { NOT_SERVED, VERSIONS } from '../../../sandbox/eventstore/behaviour.js';
import { createDatabase } from '../../support/stores/postgres.js';
import type { TestDatabase } from '../../support/stores/postgres.js';

// The node as a process of its own: started, killed and told to stop like the launcher does it.

interface Running {
  readonly process: ChildProcess;
  readonly url: string;
  readonly output: () => string;
}

let database: TestDatabase;
const children: ChildProcess[] = [];
const clients: EventStoreDBClient[] = [];

beforeEach(async () => {
  database = await createDatabase();
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await database.drop();
});

function launch(more: NodeJS.ProcessEnv = {}): { process: ChildProcess; output: () => string } {
  const args = ['--import', './test/support/ts.mjs', 'sandbox/eventstore/main.ts'];
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...args], {
    env: { PATH: process.env['PATH'], DATABASE_URL: database.url, PORT: '0', ...more },
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return { process: child, output: () => output };
}

async function start(more: NodeJS.ProcessEnv = {}): Promise<Running> {
  const { process: child, output } = launch(more);
  for (;;) {
    const [, url] = /listening on (\S+)/.exec(output()) ?? [];
    if (url) return { process: child, url, output };
    if (child.exitCode !== null) throw new Error(output());
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function connect(url: string): EventStoreDBClient {
  const client = EventStoreDBClient.connectionString(url);
  clients.push(client);
  return client;
}

describe('a node of its own', () => {
  it('says what it is for, what it behaves as and what it does not serve', async () => {
    const { output } = await start();
    expect(output()).toMatch(/sandbox/i);
    expect(output()).toMatch(/development and tests/);
    expect(output()).toContain('behaves as EventStoreDB 24.10');
    const decision = await readFile('docs/decisions/0004-sandbox-speaks-real-protocols.md', 'utf8');
    for (const missing of NOT_SERVED) {
      expect(output()).toContain(missing);
      expect(decision.replaceAll(/\s+/g, ' ')).toContain(missing);
    }
  });

  it.each(VERSIONS)('behaves as version %s when it is told to', async (version) => {
    const { url, output } = await start({ SANDBOX_EVENTSTORE_VERSION: version });
    expect(output()).toContain(`behaves as EventStoreDB ${version}`);
    const { serverVersion } = await connect(url)['capabilities'];
    expect(serverVersion).toMatch(new RegExp(`^${version}`));
  });

  it('loses nothing it has acknowledged when it is killed', async () => {
    const acknowledged = new Map<string, number>();
    for (let round = 0; round < 2; round++) {
      const node = await start();
      const client = connect(node.url);
      let alive = true;
      const callers = Array.from({ length: 16 }, async (_, caller) => {
        const stream = `account-${round}-${caller}`;
        for (let revision = 0; alive; revision++) {
          const batch = Array.from({ length: 3 }, () => jsonEvent({ type: 'T', data: {} }));
          try {
            await client.appendToStream(stream, batch);
            acknowledged.set(stream, (revision + 1) * 3);
          } catch {
            return;
          }
        }
      });
      await new Promise((resolve) => setTimeout(resolve, 700));
      node.process.kill('SIGKILL');
      await once(node.process, 'exit');
      alive = false;
      await Promise.all(callers);
    }
    const client = connect((await start()).url);
    const found = new Map<string, number>();
    let position = 0n;
    for await (const { event } of client.readAll({ fromPosition: START, direction: FORWARDS })) {
      if (!event) continue;
      expect(Number(event.revision)).toBe(found.get(event.streamId) ?? 0);
      found.set(event.streamId, Number(event.revision) + 1);
      expect(event.position?.commit).toBe(position + 1n);
      position = event.position?.commit ?? 0n;
    }
    expect(acknowledged.size).toBe(32);
    for (const [stream, count] of acknowledged) {
      expect(found.get(stream)).toBeGreaterThanOrEqual(count);
      expect((found.get(stream) ?? 0) % 3).toBe(0);
    }
  });

  it('refuses to be the second on a database, in words', async () => {
    await start();
    const second = launch();
    const [code] = await once(second.process, 'exit');
    expect(code).toBe(1);
    expect(second.output()).toMatch(/another event store node is writing to this database/);
  });

  it('ends open calls as cancelled and itself with 0 when it is told to', async () => {
    const node = await start();
    const client = connect(node.url);
    await client.appendToStream('account-1', jsonEvent({ type: 'T', data: {} }));
    const subscription = client.subscribeToAll();
    const ended = new Promise<Record<string, unknown>>((resolve) => {
      subscription.on('error', (error) => resolve(error as unknown as Record<string, unknown>));
    });
    await new Promise((resolve) => subscription.once('data', resolve));
    const began = Date.now();
    node.process.kill('SIGTERM');
    const [code] = await once(node.process, 'exit');
    expect(code).toBe(0);
    expect(Date.now() - began).toBeLessThan(1_500);
    expect((await ended)['type']).toBe('cancelled');
  });

  it('has released the database when it has ended', async () => {
    const first = await start();
    first.process.kill('SIGTERM');
    await once(first.process, 'exit');
    const again = await start();
    const client = connect(again.url);
    const result = await client.appendToStream('s', jsonEvent({ type: 'T', data: {} }));
    expect(result.success).toBe(true);
  });
});
