import type { JobsOptions } from 'bullmq';
import { TryAgainAfter, type JobSpec } from './job.js';
import { queueRules, type QueueName, type QueueRules } from './rules.js';

const MAX_JOB_BYTES = 64 * 1024;
/** A pause ends up to this share earlier, so that what failed together does not come back so. */
const JITTER = 0.2;

/** What BullMQ is told with a job of a queue. */
export function optionsOf(queue: QueueName): JobsOptions {
  const { retryAfterMs, keepDoneSeconds, keepFailedSeconds } = queueRules[queue];
  return {
    attempts: retryAfterMs.length + 1,
    // Computed by `pauseMs`, whatever it is called.
    backoff: { type: 'scrip' },
    // By age, never by number: on PostgreSQL a number deadlocks, and fails jobs that were done.
    removeOnComplete: { age: keepDoneSeconds },
    removeOnFail: { age: keepFailedSeconds },
    sizeLimit: MAX_JOB_BYTES,
    stackTraceLimit: 1,
  };
}

/** A job as BullMQ takes it. */
export function toBulk({ queue, name, data, jobId, delayMs = 0 }: JobSpec) {
  return { name, data, opts: { ...optionsOf(queue), jobId, delay: delayMs } };
}

/** How long a job that has failed so often waits; a processor may have asked for another pause. */
export function pauseMs(rules: QueueRules, attemptsMade: number, error?: Error): number {
  if (error instanceof TryAgainAfter) return Math.max(0, Math.round(error.afterMs));
  const wholeMs = rules.retryAfterMs[attemptsMade - 1] ?? 0;
  return Math.round(wholeMs * (1 - JITTER * Math.random()));
}
