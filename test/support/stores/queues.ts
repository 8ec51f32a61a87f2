import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { freePort } from '../../../sandbox/processes/ports.js';

/** A server of job queues under test, started for one file. */
export interface QueueServer {
  /** Further environment variables of the processes; empty for PostgreSQL. */
  readonly environment: Readonly<Record<string, string>>;
  /** Undefined for PostgreSQL. */
  readonly redisUrl: string | undefined;
  /** Also when it is stopped already. */
  stop(): Promise<void>;
}

/** Where job queues can be. */
export interface Backend {
  readonly name: 'PostgreSQL' | 'Redis';
  start(): Promise<QueueServer>;
}

const START_LIMIT_MS = 60_000;

const postgres: Backend = {
  name: 'PostgreSQL',
  start: () =>
    Promise.resolve({ environment: {}, redisUrl: undefined, stop: () => Promise.resolve() }),
};

const redis: Backend = { name: 'Redis', start: () => RedisServer.start() };

/** A Redis that persists its data, and can be killed. */
export class RedisServer implements QueueServer {
  readonly redisUrl: string;
  readonly environment: Readonly<Record<string, string>>;

  private constructor(
    private readonly port: number,
    private readonly folder: string,
    private server: ChildProcess,
  ) {
    this.redisUrl = `redis://127.0.0.1:${port}`;
    this.environment = { REDIS_URL: this.redisUrl };
  }

  static async start(): Promise<RedisServer> {
    const folder = await mkdtemp(join(tmpdir(), 'scrip-redis-'));
    const port = await freePort();
    return new RedisServer(port, folder, await spawnRedis(port, folder));
  }

  /** One command of its own protocol; gives nothing back. */
  async tell(command: 'save' | 'flushall'): Promise<void> {
    const client = new Redis(this.redisUrl);
    try {
      await client.call(command);
    } finally {
      client.disconnect();
    }
  }

  /** `kill -9`, then a start from what was saved last: everything since is forgotten. */
  async killAndRestart(): Promise<void> {
    await this.kill();
    this.server = await spawnRedis(this.port, this.folder);
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async kill(): Promise<void> {
    if (this.server.exitCode !== null || this.server.signalCode !== null) return;
    const ended = once(this.server, 'exit');
    this.server.kill('SIGKILL');
    await ended;
  }
}

async function spawnRedis(port: number, folder: string): Promise<ChildProcess> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder];
  const server = spawn('redis-server', options, { stdio: 'ignore' });
  await untilAnswers(server, port);
  return server;
}

async function untilAnswers(server: ChildProcess, port: number): Promise<void> {
  for (const began = Date.now(); Date.now() - began < START_LIMIT_MS; await sleep(20)) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`);
    const socket = connect({ port, host: '127.0.0.1' });
    const answered = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    });
    socket.destroy();
    if (answered) return;
  }
  throw new Error('redis-server does not answer');
}

/**
 * All backends that can be tested here. Redis needs a `redis-server`: where there is none, that is
 * said, and with SCRIP_TEST_REDIS=required (as .ci/run sets it) it is an error.
 */
export function backends(): readonly Backend[] {
  if (spawnSync('redis-server', ['--version']).status === 0) return [postgres, redis];
  const said = 'there is no redis-server on this machine: job queues are tested on PostgreSQL only';
  if (process.env['SCRIP_TEST_REDIS'] === 'required') throw new Error(said);
  process.stderr.write(`\n  NOT TESTED ON REDIS: ${said}\n\n`);
  return [postgres];
}
