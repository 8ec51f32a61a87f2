import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { subjectOf, ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { ReadPosition } from '../http/read-position.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { ADJUSTMENT_COLUMNS } from './columns.js';
import { AdjustmentsAnswer, AdjustmentsQuery, ListAdjustments } from './list-adjustments.js';

@Controller('v1/adjustments')
@Tagged('Debits')
export class AdjustmentsController {
  constructor(
    private readonly listAdjustments: ListAdjustments,
    private readonly readPosition: ReadPosition,
  ) {}

  @Get()
  @Allow('accounts:read')
  @Answers({
    id: 'listAdjustments',
    summary: 'All that was given, taken and refunded by hand, newest first',
    description: ALSO_CSV,
    answer: AdjustmentsAnswer,
  })
  list(
    @Query({ schema: AdjustmentsQuery }) query: AdjustmentsQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof AdjustmentsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.listAdjustments.execute(asked, caller), {
      name: 'adjustments',
      subject: subjectOf(query),
      columns: ADJUSTMENT_COLUMNS,
      position: () => this.readPosition.of('adjustments'),
    });
  }
}
