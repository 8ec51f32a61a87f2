import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Recording } from '../auth/acting-person.js';
import { Allow } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { Answers } from '../openapi/answers.js';
import {
  LimitedRole,
  ListRoleLimits,
  NewRoleLimit,
  presentLimit,
  PutRoleLimit,
  RoleLimitAnswer,
  RoleLimitList,
} from './role-limits.js';

@Controller('v1/role-limits')
export class RoleLimitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listRoleLimits: ListRoleLimits,
  ) {}

  @Get()
  @Allow('staff:write')
  @Answers({
    id: 'listRoleLimits',
    tag: 'Staff',
    summary: 'How many credits people of each role may give or take by hand',
    description: 'Other roles move no credits.',
    answer: RoleLimitList,
  })
  list(): Promise<z.input<typeof RoleLimitList>> {
    return this.listRoleLimits.execute();
  }

  @Put(':role')
  @Allow('staff:write', { stepUp: true })
  @Answers({
    id: 'putRoleLimit',
    tag: 'Staff',
    summary: 'Sets the limit of a role',
    description: 'The change stands in `/v1/staff-actions`. Needs a step-up.',
    answer: RoleLimitAnswer,
  })
  async put(
    @Param('role', { schema: LimitedRole }) role: LimitedRole,
    @Body({ schema: NewRoleLimit }) { per_action, per_day }: NewRoleLimit,
    @Person() person: Person,
    @Recording() record: Recording,
  ): Promise<z.input<typeof RoleLimitAnswer>> {
    const command = new PutRoleLimit(person, role, per_action, per_day);
    const limit = presentLimit(role, await this.commands.execute(command));
    record({ role, per_action: limit.per_action, per_day: limit.per_day });
    return limit;
  }
}
