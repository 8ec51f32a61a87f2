import { Injectable } from '@nestjs/common';
import type { Processor, QueueName } from '../../platform/queues.js';

/** What is done with the jobs of a queue, by the job's name. */
export type JobHandlers = Readonly<Record<string, Processor>>;

/** What the worker does: for every queue, what its jobs are called and who does them. */
@Injectable()
export class Handlers {
  readonly of: Readonly<Record<QueueName, JobHandlers>> = {
    sweeps: {},
    reactions: {},
    deliveries: {},
  };
}
