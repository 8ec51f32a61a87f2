import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { Answers } from '../openapi/answers.js';
import { ActionsAnswer, ActionsQuery, StaffActions } from './list-actions.js';

@Controller('v1/staff-actions')
export class StaffActionsController {
  constructor(private readonly actions: StaffActions) {}

  @Get()
  @Allow('actions:read')
  @Answers({
    id: 'listStaffActions',
    tag: 'Staff',
    summary: 'What people did over the console, newest first',
    description:
      'Every request that was to change something, refused ones too. With `audit:read` of everybody, ' +
      "else one's own.",
    answer: ActionsAnswer,
  })
  list(
    @Query({ schema: ActionsQuery }) query: ActionsQuery,
    @Person() person: Person,
  ): Promise<z.input<typeof ActionsAnswer>> {
    return this.actions.list(query, person);
  }
}
