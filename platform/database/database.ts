import pg from 'pg';
import { clientConfig, poolConfig } from './client.js';
import { watchConnections } from './connection-watchdog.js';
import type { Logger } from '../log.js';
import { RecentFailure } from '../recent-failure.js';

export { isDatabaseUnavailable, isPoolExhausted } from './unavailable.js';
export { openClient } from './client.js';

/** Options of a pool. */
export interface PoolOptions {
  readonly url: string;
  /** Shown in `pg_stat_activity`. */
  readonly application: string;
  readonly maxConnections: number;
  /** `statement_timeout`; 0: none. */
  readonly statementTimeoutMs: number;
  /** `search_path`; `public` by default. */
  readonly searchPath?: string;
  /** Behind a transaction pooler. */
  readonly isPooled?: boolean;
  /** Bounds the wait for a connection; 3 s by default. */
  readonly connectTimeoutMs?: number;
  readonly log?: Pick<Logger, 'warn'>;
}

const IDLE_MS = 60_000;

/**
 * Creates a bounded pool that closes connections to a server that stops answering. Never request a
 * second connection while holding one: under load that deadlocks. BIGINT and NUMERIC are returned
 * as strings: amounts go through their codec.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const { maxConnections: max, log } = options;
  const pool = new pg.Pool({ ...poolConfig(options), max, idleTimeoutMillis: IDLE_MS });
  // An idle connection that breaks is harmless: the pool opens another on demand.
  pool.on('error', (error) => log?.warn({ reason: error.message }, 'an idle connection broke'));
  pool.on('release', (error) => noteWrite(pool, error));
  watchConnections(pool, clientConfig(options), log);
  return pool;
}

/** SQLSTATEs of a server that cannot write: disk full or failing. */
const UNWRITABLE: Readonly<Record<string, string>> = {
  53100: 'no space is left on its disk',
  58030: 'its disk fails',
};
const unwritten = new WeakMap<pg.Pool, RecentFailure>();

/** Records that a statement could not be written. */
export function noteWrite(pool: pg.Pool, error: unknown): void {
  if (!(error instanceof Error && 'code' in error)) return;
  const said = UNWRITABLE[String(error.code)];
  if (said === undefined) return;
  const failure = unwritten.get(pool) ?? new RecentFailure();
  failure.note(said);
  unwritten.set(pool, failure);
}

/** Why writes failed within the last 10 s; undefined if none did. */
export const failingWritesOf = (pool: pg.Pool): string | undefined => unwritten.get(pool)?.last;

/** Runs `work` in a transaction: commits, or rolls back and rethrows. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener, losing the server between two statements would end the process.
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    noteWrite(pool, error);
    // A server that did not answer will not answer ROLLBACK either; closing rolls back too.
    if (isUnanswered(error)) broken = error;
    else await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}

const isUnanswered = (error: unknown): error is Error =>
  error instanceof Error && error.message === 'Query read timeout';
