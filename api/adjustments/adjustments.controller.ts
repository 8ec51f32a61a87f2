import { Controller, Get, Query } from '@nestjs/common';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { Answers } from '../openapi/answers.js';
import { AdjustmentsAnswer, AdjustmentsQuery, ListAdjustments } from './list-adjustments.js';

@Controller('v1/adjustments')
export class AdjustmentsController {
  constructor(private readonly listAdjustments: ListAdjustments) {}

  @Get()
  @Allow('accounts:read')
  @Answers({
    id: 'listAdjustments',
    tag: 'Debits',
    summary: 'All that was given, taken and refunded by hand, newest first',
    answer: AdjustmentsAnswer,
  })
  list(
    @Query({ schema: AdjustmentsQuery }) query: AdjustmentsQuery,
    @Caller() caller: Caller,
  ): Promise<z.input<typeof AdjustmentsAnswer>> {
    return this.listAdjustments.execute(query, caller);
  }
}
