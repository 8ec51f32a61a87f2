import { isDatabaseAway } from '../database/database.js';
import { isStoreAway, StoreUnavailable } from '../event-store/connection/failures.js';
import { QueuesAway } from './queues-away.js';
import { Refusal, refusalIn } from '../refusal.js';

/** Causes of causes, at most; beyond, they repeat each other. */
const MAX_CAUSES = 4;
const MAX_REASON_CHARACTERS = 500;

/** What a log line says of an error: all of it, or where it comes from the world, one line. */
export type Logged = { readonly err: unknown } | { readonly reason: string };

/**
 * A store that is away, or a stream that others write, is no fault of the code: where it was thrown
 * says nothing, and there may be many. Anything else is logged whole, with its stack.
 */
export function loggedAs(error: unknown): Logged {
  return isExpected(error) ? { reason: reasonOf(error) } : { err: error };
}

/** Whether an error says no more than that a server is away, or that others were quicker. */
const isExpected = (error: unknown): error is Error =>
  error instanceof StoreUnavailable ||
  error instanceof QueuesAway ||
  refusalIn(error) !== undefined ||
  isStoreAway(error) ||
  isDatabaseAway(error);

/** What an error and its causes say, on one line; a refusal says it all. */
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
