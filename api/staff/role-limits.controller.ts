import { Body, Controller, Get, Param, Put, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Recording } from '../auth/acting-person.js';
import { Allow } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { ALSO_CSV, CsvExport, onePage } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import {
  LimitedRole,
  ListRoleLimits,
  NewRoleLimit,
  presentLimit,
  PutRoleLimit,
  RoleLimitAnswer,
  RoleLimitList,
} from './role-limits.js';
import { LIMIT_COLUMNS } from './staff-columns.js';

@Controller('v1/role-limits')
@Tagged('Staff')
export class RoleLimitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listRoleLimits: ListRoleLimits,
  ) {}

  @Get()
  @Allow('staff:write')
  @Answers({
    id: 'listRoleLimits',
    summary: 'How many credits people of each role may give or take by hand',
    description: `Other roles move no credits. ${ALSO_CSV}`,
    answer: RoleLimitList,
  })
  list(
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof RoleLimitList> | StreamableFile> {
    const read = () => this.listRoleLimits.execute();
    if (!csv) return read();
    return csv.send({
      name: 'role-limits',
      subject: 'staff',
      columns: LIMIT_COLUMNS,
      read: async () => onePage((await read()).data),
    });
  }

  @Put(':role')
  @Allow('staff:write', { stepUp: true })
  @Answers({
    id: 'putRoleLimit',
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
