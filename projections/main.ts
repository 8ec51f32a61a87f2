import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { Registry } from 'prom-client';
import { eventsByCategory } from '../domain/log/all-events.js';
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
import { keepAnchors } from './anchors.js';
import { checkProjections, type Checked } from './health.js';
import { LANES } from './tables/projection.js';
import { keepRebuilding } from './rebuild/rebuild-requests.js';
import { run } from './run.js';

/** A process that was told to end has so long to finish its batch. */
const END_LIMIT_MS = 2_500;
/** For what is small and rare beside the read models. */
const ASIDE_CONNECTIONS = 2;
/**
 * At most: one that leads; lanes that are in front and lanes that catch up; and, while read models
 * are rebuilt, one that controls, the lanes of the new tables, and one that compares.
 */
const LANE_CONNECTIONS = 1 + 2 * LANES.length + (2 + LANES.length);
const PREFIXES = Object.keys(eventsByCategory).map((category) => `${category}-`);

/** `node dist/projections/main.js`: keeps the read models up with the log until told to end. */
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
    connection.subscribe({ after, prefixes: PREFIXES, signal: until });
  const running = run({ databaseUrl, source, log, signal });
  signal.addEventListener('abort', () => {
    log.info('ending');
    void sleep(END_LIMIT_MS, undefined, { ref: false }).then(() => process.exit(0));
  });
  await Promise.all([
    running,
    keepRebuilding({ pool, databaseUrl, source, log, signal }),
    sign(config, pool, connection, log, signal),
  ]);
  await health?.close();
  await pool.end();
  await connection.close();
}

/** Throws where waiting for the database does not help; one that is away is waited for later on. */
async function requireUsable(url: string, log: Logger): Promise<void> {
  try {
    for (const warning of await checkDatabase({ url, directUrl: url })) log.warn(warning);
  } catch (error) {
    if (refusalIn(error)?.isFinal ?? !isDatabaseUnavailable(error)) throw error;
    log.warn(loggedAs(error), 'the database is away: waiting for it');
  }
}

/** Where it is asked to, it says from its start to its end how it is. */
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

/** Signs the log by the hour, if this process holds the key. */
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
  await keepAnchors({ pool, connection, clock, key, periodMs, log }, signal);
}

await main().catch(endUnstarted);
