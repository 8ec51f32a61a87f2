import { isDatabaseUnavailable } from '../database/database.js';
import { isStoreUnavailable, StoreUnavailable } from '../event-store/connection/failures.js';
import { QueuesUnavailable } from './queues-unavailable.js';
import { Refusal, refusalIn } from '../refusal.js';

/** Depth at which following `cause` stops. */
const MAX_CAUSES = 4;
const MAX_REASON_CHARACTERS = 500;

/** How an error appears in a log line: with its stack, or as one line. */
export type Logged = { readonly err: unknown } | { readonly reason: string };

/**
 * Formats an error for the log: one line if a store is unavailable or a stream contended, which is
 * no bug and may be frequent; otherwise with its stack.
 */
export function loggedAs(error: unknown): Logged {
  return isExpected(error) ? { reason: reasonOf(error) } : { err: error };
}

/** Whether an error only means an unavailable server or a lost race. */
const isExpected = (error: unknown): error is Error =>
  error instanceof StoreUnavailable ||
  error instanceof QueuesUnavailable ||
  refusalIn(error) !== undefined ||
  isStoreUnavailable(error) ||
  isDatabaseUnavailable(error);

/** An error and its causes on one line; a refusal is complete by itself. */
function reasonOf(error: Error): string {
  const said = new Set<string>();
  let cause: unknown = error;
  for (let depth = 0; depth <= MAX_CAUSES && cause instanceof Error; depth += 1) {
    if (cause.message !== '') said.add(cause.message.replaceAll(/\s+/g, ' '));
    if (cause instanceof Refusal) break;
    cause = cause.cause;
  }
  return [...said].join(': ').slice(0, MAX_REASON_CHARACTERS);
}
