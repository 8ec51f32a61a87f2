import {
  Body,
  Controller,
  Get,
  Param,
  Post,
  Query,
  Req,
  type StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller, Person } from '../auth/caller.js';
import { subjectOf, ALSO_CSV, pageOrCsv, CsvExport } from '../exports/csv-export.js';
import { AnswerOf, IdempotencyKey } from '../http/idempotency.js';
import { ReadPosition } from '../http/read-position.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { ApprovalId } from '../shapes/ids.js';
import { APPROVAL_COLUMNS } from './approval-columns.js';
import { Approve, ApproveBody, Reject, RejectBody, Withdraw } from './decide-approval.js';
import { GetApproval } from './get-approval.js';
import { ApprovalsAnswer, ApprovalsQuery, ListApprovals } from './list-approvals.js';
import { ApprovalAnswer } from './present-approval.js';
import { ApprovalBody, RequestApproval } from './request-approval.js';

const ID = { schema: ApprovalId };
type Answer = Promise<z.input<typeof ApprovalAnswer>>;

@Controller('v1/approvals')
@Tagged('Approvals')
export class ApprovalsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly listApprovals: ListApprovals,
    private readonly getApproval: GetApproval,
    private readonly readPosition: ReadPosition,
  ) {}

  @Get()
  @Allow('accounts:read')
  @Answers({
    id: 'listApprovals',
    summary: 'What people asked others to approve, newest first',
    description: ALSO_CSV,
    answer: ApprovalsAnswer,
  })
  list(
    @Query({ schema: ApprovalsQuery }) query: ApprovalsQuery,
    @Caller() caller: Caller,
    @CsvExport() csv: CsvExport | undefined,
  ): Promise<z.input<typeof ApprovalsAnswer> | StreamableFile> {
    return pageOrCsv(csv, query, (asked) => this.listApprovals.execute(asked, caller), {
      name: 'approvals',
      subject: subjectOf(query),
      columns: APPROVAL_COLUMNS,
      position: () => this.readPosition.of('approvals'),
    });
  }

  @Post()
  @Allow('adjustments:request')
  @Answers({
    id: 'requestApproval',
    summary: 'Asks others to approve what is beyond the own role or limit',
    description:
      'After 403 `limit_exceeded`, with the preview that was seen. Nothing happens to the account ' +
      'until somebody else approves it; nobody can after 24 hours.',
    status: 201,
    answer: ApprovalAnswer,
    problems: [402, 409],
  })
  request(
    @Body({ schema: ApprovalBody }) body: ApprovalBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Person() person: Person,
    @AnswerOf() answerOf: AnswerOf,
  ): Answer {
    return answerOf(this.commands.execute(new RequestApproval(body, key, person)));
  }

  @Get(':approval_id')
  @Allow('accounts:read')
  @Answers({
    id: 'getApproval',
    summary: 'One request, what its requester saw, and what it would come to now',
    answer: ApprovalAnswer,
  })
  get(@Param('approval_id', ID) approvalId: string, @Caller() caller: Caller): Answer {
    return this.getApproval.of(approvalId, caller);
  }

  @Post(':approval_id/approve')
  @Allow('approvals:decide', { stepUp: true })
  @Answers({
    id: 'approveRequest',
    summary: 'Approves a request, which executes it',
    description:
      'Needs a step-up; nobody approves what they asked for. What the account refuses right away ' +
      'leaves the request as it is. Two at once: one wins, the other is told who and when ' +
      '(`approval_decided`). Sent again by the same person, it happens once.',
    answer: ApprovalAnswer,
    problems: [402, 409],
  })
  approve(
    @Param('approval_id', ID) approvalId: string,
    @Body({ schema: ApproveBody }) body: ApproveBody,
    @Person() person: Person,
    @Req() { id: requestId }: FastifyRequest,
  ): Answer {
    return this.commands.execute(new Approve({ approvalId, person, requestId }, body));
  }

  @Post(':approval_id/reject')
  @Allow('approvals:decide', { stepUp: true })
  @Answers({
    id: 'rejectRequest',
    summary: 'Rejects a request, and says why',
    description: 'Needs a step-up; nobody rejects what they asked for.',
    answer: ApprovalAnswer,
    problems: [409],
  })
  reject(
    @Param('approval_id', ID) approvalId: string,
    @Body({ schema: RejectBody }) body: RejectBody,
    @Person() person: Person,
    @Req() { id: requestId }: FastifyRequest,
  ): Answer {
    return this.commands.execute(new Reject({ approvalId, person, requestId }, body));
  }

  @Post(':approval_id/withdraw')
  @Allow('adjustments:request')
  @Answers({
    id: 'withdrawRequest',
    summary: 'Takes a request back; only whoever asked can',
    answer: ApprovalAnswer,
    problems: [409],
  })
  withdraw(
    @Param('approval_id', ID) approvalId: string,
    @Person() person: Person,
    @Req() { id: requestId }: FastifyRequest,
  ): Answer {
    return this.commands.execute(new Withdraw({ approvalId, person, requestId }));
  }
}
