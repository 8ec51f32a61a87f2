import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { isMigrated } from '../migrations/run.js';
import { SystemClock, TestClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import { createPool, isDatabaseAway } from '../platform/database.js';
import { EventStore } from '../platform/event-store.js';
import { OperationsIndex } from '../platform/event-store/operations.js';
import { TURNS_CHANNEL } from '../platform/event-store/turns.js';
import type { Logger } from '../platform/log.js';
import { Queues } from '../platform/queues.js';
import type { World } from './app.module.js';

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

/** Tells all processes in the background; what is not heard costs them a while, not more. */
function announce(pool: Pool, channel: string, payload: string): void {
  pool.query('SELECT pg_notify($1, $2)', [channel, payload]).catch(() => undefined);
}

/**
 * Opens what the API and the worker stand on, once the database has been migrated. There is one
 * event store, and so one client of it, a process. `application` shows in `pg_stat_activity`.
 */
export async function openWorld(config: Config, log: Logger, application: string): Promise<World> {
  const url = config.need('databaseUrl');
  const pool = createPool({
    url,
    application,
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
    onLosing: (stream) => announce(pool, TURNS_CHANNEL, stream),
    onSnapshotFailure: (stream, error) => log.warn({ err: error, stream }, 'no snapshot written'),
  });
  const queues = new Queues({ databaseUrl: url, redisUrl: config.redisUrl, log });
  return { config, pool, store, clock, queues, log };
}

/** Closes all of it, whatever may fail on the way. */
export async function closeWorld({ pool, store, clock, queues }: World): Promise<void> {
  await Promise.allSettled([
    queues.close(0),
    store.close(),
    pool.end(),
    clock instanceof TestClock ? clock.close() : undefined,
  ]);
}
