/** The job queues, with their rules for retries and retention. */

/** Retry and retention rules of a queue. */
export interface QueueRules {
  /** Delays before the second, third … attempt; after the last one the job has failed. */
  readonly retryAfterMs: readonly number[];
  /** Only what lost a race for the database is tried again; all else has failed at once. */
  readonly retriesLostRacesOnly?: true;
  /** How long completed jobs are kept; until then their id cannot be added again. */
  readonly keepDoneSeconds: number;
  readonly keepFailedSeconds: number;
  /** A worker that does not renew a lock for so long loses the job. */
  readonly lockMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * All queues. `sweeps`: scheduled work, retried by the next sweep; a lost deadlock, also one over
 * the queue's own tables, is no failure and is tried again. `payments`:
 * what Stripe says of purchases, looked at again. `deliveries`: webhook attempts.
 * Losing the jobs of a queue is harmless: what is to be done is stored in PostgreSQL.
 */
export const queueRules = {
  sweeps: {
    retryAfterMs: [SECOND, 5 * SECOND],
    retriesLostRacesOnly: true,
    keepDoneSeconds: 60,
    keepFailedSeconds: 3_600,
    lockMs: 10 * SECOND,
  },
  payments: {
    retryAfterMs: [SECOND, 5 * SECOND, 30 * SECOND, 2 * MINUTE],
    keepDoneSeconds: 600,
    keepFailedSeconds: 24 * 3_600,
    lockMs: 30 * SECOND,
  },
  deliveries: {
    retryAfterMs: [
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      ...[2, 5, 10, 14, 20, 24].map((h) => h * HOUR),
    ],
    keepDoneSeconds: 3_600,
    keepFailedSeconds: 24 * 3_600,
    lockMs: 10 * SECOND,
  },
} as const satisfies Record<string, QueueRules>;

/** Names of the queues. */
export type QueueName = keyof typeof queueRules;

/** All queue names, in the order above. */
export const queueNames = ['sweeps', 'payments', 'deliveries'] as const satisfies QueueName[];
