import type { JobsOptions } from 'bullmq';
import { isLostRace } from '../database/lost-race.js';
import { RetryAfter, type JobSpec } from './job.js';
import { queueRules, type QueueName, type QueueRules } from './rules.js';

const MAX_JOB_BYTES = 64 * 1024;
/** Jitter as a share of the delay, so that jobs that failed together are not retried together. */
const JITTER = 0.2;

/** BullMQ's options for jobs of a queue. */
export function optionsOf(queue: QueueName): JobsOptions {
  const { retryAfterMs, keepDoneSeconds, keepFailedSeconds } = queueRules[queue];
  return {
    attempts: retryAfterMs.length + 1,
    // Delays are computed by `pauseMs`; the name is arbitrary.
    backoff: { type: 'scrip' },
    // By age, not by count: on PostgreSQL, removal by count deadlocks and fails completed jobs.
    removeOnComplete: { age: keepDoneSeconds },
    removeOnFail: { age: keepFailedSeconds },
    stackTraceLimit: 1,
  };
}

/** A job in BullMQ's form. */
export type BulkJob = ReturnType<typeof toBulk>;

/** Converts a job to BullMQ's form. Throws where it is too large: others are written with it. */
export function toBulk({ queue, name, data, jobId, delayMs = 0 }: JobSpec) {
  const bytes = Buffer.byteLength(JSON.stringify(data));
  if (bytes > MAX_JOB_BYTES) throw new Error(`the job ${jobId} has ${bytes} bytes`);
  return { name, data, opts: { ...optionsOf(queue), jobId, delay: delayMs } };
}

/** What BullMQ takes for a job that is not to be tried again. */
const NEVER = -1;

/**
 * Delay before the next attempt, if any; a processor may have set another by RetryAfter, but where
 * only lost races are tried again.
 */
export function pauseMs(rules: QueueRules, attemptsMade: number, error?: Error): number {
  if (rules.retriesLostRacesOnly && !isLostRace(error)) return NEVER;
  if (error instanceof RetryAfter) return Math.max(0, Math.round(error.afterMs));
  const wholeMs = rules.retryAfterMs[attemptsMade - 1] ?? 0;
  return Math.round(wholeMs * (1 - JITTER * Math.random()));
}
