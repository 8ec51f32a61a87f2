import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { DataSource } from 'typeorm';
import { isMigrated } from '../migrations/run.js';
import { type Clock, SystemClock, TestClock } from '../platform/clock/clock.js';
import type { Config } from '../platform/config/config.js';
import { createDataSource } from '../platform/database/data-source.js';
import { createPool, isDatabaseUnavailable } from '../platform/database/database.js';
import { checkDatabase, type DatabaseUrls } from '../platform/database/set-up.js';
import { budgetConnections } from '../platform/database/connection-budget.js';
import { EventStore } from '../platform/event-store/event-store.js';
import { OperationsIndex } from '../platform/event-store/operations.js';
import { CONTENTION_CHANNEL } from '../platform/event-store/writer-fairness.js';
import type { Logger } from '../platform/log.js';
import { checkRedis } from '../platform/queues/check.js';
import { refusalIn } from '../platform/refusal.js';
import { ThrottledWarnings } from '../platform/failures/throttled-warnings.js';
import { queueNames, Queues } from '../platform/queues/queues.js';
import { SecretBox } from '../platform/secret-box.js';
import { entities } from './entities.js';
import { checkSealedSecrets } from './sealed-secrets.js';
import { openStripe, type StripeAccess } from './payments/stripe/access.js';
import { sealClearSecrets } from './webhook-sending/signing.js';
import { WebhookEndpoint } from './webhook-sending/webhook-endpoint.entity.js';

/** Resources opened before Nest and closed after it. */
export interface Resources {
  readonly config: Config;
  readonly pool: Pool;
  /** TypeORM, over the same pool. */
  readonly dataSource: DataSource;
  readonly store: EventStore;
  readonly clock: Clock;
  readonly queues: Queues;
  readonly secrets: SecretBox;
  readonly stripe: StripeAccess;
  readonly log: Logger;
}

const MIGRATION_LIMIT_MS = 60_000;
const MIGRATION_POLL_MS = 50;
const NOT_MIGRATED = 'the database has not been migrated: run `npm run migrate`';
/**
 * Connections besides the pool: for announcements, for positions, in the sandbox for its clock, and
 * for the watchdog.
 */
const DEDICATED = { production: 3, sandbox: 4 };
/** Each queue that a process works on holds one connection to listen; some are for the work. */
const QUEUE_CONNECTIONS = { api: 2, worker: queueNames.length + 2 };

/**
 * Waits for a database that is starting or being migrated. Throws after 60 s, and at once if
 * waiting does not help.
 */
async function untilMigrated(pool: Pool, urls: DatabaseUrls, log: Logger): Promise<void> {
  const deadlineMs = performance.now() + MIGRATION_LIMIT_MS;
  const complaints = new ThrottledWarnings(log);
  let isChecked = false;
  for (;;) {
    try {
      if (!isChecked) for (const warning of await checkDatabase(urls)) log.warn(warning);
      isChecked = true;
      if (await isMigrated(pool)) return;
    } catch (error) {
      const isFinal = refusalIn(error)?.isFinal ?? !isDatabaseUnavailable(error);
      if (isFinal || performance.now() > deadlineMs) throw error;
      complaints.warn(error, {}, 'the database is away: waiting for it');
    }
    if (performance.now() > deadlineMs) throw new Error(NOT_MIGRATED);
    await sleep(MIGRATION_POLL_MS);
  }
}

/** Notifies all processes in the background; a lost notification only delays them. */
function announce(pool: Pool, channel: string, payload: string): void {
  pool.query('SELECT pg_notify($1, $2)', [channel, payload]).catch(() => undefined);
}

/**
 * Opens the resources of API and worker once the database is migrated. Throws ConfigError or a
 * Refusal.
 */
export async function openResources(
  config: Config,
  log: Logger,
  process: 'api' | 'worker',
): Promise<Resources> {
  const [url, directUrl] = [config.need('databaseUrl'), config.need('directUrl')];
  const secrets = new SecretBox(config.need('secretKey'));
  const shares = budgetConnections(config.databasePoolSize, {
    process: process === 'api' ? 'an API process' : 'a worker',
    // A worker also holds the lock of the reactions.
    dedicated:
      DEDICATED[config.sandbox ? 'sandbox' : 'production'] + (process === 'worker' ? 1 : 0),
    queues: config.redisUrl === undefined ? QUEUE_CONNECTIONS[process] : 0,
  });
  const pool = createPool({
    url,
    isPooled: url !== directUrl,
    application: `scrip-${process}`,
    maxConnections: shares.pool,
    statementTimeoutMs: config.statementTimeoutMs,
    log,
  });
  if (config.redisUrl !== undefined) {
    for (const warning of await checkRedis(config.redisUrl)) log.warn(warning);
  }
  await untilMigrated(pool, { url, directUrl }, log);
  const dataSource = await createDataSource(pool, entities).initialize();
  await sealClearSecrets(dataSource.getRepository(WebhookEndpoint), secrets);
  const warning = await checkSealedSecrets(pool, secrets);
  if (warning !== undefined) log.warn(warning);
  const stripe = await openStripe(config, dataSource, log);
  const clock = config.sandbox ? await TestClock.open(pool, directUrl, log) : new SystemClock();
  const store = new EventStore({
    url: config.need('eventStoreUrl'),
    operations: new OperationsIndex(pool),
    now: () => clock.now(),
    maxCacheBytes: config.maxCacheBytes,
    onContention: (stream) => announce(pool, CONTENTION_CHANNEL, stream),
    onSnapshotFailure: (stream, error) => log.warn({ err: error, stream }, 'no snapshot written'),
  });
  const queues = new Queues({
    databaseUrl: directUrl,
    redisUrl: config.redisUrl,
    maxConnections: shares.queues,
    log,
  });
  return { config, pool, dataSource, store, clock, queues, secrets, stripe, log };
}

/** Closes all resources, even if some fail to close. */
export async function closeResources({ pool, store, clock, queues }: Resources): Promise<void> {
  await Promise.allSettled([
    queues.close(0),
    store.close(),
    pool.end(),
    clock instanceof TestClock ? clock.close() : undefined,
  ]);
}
