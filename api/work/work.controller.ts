import { Controller, Get } from '@nestjs/common';
import { AllowPerson } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { ReadWork } from './read-work.js';
import { WorkAnswer } from './work-shapes.js';

@Controller('v1/work')
@Tagged('Staff')
export class WorkController {
  constructor(private readonly work: ReadWork) {}

  @Get()
  @AllowPerson()
  @Answers({
    id: 'getWork',
    summary: 'What needs the person who is signed in, by kind: how many, and since when',
    description: 'Each kind that the role deals with, also where there is nothing of it.',
    answer: WorkAnswer,
  })
  get(@Person() person: Person): Promise<WorkAnswer> {
    return this.work.for(person);
  }
}
