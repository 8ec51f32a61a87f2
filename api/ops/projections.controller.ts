import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import { Allow } from '../http/allow.js';
import { Answers } from '../http/answers.js';
import { ProjectionState, ProjectionStates } from './projection-states.js';

const Projections = z.object({ data: z.array(ProjectionState) });

@Controller('v1/ops/projections')
export class ProjectionsController {
  constructor(private readonly states: ProjectionStates) {}

  @Get()
  @Allow('ops:write')
  @Answers({
    tag: 'Operations',
    summary: 'How far each read model has come, and what stopped it',
    answer: Projections,
  })
  async list(): Promise<z.input<typeof Projections>> {
    return { data: await this.states.all() };
  }
}
