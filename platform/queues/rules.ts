/** How the jobs of a queue are tried and kept. */
export interface QueueRules {
  /** Pauses before the second attempt, the third …; with these used up the job has failed. */
  readonly retryAfterMs: readonly number[];
  /** A job that is done is remembered so long: until then its id cannot be added again. */
  readonly keepDoneSeconds: number;
  readonly keepFailedSeconds: number;
  /** A worker that gives no sign of life for so long has lost its jobs to the others. */
  readonly lockMs: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/**
 * Every queue there is. `sweeps`: what is done by time, each sweep the next one's retry.
 * `deliveries`: attempts at what is sent to others. A queue may forget its jobs: what is to be done
 * stands in PostgreSQL.
 */
export const queueRules = {
  sweeps: { retryAfterMs: [], keepDoneSeconds: 60, keepFailedSeconds: 3_600, lockMs: 10 * SECOND },
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

/** All of them, in the order of the table above. */
export const queueNames = ['sweeps', 'deliveries'] as const satisfies QueueName[];
