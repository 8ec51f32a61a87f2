/** BullMQ: loading it, and running its jobs. */
import type * as BullMq from 'bullmq';
import type { Job } from 'bullmq';
import type pg from 'pg';
import { PermanentFailure, type Processor } from './job.js';
import { bringUpToDate } from './schema.js';

/** BullMQ, loaded lazily: it costs 0.4 s and 30 MB. */
export type Loaded = typeof BullMq;

/** Loads it for the server: PostgreSQL, whose schema is brought up to date, or Redis. */
export async function load(pool: pg.Pool | undefined): Promise<Loaded> {
  const bull = await import('bullmq');
  if (!pool) {
    bull.setDefaultBackendFactory(bull.createRedisBackend);
    return bull;
  }
  bull.setDefaultBackendFactory(bull.createPostgresBackend);
  await bringUpToDate(bull, pool);
  return bull;
}

/** Runs one attempt at a job. */
export async function attempt(
  bull: Loaded,
  job: Job,
  processor: Processor,
  signal: AbortSignal,
): Promise<void> {
  const { id = '', name, attemptsMade, opts } = job;
  const data: unknown = job.data;
  const isLastAttempt = attemptsMade + 1 >= (opts.attempts ?? 1);
  try {
    await processor({ id, name, data, attempt: attemptsMade + 1, isLastAttempt, signal });
  } catch (error) {
    if (!(error instanceof PermanentFailure)) throw error;
    throw new bull.UnrecoverableError(error.message);
  }
}
