/** Trying again what fails while a server is away: each pause twice as long as the last. */
import { setTimeout as sleep } from 'node:timers/promises';

/** The pauses between tries, before they are cut at random. */
export interface Pauses {
  readonly firstMs: number;
  /** No pause is longer. */
  readonly longestMs: number;
}

/** No number of failures may overflow the doubling. */
const MAX_DOUBLINGS = 30;

/** Milliseconds that doubling comes to after `failures` in a row (1 or more). */
export const doubledMs = (failures: number, { firstMs, longestMs }: Pauses): number =>
  Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, MAX_DOUBLINGS));

/**
 * Whole milliseconds until the next try, after `failures` in a row (1 or more). Up to half is cut
 * off at random, so that what failed together does not come back together.
 */
export const backOffMs = (failures: number, pauses: Pauses): number =>
  Math.round(doubledMs(failures, pauses) * (0.5 + Math.random() / 2));

/** How something is tried until it succeeds. */
export interface RetryOptions {
  readonly pauses: Pauses;
  /** Ends the tries. */
  readonly signal: AbortSignal;
  /** A try that lasted longer than this was a success: the next failure counts as the first. */
  readonly settledMs?: number;
  /** Called after each failure, with the pause that follows. What it throws ends the tries. */
  readonly onFailure: (error: unknown, pauseMs: number) => void;
}

/**
 * Does something again and again until it succeeds: gives its result, or undefined once `signal`
 * aborts. `attempt` calls `settled` when it has got somewhere: a failure after that counts as the
 * first.
 */
export async function retrying<Result>(
  attempt: (settled: () => void) => Promise<Result>,
  { pauses, signal, settledMs = Infinity, onFailure }: RetryOptions,
): Promise<Result | undefined> {
  let failures = 0;
  const settled = () => (failures = 0);
  while (!signal.aborted) {
    const startedMs = performance.now();
    try {
      return await attempt(settled);
    } catch (error) {
      if (signal.aborted) return undefined;
      if (performance.now() - startedMs > settledMs) settled();
      failures += 1;
      const pauseMs = backOffMs(failures, pauses);
      onFailure(error, pauseMs);
      await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return undefined;
}
