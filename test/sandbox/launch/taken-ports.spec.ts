import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../../migrations/run.js';
import { type EventStoreNode, startNode } from '../../../sandbox/eventstore/node.js';
import { freePort } from '../../../sandbox/processes/ports.js';
import { ensureBuilt } from '../../../tools/build.mjs';
import { Launched, signal } from '../../support/product/launcher.js';
import { createDatabase, type TestDatabase } from '../../support/stores/postgres.js';

const GIVEN_KEY = 'a-key-of-the-operators-own';

describe('npm start where a port is taken', () => {
  let home: string;
  let database: TestDatabase;
  let node: EventStoreNode;
  let taken: Server;
  let takenPort: number;
  let stores: Record<string, string>;

  beforeAll(async () => {
    await ensureBuilt();
    home = await mkdtemp(join(tmpdir(), 'scrip-taken-'));
    database = await createDatabase();
    await migrate(database.url);
    node = await startNode({ databaseUrl: database.url, port: 0, log: () => undefined });
    stores = { DATABASE_URL: database.url, EVENTSTORE_URL: node.url, SCRIP_API_KEY: GIVEN_KEY };
    taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    takenPort = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(async () => {
    taken.close();
    await node.stop();
    await database.drop();
    await rm(home, { recursive: true, force: true });
  });

  const start = (env: Record<string, string>) =>
    Launched.run(join(home, `taken-${randomUUID()}`), Number(env['PORT'] ?? 0), {
      env: { ...stores, ...env },
    });

  it('names it before anything runs', async () => {
    const wrong = start({ PORT: `${takenPort}` });
    expect(await wrong.ended).toBe(78);
    expect(wrong.output).toContain(`PORT: port ${takenPort} of 127.0.0.1 is taken`);
    expect(wrong.output).not.toContain(' | ');
  });

  describe('and the one before in its folder was killed', () => {
    /** A folder as a launcher leaves it that is killed. */
    async function leftBehind(): Promise<string> {
      const folder = await mkdtemp(join(home, 'left-'));
      const gone = { pid: 999_999_999, started: 'before' };
      await writeFile(join(folder, 'lock'), JSON.stringify(gone));
      await writeFile(join(folder, 'api-key'), GIVEN_KEY);
      return folder;
    }

    it('waits until what that left has let go of it', async () => {
      const left = createServer().listen(0, '127.0.0.1');
      await once(left, 'listening');
      const address = left.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const next = Launched.run(await leftBehind(), port, { env: stores });
      await next.says(`port ${port} is still taken: waiting for the one that was killed`);
      left.close();
      await next.ready();
      signal(next.pid, 'SIGTERM');
      await next.gone();
    }, 60_000);

    it('names it all the same where it is somebody else’s', async () => {
      const next = Launched.run(await leftBehind(), takenPort, { env: stores });
      expect(await next.ended).toBe(78);
      expect(next.output).toContain(`PORT: port ${takenPort} of 127.0.0.1 is taken`);
      await next.gone();
    }, 60_000);
  });

  it.each(['SCRIP_METRICS_PORT', 'SCRIP_WORKER_PORT', 'SCRIP_PROJECTIONS_PORT'])(
    'ends as a whole when one process finds it so, once: %s',
    async (variable) => {
      const wrong = start({ [variable]: `${takenPort}` });
      expect(await wrong.ended).toBe(78);
      expect(wrong.output.split(`${variable}: port ${takenPort} of 127.0.0.1`)).toHaveLength(2);
      await wrong.gone();
    },
  );

  it('ends as a whole when a process has too few connections', async () => {
    const wrong = start({ DATABASE_POOL_SIZE: '2' });
    expect(await wrong.ended).toBe(78);
    expect(wrong.output).toMatch(/DATABASE_POOL_SIZE: .* needs at least \d+ connections, not 2/);
    expect(wrong.output).not.toContain('starting it again');
    await wrong.gone();
  });

  it.each([
    ['api/main.js', 'PORT'],
    ['api/main.js', 'SCRIP_METRICS_PORT'],
    ['worker/main.js', 'SCRIP_WORKER_PORT'],
    ['projections/main.js', 'SCRIP_PROJECTIONS_PORT'],
    ['sandbox/demo/main.js', 'PORT'],
    ['sandbox/eventstore/main.js', 'PORT'],
  ])('%s by itself says so, too, for its %s', async (program, variable) => {
    const other = await createDatabase();
    const { NODE_OPTIONS: _jest, ...inherited } = process.env;
    const env = {
      ...{ ...inherited, ...stores, SCRIP_MODE: 'sandbox', PORT: `${await freePort()}` },
      // Another node already has the database of these stores.
      ...(program.includes('eventstore') && { DATABASE_URL: other.url }),
      SCRIP_URL: 'http://127.0.0.1:1',
      [variable]: `${takenPort}`,
    };
    const run = spawn(process.execPath, [`dist/${program}`], { env });
    let said = '';
    let logged = '';
    run.stdout.on('data', (text: Buffer) => (logged += text.toString()));
    run.stderr.on('data', (text: Buffer) => (said += text.toString()));
    const [code] = await once(run, 'close');
    await other.drop();
    expect([code, said]).toEqual([
      78,
      expect.stringContaining(`${variable}: port ${takenPort} of 127.0.0.1 is taken`),
    ]);
    expect(said).not.toMatch(/^ +at /m);
    expect(logged).not.toContain('EADDRINUSE');
  });
});
