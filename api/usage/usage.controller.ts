import { Controller, Get, Headers, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { filtersOf, wantsCsv } from '../exports/csv-export.js';
import { demandExport, type Subject } from '../exports/permitted.js';
import { ReadPosition } from '../http/read-position.js';
import { GetUsage, UsageAnswer } from './get-usage.js';
import { usageCsv, usageHeaders } from './usage-csv.js';
import { UsageQuery } from './usage-question.js';
import { EDGES_PROJECTION, SUMS_PROJECTION } from './usage-sql.js';

@Controller('v1/usage')
@Tagged('Usage')
export class UsageController {
  constructor(
    private readonly getUsage: GetUsage,
    private readonly readPosition: ReadPosition,
  ) {}

  @Get()
  @Allow('usage:read')
  @Answers({
    id: 'getUsage',
    summary: 'What was used, by time and by what is asked for',
    description:
      'Bins without usage are left out. Sums of accounts that are named are exact between any two ' +
      'instants; of all accounts together, bounds are widened to quarter-hours, and `widened` says ' +
      'so. As CSV with `Accept: text/csv`: headers, and a comment (`# from=… to=…`), say what JSON ' +
      'says beside its rows; the last line is `# complete, N rows, position P`. People need a role ' +
      'that exports usage, or `filter[account]` with one account.',
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
    @Caller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<UsageAnswer | string> {
    void reply.header('vary', 'accept');
    if (!wantsCsv(accept)) return (await this.getUsage.of(query)).answer;
    if (caller.kind === 'staff') demandExport(caller, ...subjectsOf(query));
    request.actionDetail = { export: 'usage', filter: filtersOf(query) };
    const position = await this.readPosition.of(SUMS_PROJECTION, EDGES_PROJECTION);
    const usage = await this.getUsage.of(query);
    void reply
      .header('content-type', 'text/csv; charset=utf-8; header=present')
      .header('content-disposition', 'attachment; filename="usage.csv"')
      .headers(usageHeaders(usage.answer));
    return usageCsv(usage, position);
  }
}

/** Usage of one account is also what belongs to that account. */
const subjectsOf = ({ 'filter[account]': account }: UsageQuery): readonly Subject[] =>
  account !== undefined && !account.includes(',') ? ['usage', 'account'] : ['usage'];
