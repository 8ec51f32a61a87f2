import { Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../auth/allow.js';
import type { QueueName } from '../../platform/queues/rules.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { FailedJobs, JobId, ReadFailedJobs } from './failed-jobs.js';
import { RetryJob } from './retry-job.js';
import { JobStates, QueueNameText, ReadJobStates } from './job-states.js';

@Controller('v1/ops/jobs')
@Tagged('Operations')
export class JobsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly states: ReadJobStates,
    private readonly failed: ReadFailedJobs,
  ) {}

  @Get()
  @Allow('ops:read')
  @Answers({
    id: 'listJobs',
    summary: 'What the worker has to do, how far it has come, and which accounts it cannot book',
    answer: JobStates,
  })
  list(): Promise<JobStates> {
    return this.states.all();
  }

  @Get(':queue/failed')
  @Allow('ops:read')
  @Answers({
    id: 'listFailedJobs',
    summary: 'Jobs of a queue that were given up, newest first, and why',
    answer: FailedJobs,
  })
  listFailed(@Param('queue', { schema: QueueNameText }) queue: QueueName): Promise<FailedJobs> {
    return this.failed.list(queue);
  }

  @Post(':queue/:job_id/retry')
  @Allow('ops:write')
  @Answers({
    id: 'retryJob',
    summary: 'Tries a job that was given up again, at once',
    status: 204,
  })
  async retry(
    @Param('queue', { schema: QueueNameText }) queue: QueueName,
    @Param('job_id', { schema: JobId }) id: string,
  ): Promise<void> {
    await this.commands.execute(new RetryJob(queue, id));
  }
}
