import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from '../http/allow.js';
import { Answers } from '../http/answers.js';
import { GetUsage, UsageAnswer } from './get-usage.js';
import { usageCsv } from './usage-csv.js';
import { UsageQuery } from './usage-question.js';

@Controller('v1/usage')
export class UsageController {
  constructor(private readonly getUsage: GetUsage) {}

  @Get()
  @Allow('usage:read')
  @Answers({
    id: 'getUsage',
    tag: 'Usage',
    summary: 'What was used, by time and by what is asked for',
    description: 'As CSV with `Accept: text/csv`. Bins without usage are left out.',
    answer: UsageAnswer,
  })
  async usage(
    @Query({ schema: UsageQuery }) query: UsageQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsageAnswer | string> {
    const { answer, groupBy } = await this.getUsage.of(query);
    void reply.header('vary', 'accept');
    if (!wantsCsv(accept)) return answer;
    void reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="usage.csv"')
      .header('x-complete-to', answer.complete_to ?? '');
    return usageCsv(answer.data, groupBy);
  }
}

/** CSV is asked for by name; whoever takes anything gets JSON. */
const wantsCsv = (accept: string | undefined): boolean => {
  const types = (accept ?? '')
    .toLowerCase()
    .split(',')
    .map((type) => type.split(';', 1)[0]?.trim());
  const [csv, json] = [types.indexOf('text/csv'), types.indexOf('application/json')];
  return csv >= 0 && (json < 0 || csv < json);
};
