import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Pool } from 'pg';
import { isMigrated } from '../migrations/run.js';
import { SystemClock, TestClock } from '../platform/clock.js';
import { Config } from '../platform/config.js';
import { createPool, isDatabaseAway } from '../platform/database.js';
import { EventStore } from '../platform/event-store.js';
import { OperationsIndex } from '../platform/event-store/operations.js';
import { keepHeapCompact } from '../platform/heap.js';
import { createLogger, type Logger } from '../platform/log.js';
import { Queues } from '../platform/queues.js';
import { endUnstarted } from '../platform/start-failure.js';
import type { World } from './app.module.js';
import { createApp } from './create-app.js';
import { Lifecycle } from './ops/lifecycle.js';

/** What closing the stores may take, once no request is under way any more. */
const CLOSE_LIMIT_MS = 2_000;
const MIGRATION_LIMIT_MS = 60_000;
const MIGRATION_POLL_MS = 50;

/** Waits for a database that starts beside us, or is still being migrated. Throws after 60 s. */
async function untilMigrated(pool: Pool, log: Logger): Promise<void> {
  const deadlineMs = performance.now() + MIGRATION_LIMIT_MS;
  for (;;) {
    try {
      if (await isMigrated(pool)) return;
    } catch (error) {
      if (!isDatabaseAway(error) || performance.now() > deadlineMs) throw error;
    }
    if (performance.now() > deadlineMs) throw new Error('the database has not been migrated');
    log.debug('waiting for the database');
    await sleep(MIGRATION_POLL_MS);
  }
}

/** Opens what the API stands on. There is one event store, and so one client of it, a process. */
async function openWorld(config: Config, log: Logger): Promise<World> {
  const url = config.need('databaseUrl');
  const pool = createPool({
    url,
    application: 'scrip-api',
    maxConnections: config.databasePoolSize,
    statementTimeoutMs: config.statementTimeoutMs,
    log,
  });
  await untilMigrated(pool, log);
  const clock = config.sandbox ? await TestClock.open(pool, url, log) : new SystemClock();
  const store = new EventStore({
    url: config.need('eventStoreUrl'),
    operations: new OperationsIndex(pool),
    now: () => clock.now(),
    maxCacheBytes: config.maxCacheBytes,
    onSnapshotFailure: (stream, error) => log.warn({ err: error, stream }, 'no snapshot written'),
  });
  const queues = new Queues({ databaseUrl: url, redisUrl: config.redisUrl, log });
  return { config, pool, store, clock, log, queues };
}

async function closeWorld({ pool, store, clock, queues }: World): Promise<void> {
  await Promise.allSettled([
    store.close(),
    queues.close(),
    pool.end(),
    clock instanceof TestClock ? clock.close() : undefined,
  ]);
}

/** Lets requests under way finish, as long as the configuration gives them, then closes all. */
async function shutDown(app: NestFastifyApplication, world: World): Promise<void> {
  const { config, log } = world;
  app.get(Lifecycle).drain();
  const server = app.getHttpServer();
  const cut = setTimeout(() => server.closeAllConnections(), config.drainMs);
  await app.close().catch((error: unknown) => log.warn({ err: error }, 'closing was not clean'));
  clearTimeout(cut);
  const giveUp = setTimeout(() => process.exit(1), CLOSE_LIMIT_MS);
  giveUp.unref();
  await closeWorld(world);
  log.info('the API has ended');
}

/** Runs the API until it is told to end. */
async function main(): Promise<void> {
  keepHeapCompact();
  const config = Config.load();
  const log = createLogger('api', config.logLevel);
  const world = await openWorld(config, log);
  const app = await createApp(world);
  let ending: Promise<void> | undefined;
  const end = () => {
    ending ??= shutDown(app, world).then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  await app.listen({ port: config.port, host: config.host });
  log.info({ host: config.host, port: config.port }, 'the API listens');
  await app.get(Lifecycle).begin();
  log.info('the API is open');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main().catch(endUnstarted);
}
