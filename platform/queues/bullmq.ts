/** BullMQ: loading it, and running its jobs. */
import type * as BullMq from 'bullmq';
import type { Job } from 'bullmq';
import type pg from 'pg';
import { createPool } from '../database/database.js';
import type { Logger } from '../log.js';
import { PermanentFailure, type Processor } from './job.js';
import { bringUpToDate, SCHEMA } from './schema.js';

/** `statement_timeout` of queue statements. */
const STATEMENT_TIMEOUT_MS = 15_000;
/** Limit of error listeners on the shared pool, one per queue and worker. */
const MAX_SHARERS = 50;

/** BullMQ, loaded lazily: it costs 0.4 s and 30 MB. */
export type Loaded = typeof BullMq;

/** Loads it for the server: PostgreSQL, whose schema is brought up to date, or Redis. */
export async function load(pool: pg.Pool | undefined): Promise<Loaded> {
  const bull = await import('bullmq');
  if (!pool) {
    bull.setDefaultBackendFactory(bull.createRedisBackend);
    return bull;
  }
  bull.setDefaultBackendFactory(bull.createPostgresBackend);
  await bringUpToDate(bull, pool);
  return bull;
}

/** Opens the pool that the queues of a process share. */
export function openPool(options: {
  readonly databaseUrl: string;
  readonly maxConnections: number;
  readonly log: Pick<Logger, 'warn'>;
}): pg.Pool {
  const { databaseUrl: url, maxConnections, log } = options;
  const pool = createPool({
    url,
    application: 'scrip-queues',
    maxConnections,
    statementTimeoutMs: STATEMENT_TIMEOUT_MS,
    searchPath: SCHEMA,
    log,
  }).setMaxListeners(MAX_SHARERS);
  // BullMQ listens to none while it checks its schema; the query under way fails by it, too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** Runs one attempt at a job. */
export async function attempt(
  bull: Loaded,
  job: Job,
  processor: Processor,
  signal: AbortSignal,
): Promise<void> {
  const { id = '', name, attemptsMade } = job;
  const data: unknown = job.data;
  try {
    await processor({ id, name, data, attempt: attemptsMade + 1, signal });
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    throw new bull.UnrecoverableError(error.message);
  }
}
