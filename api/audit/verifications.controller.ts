import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { ALSO_CSV, CsvExport } from '../exports/csv-export.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { pageOf, pageQuery, type Page, type PageRequest } from '../shapes/cursor.js';
import { AccountId } from '../shapes/ids.js';
import { VERIFICATION_COLUMNS } from './audit-columns.js';
import { RequestVerification } from './request-verification.js';
import { VerificationAnswer, VerificationId, Verifications } from './verifications.js';

const NewVerification = z
  .strictObject({
    account: AccountId.nullable().describe('Null: the whole log.'),
  })
  .meta({ id: 'NewVerification', examples: [{ account: null }] });
type NewVerification = z.output<typeof NewVerification>;

const ListQuery = z.strictObject(pageQuery);
type ListQuery = z.output<typeof ListQuery>;

@Controller('v1/audit/verifications')
@Tagged('Audit')
export class VerificationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly verifications: Verifications,
  ) {}

  @Get()
  @Allow('audit:read')
  @Answers({
    id: 'listVerifications',
    summary: 'Verifications of the log, newest first',
    description: `The newest 200 are kept. ${ALSO_CSV}`,
    answer: pageOf(VerificationAnswer),
  })
  list(
    @Query({ schema: ListQuery }) query: ListQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<Page<VerificationAnswer> | StreamableFile> {
    const read = (page: PageRequest) => this.verifications.list(page);
    const columns = VERIFICATION_COLUMNS;
    return csv ? csv.send({ name: 'verifications', subject: 'audit', columns, read }) : read(query);
  }

  @Post()
  @Allow('audit:read')
  @Answers({
    id: 'requestVerification',
    summary: 'Begins to verify the log, or one account',
    description:
      'A worker does what `GET /v1/audit/verify` does, one verification at a time; one that is ' +
      'interrupted begins again.',
    status: 202,
    answer: VerificationAnswer,
    problems: [409],
  })
  request(
    @Body({ schema: NewVerification }) { account }: NewVerification,
    @Caller() { actor }: Caller,
  ): Promise<VerificationAnswer> {
    return this.commands.execute(new RequestVerification(account, actor));
  }

  @Get(':verification_id')
  @Allow('audit:read')
  @Answers({
    id: 'getVerification',
    summary: 'How far a verification has come, and its result',
    answer: VerificationAnswer,
  })
  one(
    @Param('verification_id', { schema: VerificationId }) id: string,
  ): Promise<VerificationAnswer> {
    return this.verifications.one(id);
  }
}
