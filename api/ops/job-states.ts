import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { Queues } from '../../platform/queues/queues.js';
import { queueNames } from '../../platform/queues/rules.js';
import { AccountId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';
import { PositionText } from '../shapes/position.js';

/** Limit of listed accounts that cannot be booked; most failures first. */
const MAX_FAILURES = 100;

/** The name of a job queue. */
export const QueueNameText = z
  .enum(queueNames)
  .meta({ id: 'JobQueue', description: 'Names a job queue.' });

const QueueState = z.object({
  queue: QueueNameText,
  waiting: z.number().int(),
  active: z.number().int(),
  delayed: z.number().int().describe('Waiting for their time, or to try again.'),
  failed: z.number().int().describe('Given up, and still kept.'),
});
/** Number of jobs of a queue by state. */
export type QueueState = z.input<typeof QueueState>;

/** Pending work and failures of the worker. */
export const JobStates = z
  .object({
    queues: z.array(QueueState),
    reactions: z
      .object({
        position: PositionText.nullable().describe('Of the last event reacted to.'),
        silent_seconds: z.number().describe('Since a worker was last heard of.'),
      })
      .nullable()
      .describe('How far facts have been turned into jobs; null before any worker.'),
    sweep_failures: z
      .array(
        z.object({
          account_id: AccountId,
          failures: z.number().int(),
          error: z.string(),
          retry_at: InstantText,
        }),
      )
      .describe(`Accounts that could not be booked, at most ${MAX_FAILURES}.`),
  })
  .meta({ id: 'JobStates' });
export type JobStates = z.input<typeof JobStates>;

interface Reacted {
  readonly position: string;
  readonly silent_seconds: number;
}

interface Failure {
  readonly account_id: string;
  readonly failures: number;
  readonly error: string;
  readonly retry_at: Date;
}

/** Reads the queues and the worker's tables. */
@Injectable()
export class ReadJobStates {
  constructor(
    private readonly jobs: Queues,
    private readonly pool: Pool,
  ) {}

  /** Counts the jobs of each queue over all processes. Throws QueuesUnavailable. */
  queues(): Promise<QueueState[]> {
    return Promise.all(
      queueNames.map(async (queue) => ({ queue, ...(await this.jobs.counts(queue)) })),
    );
  }

  /** Number of accounts that could not be booked. */
  async unbookable(): Promise<number> {
    const { rows } = await this.pool.query<{ count: string }>(
      'SELECT count(*) FROM app.sweep_failures',
    );
    return Number(rows[0]?.count ?? 0);
  }

  /** Number of webhook endpoints disabled for failing. */
  async deadEndpoints(): Promise<number> {
    const { rows } = await this.pool.query<{ count: string }>(
      `SELECT count(*) FROM app.webhook_endpoints
       WHERE deleted_at IS NULL AND disabled_reason <> 'operator'`,
    );
    return Number(rows[0]?.count ?? 0);
  }

  /** Reads everything. Throws QueuesUnavailable. */
  async all(): Promise<JobStates> {
    const queues = await this.queues();
    const reacted = await this.pool.query<Reacted>(
      `SELECT position::text,
          extract(epoch FROM clock_timestamp() - updated_at)::float8 AS silent_seconds
       FROM app.reaction_checkpoint`,
    );
    const failed = await this.pool.query<Failure>(
      `SELECT account_id, failures, error, retry_at FROM app.sweep_failures
       ORDER BY failures DESC, account_id LIMIT ${MAX_FAILURES}`,
    );
    return {
      queues,
      reactions: reacted.rows.map(presentReacted)[0] ?? null,
      sweep_failures: failed.rows.map(({ retry_at: at, ...failure }) => ({
        ...failure,
        retry_at: formatInstant(at.getTime()),
      })),
    };
  }
}

function presentReacted({ position, silent_seconds: silent }: Reacted) {
  const reached = BigInt(position);
  return {
    position: reached < 0n ? null : formatPosition(reached),
    silent_seconds: Math.max(0, Math.round(silent * 1_000) / 1_000),
  };
}
