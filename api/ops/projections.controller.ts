import { Controller, Get, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { ProjectionState, ProjectionStates } from './projection-states.js';
import { RebuildAnswer, RebuildRecords } from './rebuild-records.js';
import { ALL_PROJECTIONS, StartRebuild } from './start-rebuild.js';

const Projections = z.object({
  data: z.array(ProjectionState),
  rebuild: RebuildAnswer.nullable().describe('The newest one.'),
});

const ProjectionName = z
  .string()
  .regex(/^[a-z][a-z_]{0,31}$/, 'expected the name of a read model')
  .meta({
    id: 'ProjectionName',
    description: `Names a read model; \`${ALL_PROJECTIONS}\` names all.`,
    examples: ['balances'],
  });

@Controller('v1/ops/projections')
@Tagged('Operations')
export class ProjectionsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly states: ProjectionStates,
    private readonly rebuilds: RebuildRecords,
  ) {}

  @Get()
  @Allow('ops:read')
  @Answers({
    id: 'listProjections',
    summary: 'How far each read model has come, what stopped it, and the newest rebuild',
    answer: Projections,
  })
  async list(): Promise<z.input<typeof Projections>> {
    const [data, rebuild] = [await this.states.all(), await this.rebuilds.newest()];
    return { data, rebuild };
  }

  @Post(':name/rebuild')
  @Allow('ops:write')
  @Answers({
    id: 'rebuildProjection',
    summary: 'Begins to rebuild a read model from the log, or all of them',
    description: 'Readers see the old tables until the new ones are complete and compared.',
    status: 202,
    answer: RebuildAnswer,
    problems: [409],
  })
  rebuild(
    @Param('name', { schema: ProjectionName }) name: string,
    @Caller() caller: Caller,
  ): Promise<RebuildAnswer> {
    return this.commands.execute(new StartRebuild(name, caller.actor));
  }
}
