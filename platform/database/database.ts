import pg from 'pg';
import { clientConfig, poolConfig } from './client.js';
import { watchPulse } from './pulse.js';
import type { Logger } from '../log.js';
import { RecentFailure } from '../recent-failure.js';

export { isDatabaseAway } from './away.js';
export { openClient } from './client.js';

/** What a pool is made of. */
export interface PoolOptions {
  readonly url: string;
  /** Shows in `pg_stat_activity`. */
  readonly application: string;
  readonly maxConnections: number;
  /** The server ends a statement that runs longer; 0: never. */
  readonly statementTimeoutMs: number;
  /** Where names without a schema are looked up; `public` unless told. */
  readonly searchPath?: string;
  /** Connections are lent by a pooler for a transaction each. */
  readonly isPooled?: boolean;
  readonly log?: Pick<Logger, 'warn'>;
}

const IDLE_MS = 60_000;

/**
 * A bounded pool, whose connections are given up when the server does not answer. Never ask it for
 * a second connection while holding one: under load that deadlocks. BIGINT and NUMERIC come back as
 * strings: amounts go through their codec.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const { maxConnections: max, log } = options;
  const pool = new pg.Pool({ ...poolConfig(options), max, idleTimeoutMillis: IDLE_MS });
  // A connection that breaks while idle concerns nobody: the pool opens another when asked.
  pool.on('error', (error) => log?.warn({ reason: error.message }, 'an idle connection broke'));
  pool.on('release', (error) => noteWrite(pool, error));
  watchPulse(pool, clientConfig(options), log);
  return pool;
}

/** SQLSTATEs of a server that cannot write: its disk is full, or fails. */
const UNWRITABLE: Readonly<Record<string, string>> = {
  53100: 'no space is left on its disk',
  58030: 'its disk fails',
};
const unwritten = new WeakMap<pg.Pool, RecentFailure>();

/** Remembers that a statement could not be written, where that is what the error says. */
export function noteWrite(pool: pg.Pool, error: unknown): void {
  if (!(error instanceof Error && 'code' in error)) return;
  const said = UNWRITABLE[String(error.code)];
  if (said === undefined) return;
  const failure = unwritten.get(pool) ?? new RecentFailure();
  failure.note(said);
  unwritten.set(pool, failure);
}

/** Why statements of a pool could not be written within the last 10 s; undefined when all could. */
export const failingWritesOf = (pool: pg.Pool): string | undefined => unwritten.get(pool)?.last;

/**
 * Runs `work` on one connection inside a transaction: commits what it did, or rolls everything
 * back and throws what it threw.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // Without a listener, a server that goes away between two statements would end the process.
  const onError = (error: Error) => (broken = error);
  client.on('error', onError);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    noteWrite(pool, error);
    // A server that did not answer will not answer this either, and closing rolls back as well.
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
