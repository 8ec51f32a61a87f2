import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { withTimeout } from '../../platform/patience/timeout.js';
import { Child, type ChildSpec, type Command } from '../../sandbox/launch/child.js';
import { accepts, DATABASE, isReady, postgresChild } from '../../sandbox/launch/children.js';
import { Product } from '../../sandbox/launch/product.js';
import { freePort } from '../../sandbox/processes/ports.js';
import { clusterPassword, postgresIdentity } from '../../sandbox/postgres/postgres-files.js';
import { clusterUrl } from '../../sandbox/postgres/postgres.js';
import { Watchdog } from '../../sandbox/processes/watchdog.js';
import { environmentOf, PROGRAMS, type ProgramName } from '../support/product/programs.js';
import type { SoakLog } from './log.js';
import type { SoakOptions } from './options.js';
import { targetOf, type Target } from './targets.js';

/** The preset key of the run's API processes: every scope. */
export const API_KEY = 'soak-key-of-this-run-alone';

const LOOPBACK = '127.0.0.1';
const LEASH = pathToFileURL(path.resolve('dist/sandbox/processes/leash.js')).href;
const PATIENCE_MS = 5_000;
const READY_WITHIN_MS = 90_000;
const START_LIMIT_MS = 180_000;
/** It promises less than 24.10 and ends slow readers: what holds there holds on both. */
const NODE_VERSION = process.env['SANDBOX_EVENTSTORE_VERSION'] ?? '23.10';
/** Enough for eight API processes with connection pools as they are by default. */
const MAX_CONNECTIONS = 200;

/** The product under soak: its processes and stores, each started again whenever it ends. */
export class SoakProduct {
  private constructor(
    private readonly product: Product,
    private readonly watchdog: Watchdog,
    /** Where the API processes answer. */
    readonly urls: readonly string[],
    /** Everything that can be killed and frozen. */
    readonly targets: readonly Target[],
    /** The stores in words. */
    readonly stores: string,
  ) {}

  /** Starts everything in `home`, a folder that is deleted with us, and waits until it is ready. */
  static async start(options: SoakOptions, home: string, log: SoakLog): Promise<SoakProduct> {
    const watchdog = new Watchdog();
    watchdog.guardScratch(home);
    const folder = path.join(home, 'postgres');
    const postgres = { folder, port: await freePort(), maxConnections: MAX_CONNECTIONS };
    const password = await clusterPassword(folder, await postgresIdentity());
    const databaseUrl = clusterUrl(password, postgres.port, DATABASE);
    const redisPort = hasRedis() ? await freePort() : undefined;
    const given = process.env['EVENTSTORE_URL'];
    const nodePort = await freePort();
    const apiPorts = await Promise.all(Array.from({ length: options.processes }, freePort));
    const told: Told = {
      databaseUrl,
      eventStoreUrl: given ?? `esdb://${LOOPBACK}:${nodePort}?tls=false`,
      redisUrl: redisPort === undefined ? undefined : `redis://${LOOPBACK}:${redisPort}`,
    };
    const children = [
      postgresChild(postgres),
      ...(redisPort === undefined ? [] : [redisChild(home, redisPort)]),
      ...(given === undefined ? [eventStoreChild(told, nodePort)] : []),
      ...programsOf(told, apiPorts),
    ].map((spec) => new Child(spec, log, watchdog));
    const product = new Product(children);
    watchdog.guardFolder(folder);
    const started = new SoakProduct(
      product,
      watchdog,
      apiPorts.map((port) => `http://${LOOPBACK}:${port}`),
      [
        ...children.filter(({ spec }) => spec.kind === 'server').map(targetOfChild),
        ...options.storePids.map((file, index) => targetOf(`event-store-${index + 1}`, file)),
      ],
      `${given === undefined ? `sandbox node as ${NODE_VERSION}` : 'EventStoreDB'}, ` +
        (redisPort === undefined ? 'jobs in PostgreSQL: no redis-server here' : 'jobs in Redis'),
    );
    try {
      await withTimeout(product.start(), START_LIMIT_MS, () => {
        throw new Error('the product has not started within 3 minutes');
      });
    } catch (error) {
      await started.stop();
      throw error;
    }
    return started;
  }

  /** Resolves when every API process says that all is ready; throws after 90 s. */
  async untilReady(): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    for (const url of this.urls) {
      while (!(await isReady(LOOPBACK, Number(new URL(url).port)))) {
        if (performance.now() > deadline)
          throw new Error(`${url} is not ready, 90 s after the end`);
        await sleep(100);
      }
    }
  }

  async stop(): Promise<void> {
    await this.product.stop();
    this.watchdog.close();
  }
}

/** What every program of the product is told. */
interface Told {
  readonly databaseUrl: string;
  readonly eventStoreUrl: string;
  readonly redisUrl: string | undefined;
}

const targetOfChild = (child: Child): Target => ({
  name: child.spec.name,
  pid: () => Promise.resolve(child.pid),
});

/** Where there is none, jobs are in PostgreSQL; where SCRIP_TEST_REDIS demands one, that fails. */
function hasRedis(): boolean {
  if (spawnSync('redis-server', ['--version']).status === 0) return true;
  if (process.env['SCRIP_TEST_REDIS'] === 'required') throw new Error('there is no redis-server');
  return false;
}

function redisChild(folder: string, port: number): ChildSpec {
  const settings = { port, bind: LOOPBACK, dir: folder, appendonly: 'yes', save: '' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const command = { file: 'redis-server', args, env: process.env, leashed: false };
  return server('redis', [], () => command, port);
}

const eventStoreChild = (told: Told, port: number): ChildSpec =>
  server('event-store', ['postgres'], () => programCommand('eventstore', told, port), port);

function programsOf(told: Told, apiPorts: readonly number[]): ChildSpec[] {
  const needs = ['postgres', 'event-store', 'migrations'];
  const silent = (name: 'projections' | 'worker') =>
    server(name, needs, () => programCommand(name, told, 0));
  return [
    {
      ...server('migrations', ['postgres'], () => programCommand('migrations', told, 0)),
      kind: 'task',
    },
    silent('projections'),
    ...apiPorts.map((port, index) => ({
      ...server(`api-${index + 1}`, needs, () => programCommand('api', told, port)),
      isUp: () => isReady(LOOPBACK, port),
    })),
    silent('worker'),
  ];
}

/** A server that is up once somebody listens on its port; at once without one. */
function server(
  name: string,
  needs: readonly string[],
  command: () => Command,
  port?: number,
): ChildSpec {
  return {
    name,
    kind: 'server',
    needs,
    endSignal: 'SIGTERM',
    patienceMs: PATIENCE_MS,
    prepare: () => Promise.resolve(command()),
    isUp: () => (port === undefined ? Promise.resolve(true) : accepts(port)),
  };
}

function programCommand(name: ProgramName, told: Told, port: number): Command {
  const { databaseUrl, eventStoreUrl, redisUrl } = told;
  return {
    file: process.execPath,
    args: ['--import', LEASH, '--enable-source-maps', path.resolve(PROGRAMS[name])],
    leashed: true,
    env: {
      ...environmentOf({ port, databaseUrl, eventStoreUrl, apiKey: API_KEY }),
      SANDBOX_EVENTSTORE_VERSION: NODE_VERSION,
      SCRIP_UNREADY_SECONDS: '0',
      SCRIP_DRAIN_SECONDS: '1',
      ...(redisUrl !== undefined && { REDIS_URL: redisUrl }),
    },
  };
}
