import { Injectable } from '@nestjs/common';
import type { Processor, QueueName } from '../platform/queues/queues.js';
import { FIND_LOST_WEBHOOKS, FORGET_WEBHOOKS, WebhookJobs } from './deliveries/webhook-jobs.js';
import { FindEndingLots } from './jobs/find-ending-lots.js';
import { SweepDue } from './jobs/sweep-due.js';
import { TidyUp } from './jobs/tidy-up.js';

/** Processors of a queue's jobs, by job name. */
export type JobHandlers = Readonly<Record<string, Processor>>;

/** A repeating job, run once for all workers. */
export interface Recurring {
  readonly name: string;
  readonly everyMs: number;
}

/** Maps every queue's job names to their processors. */
@Injectable()
export class Handlers {
  readonly of: Readonly<Record<QueueName, JobHandlers>>;

  /** Sweeps and their intervals. */
  readonly recurring: readonly Recurring[] = [
    { name: 'due', everyMs: 2_000 },
    { name: 'ending-lots', everyMs: 10_000 },
    { name: 'tidy-up', everyMs: 600_000 },
    { name: FIND_LOST_WEBHOOKS, everyMs: 5_000 },
    { name: FORGET_WEBHOOKS, everyMs: 600_000 },
  ];

  constructor(due: SweepDue, endingLots: FindEndingLots, tidyUp: TidyUp, webhooks: WebhookJobs) {
    this.of = {
      sweeps: {
        due: async ({ signal }) => void (await due.run(signal)),
        'ending-lots': async ({ signal }) => void (await endingLots.run(signal)),
        'tidy-up': () => tidyUp.run(),
        ...webhooks.sweeps,
      },
      deliveries: webhooks.deliveries,
    };
  }
}
