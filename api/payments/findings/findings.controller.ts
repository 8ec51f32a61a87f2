import { Body, Controller, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../../auth/allow.js';
import { Caller } from '../../auth/caller.js';
import { subjectOf, ALSO_CSV, pageOrCsv, CsvExport } from '../../exports/csv-export.js';
import { Answers, Tagged } from '../../openapi/answers.js';
import { pageOf, type Page } from '../../shapes/cursor.js';
import { FindingId } from '../records/ids.js';
import {
  AssignBody,
  AssignFinding,
  ReopenBody,
  ReopenFinding,
  ResolveBody,
  ResolveFinding,
} from './deal-with.js';
import { FINDING_FILE } from './finding-columns.js';
import { FindingAnswer, FindingDetails } from './finding-shapes.js';
import { FindingsQuery, ReadFindings } from './read-findings.js';

const ID = { schema: FindingId };

@Controller('v1/findings')
@Tagged('Payments')
export class FindingsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly findings: ReadFindings,
  ) {}

  @Get()
  @Allow('payments:read')
  @Answers({
    id: 'listFindings',
    summary: 'What does not add up between Stripe and the ledger, newest first',
    description: `Each class has one severity. ${ALSO_CSV}`,
    answer: pageOf(FindingAnswer),
  })
  list(
    @Query({ schema: FindingsQuery }) query: FindingsQuery,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<Page<FindingAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.findings.list(asked), {
      name: 'findings',
      subject: subjectOf(query),
      columns: FINDING_FILE,
    });
  }

  @Get(':finding_id')
  @Allow('payments:read')
  @Answers({
    id: 'getFinding',
    summary: 'One finding with both figures, and what was done about it',
    description: 'Notes need `pii:read` of people who are signed in.',
    answer: FindingDetails,
  })
  get(
    @Param('finding_id', ID) findingId: string,
    @Caller() caller: Caller,
  ): Promise<FindingDetails> {
    return this.findings.one(findingId, caller);
  }

  @Post(':finding_id/assign')
  @Allow('findings:write')
  @Answers({
    id: 'assignFinding',
    summary: 'Makes somebody the owner of a finding, or nobody',
    description: 'The owner may read payments. 409 `finding_resolved` once it is resolved.',
    answer: FindingDetails,
    problems: [409],
  })
  assign(
    @Param('finding_id', ID) findingId: string,
    @Body({ schema: AssignBody }) body: AssignBody,
    @Caller() caller: Caller,
  ): Promise<FindingDetails> {
    return this.commands.execute(new AssignFinding({ findingId, caller }, body));
  }

  @Post(':finding_id/resolve')
  @Allow('findings:write')
  @Answers({
    id: 'resolveFinding',
    summary: 'Says why a finding needs nobody any more',
    description:
      'Nothing of what was found is edited. Two at once: one wins, the other is told who and when ' +
      '(409 `finding_resolved`). Sent again by the same caller, it happens once.',
    answer: FindingDetails,
    problems: [409],
  })
  resolve(
    @Param('finding_id', ID) findingId: string,
    @Body({ schema: ResolveBody }) body: ResolveBody,
    @Caller() caller: Caller,
  ): Promise<FindingDetails> {
    return this.commands.execute(new ResolveFinding({ findingId, caller }, body));
  }

  @Post(':finding_id/reopen')
  @Allow('findings:write')
  @Answers({
    id: 'reopenFinding',
    summary: 'Re-opens a finding that was resolved',
    description: 'It keeps its owner. 409 `finding_not_resolved` if it is not resolved.',
    answer: FindingDetails,
    problems: [409],
  })
  reopen(
    @Param('finding_id', ID) findingId: string,
    @Body({ schema: ReopenBody }) body: ReopenBody,
    @Caller() caller: Caller,
  ): Promise<FindingDetails> {
    return this.commands.execute(new ReopenFinding({ findingId, caller }, body));
  }
}
