import { Controller, Get } from '@nestjs/common';
import { Allow } from '../auth/allow.js';
import { Answers } from '../openapi/answers.js';
import { JobStates, ReadJobStates } from './job-states.js';

@Controller('v1/ops/jobs')
export class JobsController {
  constructor(private readonly states: ReadJobStates) {}

  @Get()
  @Allow('ops:read')
  @Answers({
    id: 'listJobs',
    tag: 'Operations',
    summary: 'What the worker has to do, how far it has come, and which accounts it cannot book',
    answer: JobStates,
  })
  list(): Promise<JobStates> {
    return this.states.all();
  }
}
