import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { Queues } from '../../platform/queues/queues.js';
import type { QueueName } from '../../platform/queues/rules.js';
import { InstantText } from '../shapes/time.js';

/** Failed jobs that are listed: the newest. */
const MAX_LISTED = 100;

/** The id of a job. */
export const JobId = z
  .string()
  .regex(/^[\w:.-]{1,200}$/, 'expected the id of a job')
  .meta({ id: 'JobId', description: 'Names one job of a queue.', examples: ['whd_0123456789'] });

/** Jobs of a queue that were given up. */
export const FailedJobs = z
  .object({
    data: z
      .array(
        z.object({
          job_id: JobId,
          name: z.string(),
          attempts: z.number().int(),
          error: z.string().describe('Why the last attempt failed.'),
          failed_at: InstantText.nullable(),
        }),
      )
      .describe(`The newest ${MAX_LISTED}.`),
  })
  .meta({ id: 'FailedJobs' });
export type FailedJobs = z.input<typeof FailedJobs>;

/** Reads jobs that were given up. */
@Injectable()
export class ReadFailedJobs {
  constructor(private readonly queues: Queues) {}

  /** The newest first. Throws QueuesUnavailable. */
  async list(queue: QueueName): Promise<FailedJobs> {
    const jobs = await this.queues.failed(queue, MAX_LISTED);
    return {
      data: jobs.map(({ id, name, attempts, error, failedAtMs }) => ({
        job_id: id,
        name,
        attempts,
        error,
        failed_at: failedAtMs === undefined ? null : formatInstant(failedAtMs),
      })),
    };
  }
}
