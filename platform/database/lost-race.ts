import { types } from 'node:util';

/** SQLSTATEs of a transaction that was ended in favour of another: a deadlock, a conflict. */
const LOST = new Set(['40P01', '40001']);
/** Depth at which following `cause` stops. */
const MAX_CAUSES = 4;

/**
 * Whether a transaction was rolled back in favour of another, by an error of `pg` or TypeORM or one
 * that it caused: the same transaction may succeed at once.
 */
export function isLostRace(error: unknown): boolean {
  let cause = error;
  for (let depth = 0; depth <= MAX_CAUSES && types.isNativeError(cause); depth += 1) {
    if (LOST.has(sqlStateOf(cause))) return true;
    cause = cause.cause;
  }
  return false;
}

/** TypeORM has the fields of its driver's error, too. */
const sqlStateOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';
