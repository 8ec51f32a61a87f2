import { types } from 'node:util';
import { DatabaseRefusal } from './explain.js';
import { refusalIn } from '../refusal.js';

/** SQLSTATEs of a server that shuts down, starts, is read-only, or cannot use its disk. */
const AWAY_SQL_STATES = new Set(['57P01', '57P02', '57P03', '57P05', '25006', '58030']);
/** SQLSTATE classes: connection errors; out of disk, memory or connections. */
const AWAY_CLASSES = ['08', '53'];
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
/** Errors of `pg` and its pool that have no code. */
const AWAY_WORDS =
  /connection terminated|timeout exceeded when trying to connect|connection timeout|query read timeout|timeout expired|the database system is|client has encountered a connection error|client was closed|driver not connected/i;
/** What the pool says to whoever waited in vain while all its connections were in use. */
const EXHAUSTED_WORDS = /timeout exceeded when trying to connect/i;
/** What TypeORM says when a transaction has lost its connection between two statements. */
const LOST_WORDS = /query runner (was )?already released/i;

/** Whether an error of `pg` or TypeORM means that the database is unavailable. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  if (refusalIn(error) instanceof DatabaseRefusal) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (AWAY_SQL_STATES.has(code) || AWAY_CLASSES.includes(code.slice(0, 2))) return true;
  if (AWAY_SYSTEM_CODES.has(code) && 'syscall' in error) return true;
  if (AWAY_WORDS.test(error.message) || LOST_WORDS.test(error.message)) return true;
  if ('errors' in error && Array.isArray(error.errors))
    return error.errors.some(isDatabaseUnavailable);
  return (
    'driverError' in error &&
    error.driverError !== error &&
    isDatabaseUnavailable(error.driverError)
  );
}

/**
 * Whether an error of the pool or TypeORM means that no connection came free in time: the server
 * may be well. Such an error also counts as an unavailable database.
 */
export function isPoolExhausted(error: unknown): boolean {
  if (!types.isNativeError(error)) return false;
  if (EXHAUSTED_WORDS.test(error.message)) return true;
  return (
    'driverError' in error && error.driverError !== error && isPoolExhausted(error.driverError)
  );
}
