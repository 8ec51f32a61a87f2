import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Person } from '../auth/caller.js';
import { ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { ACTION_COLUMNS } from './columns.js';
import { ActionsAnswer, ActionsQuery, StaffActions } from './list-actions.js';

@Controller('v1/staff-actions')
@Tagged('Staff')
export class StaffActionsController {
  constructor(private readonly actions: StaffActions) {}

  @Get()
  @Allow('actions:read')
  @Answers({
    id: 'listStaffActions',
    summary: 'What people did over the console, newest first',
    description:
      'Every request that was to change something, refused ones too. With `audit:read` of everybody, ' +
      `else one's own. ${ALSO_CSV}`,
    answer: ActionsAnswer,
  })
  list(
    @Query({ schema: ActionsQuery }) query: ActionsQuery,
    @Person() person: Person,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof ActionsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.actions.list(asked, person), {
      name: 'staff-actions',
      subject: 'staff',
      columns: ACTION_COLUMNS,
    });
  }
}
