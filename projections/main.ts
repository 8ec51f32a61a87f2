import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import { STREAM_PREFIXES } from '../domain/log/all-events.js';
import { Config } from '../platform/config/config.js';
import { Connection } from '../platform/event-store/connection/connection.js';
import { countResumptions } from '../platform/event-store/connection/resumptions.js';
import { createLogger, type Logger } from '../platform/log.js';
import { AnchorKey } from '../platform/anchors/anchor.js';
import { SystemClock } from '../platform/clock/clock.js';
import { createPool, isDatabaseUnavailable } from '../platform/database/database.js';
import { checkDatabase } from '../platform/database/set-up.js';
import { budgetConnections } from '../platform/database/connection-budget.js';
import { refusalIn } from '../platform/refusal.js';
import { loggedAs } from '../platform/failures/expected-failure.js';
import { startHealthServer, type HealthServer } from '../platform/health/health-server.js';
import { memoize } from '../platform/memoize.js';
import { endUnstarted } from '../platform/start-failure.js';
import { anchorPeriodically } from './anchors.js';
import { checkProjections, type Checked } from './health.js';
import { LANES } from './tables/projection.js';
import { serveRebuilds } from './rebuild/rebuild-requests.js';
import { run } from './run.js';

/** Time to finish the current batch on shutdown. */
const END_LIMIT_MS = 2_500;
/** For small and rare queries. */
const ASIDE_CONNECTIONS = 2;
/**
 * Maximum: the leader's; live and catching-up lanes; during a rebuild, its control connection, the
 * lanes of the new tables, and one to compare.
 */
const LANE_CONNECTIONS = 1 + 2 * LANES.length + (2 + LANES.length);

/**
 * Runs the projections process (`node dist/projections/main.js`), which keeps the read models up to
 * date.
 */
async function main(): Promise<void> {
  const config = Config.load();
  const log = createLogger('projections', config.logLevel);
  const databaseUrl = config.need('directUrl');
  budgetConnections(config.databasePoolSize, {
    process: 'a projections process',
    dedicated: LANE_CONNECTIONS,
    queues: 0,
  });
  const pool = createPool({
    url: databaseUrl,
    application: 'scrip-projections-aside',
    maxConnections: ASIDE_CONNECTIONS,
    statementTimeoutMs: config.statementTimeoutMs,
    log,
  });
  await requireUsable(databaseUrl, log);
  const connection = new Connection(config.need('eventStoreUrl'));
  const ending = new AbortController();
  const { signal } = ending;
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => ending.abort());

  const health = await answerHealth(config, { pool, connection, signal }, log);

  const source = (after: bigint | null, until: AbortSignal) =>
    connection.subscribe({ after, prefixes: STREAM_PREFIXES, signal: until });
  const running = run({ databaseUrl, source, log, signal });
  signal.addEventListener('abort', () => {
    log.info('ending');
    void sleep(END_LIMIT_MS, undefined, { ref: false }).then(() => process.exit(0));
  });
  await Promise.all([
    running,
    serveRebuilds({ pool, databaseUrl, source, log, signal }),
    sign(config, pool, connection, log, signal),
  ]);
  await health?.close();
  await pool.end();
  await connection.close();
}

/** Throws if waiting for the database does not help; an unavailable one is waited for later. */
async function requireUsable(url: string, log: Logger): Promise<void> {
  try {
    for (const warning of await checkDatabase({ url, directUrl: url })) log.warn(warning);
  } catch (error) {
    if (refusalIn(error)?.isFinal ?? !isDatabaseUnavailable(error)) throw error;
    log.warn(loggedAs(error), 'the database is away: waiting for it');
  }
}

/** Serves health checks if configured. */
async function answerHealth(
  { host, projectionsPort: port }: Config,
  checked: Checked,
  log: Logger,
): Promise<HealthServer | undefined> {
  if (port === undefined) return undefined;
  const check = memoize(() => checkProjections(checked), 0);
  const registry = new Registry();
  countResumptions(registry, checked.connection);
  return startHealthServer({
    ...{ host, port, check, registry, log },
    variable: 'SCRIP_PROJECTIONS_PORT',
  });
}

/** Signs the log every hour, if this process has the key. */
async function sign(
  config: Config,
  pool: Pool,
  connection: Connection,
  log: Logger,
  signal: AbortSignal,
): Promise<void> {
  if (config.anchorKey === undefined) {
    log.warn('no SCRIP_ANCHOR_KEY: the log is not signed');
    return;
  }
  const key = AnchorKey.fromSeed(config.anchorKey);
  log.info({ key_id: key.id, SCRIP_ANCHOR_PUBLIC_KEY: key.publicBase64() }, 'the log is signed');
  const periodMs = config.anchorPeriodMs;
  const clock = new SystemClock();
  await anchorPeriodically({ pool, connection, clock, key, periodMs, log }, signal);
}

await main().catch(endUnstarted);
