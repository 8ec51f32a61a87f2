import { types } from 'node:util';
import pg from 'pg';
import type { Logger } from './log.js';

/** What a pool is made of. */
export interface PoolOptions {
  readonly url: string;
  /** Shows in `pg_stat_activity`. */
  readonly application: string;
  readonly maxConnections: number;
  /** The server ends a statement that runs longer; 0: never. */
  readonly statementTimeoutMs: number;
  readonly log?: Pick<Logger, 'warn'>;
}

const CONNECT_TIMEOUT_MS = 3_000;
const IDLE_MS = 60_000;
/** A client that died between BEGIN and COMMIT keeps its locks no longer than this. */
const IDLE_IN_TRANSACTION_MS = 60_000;

/**
 * A bounded pool. Never ask it for a second connection while holding one: under load that
 * deadlocks. BIGINT and NUMERIC come back as strings: amounts go through their codec.
 */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.application,
    max: options.maxConnections,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_MS,
    keepAlive: true,
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  });
  // A connection that breaks while idle concerns nobody: the pool opens another when asked.
  pool.on('error', (error) => options.log?.warn({ err: error }, 'an idle connection broke'));
  return pool;
}

/** SQLSTATEs by which a server says that it is going, coming, or full. */
const AWAY_SQL_STATES = new Set(['53300', '57P01', '57P02', '57P03', '25006']);
/** SQLSTATE class of everything that is wrong with a connection. */
const CONNECTION_CLASS = '08';
const AWAY_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** What `pg` and its pool say in words alone. */
const AWAY_WORDS =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|the database system is|client has encountered a connection error|client was closed|driver not connected/i;

/** Whether an error of `pg` or TypeORM means that the database cannot be reached at the moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (AWAY_SQL_STATES.has(code) || code.startsWith(CONNECTION_CLASS)) return true;
  if (AWAY_SYSTEM_CODES.has(code) && 'syscall' in error) return true;
  if (AWAY_WORDS.test(error.message)) return true;
  if ('errors' in error && Array.isArray(error.errors)) return error.errors.some(isDatabaseAway);
  return 'driverError' in error && error.driverError !== error && isDatabaseAway(error.driverError);
}

/** SQLSTATEs of a server that is there, and does not let this user in. */
const REFUSED_SQL_STATES = new Set(['28P01', '28000']);

/**
 * In one line why `DATABASE_URL` leads to no database, and what to do; undefined for errors that
 * say something else. Never shows the password.
 */
export function describeUnreachable(error: unknown, url: string): string | undefined {
  const { host, database, user } = partsOf(url);
  const code = types.isNativeError(error) && 'code' in error ? error.code : undefined;
  if (code === '3D000') {
    return `the database ${database} at ${host} does not exist: create it or correct DATABASE_URL`;
  }
  if (typeof code === 'string' && REFUSED_SQL_STATES.has(code)) {
    return `the server at ${host} refuses the user ${user}: correct name or password in DATABASE_URL`;
  }
  if (!isDatabaseAway(error)) return undefined;
  const reason = typeof code === 'string' ? ` (${code})` : '';
  return `no database server answers at ${host}${reason}: start it or correct DATABASE_URL`;
}

/** What a URL says, by the rules of `pg`: a client that is never connected has read it. */
function partsOf(url: string) {
  const { host, port, database, user } = new pg.Client({ connectionString: url });
  return {
    host: host.startsWith('/') ? host : `${host}:${port}`,
    user: `"${user ?? ''}"`,
    database: `"${database ?? ''}"`,
  };
}

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
    await client.query('ROLLBACK').catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    client.off('error', onError);
    client.release(broken);
  }
}
