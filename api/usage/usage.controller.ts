import { Controller, Get, Headers, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Allow } from '../auth/allow.js';
import { Answers } from '../openapi/answers.js';
import { wantsCsv } from '../exports/csv-export.js';
import { GetUsage, UsageAnswer } from './get-usage.js';
import { usageCsv, usageHeaders } from './usage-csv.js';
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
    description:
      'Bins without usage are left out. Sums of accounts that are named are exact between any two ' +
      'instants; of all accounts together, bounds are widened to quarter-hours, and `widened` says ' +
      'so. As CSV with `Accept: text/csv`: headers, and a comment as its last line (`# from=… to=…`), ' +
      'say what JSON says beside its rows.',
    headers: {
      'X-From': 'Of CSV: `from`.',
      'X-To': 'Of CSV: `to`.',
      'X-Widened': 'Of CSV: `true` where bounds were widened, else absent.',
      'X-Complete-To': 'Of CSV: `complete_to`, empty where that is not known.',
      'X-Stale': 'Of CSV: `true` where `min_position` was not reached, else absent.',
    },
    answer: UsageAnswer,
  })
  async usage(
    @Query({ schema: UsageQuery }) query: UsageQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsageAnswer | string> {
    const usage = await this.getUsage.of(query);
    void reply.header('vary', 'accept');
    if (!wantsCsv(accept)) return usage.answer;
    void reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="usage.csv"')
      .headers(usageHeaders(usage.answer));
    return usageCsv(usage);
  }
}
