import { Body, Controller, Get, Param, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../auth/allow.js';
import { Caller, Person } from '../auth/caller.js';
import { AnswerOf, IdempotencyKey } from '../http/idempotency.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { ApprovalId } from '../shapes/ids.js';
import {
  ApproveProposal,
  ApproveProposalBody,
  RejectProposal,
  RejectProposalBody,
  WithdrawProposal,
} from './decide-proposal.js';
import { GetProposal } from './get-proposal.js';
import { ProposalAnswer, ProposalPreview } from './present-proposal.js';
import { frozenPublication, PreviewProposalBody, ProposalBody } from './proposal-body.js';
import { ProposalChecks } from './proposal-checks.js';
import { namingFields, RequestProposal } from './request-proposal.js';

const ID = { schema: ApprovalId };

@Controller('v1/proposals')
@Tagged('Proposals')
export class ProposalsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly checks: ProposalChecks,
    private readonly getProposal: GetProposal,
  ) {}

  @Post('preview')
  @Allow('catalogue:request')
  @Answers({
    id: 'previewProposal',
    summary: 'What publishing this would change',
    answer: ProposalPreview,
    problems: [409],
  })
  async preview(
    @Body({ schema: PreviewProposalBody }) { publication }: PreviewProposalBody,
  ): Promise<ProposalPreview> {
    const asked = frozenPublication(publication);
    return (await namingFields(publication, this.checks.preview(asked))).preview;
  }

  @Post()
  @Allow('catalogue:request')
  @Answers({
    id: 'requestProposal',
    summary: 'Proposes a version of a plan, a pack or a rate',
    description:
      'With the preview that was seen. Nothing is published until somebody else approves it; ' +
      'nobody can after 24 hours. `GET /v1/approvals` lists proposals, too.',
    status: 201,
    answer: ProposalAnswer,
    problems: [409],
  })
  request(
    @Body({ schema: ProposalBody }) body: ProposalBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Person() person: Person,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<ProposalAnswer> {
    return answerOf(this.commands.execute(new RequestProposal(body, key, person)));
  }

  @Get(':approval_id')
  @Allow('accounts:read')
  @Answers({
    id: 'getProposal',
    summary: 'One proposal, what it was compared with, and what it would come to now',
    answer: ProposalAnswer,
  })
  get(
    @Param('approval_id', ID) approvalId: string,
    @Caller() caller: Caller,
  ): Promise<ProposalAnswer> {
    return this.getProposal.of(approvalId, caller);
  }

  @Post(':approval_id/approve')
  @Allow('catalogue:approve', { stepUp: true })
  @Answers({
    id: 'approveProposal',
    summary: 'Approves a proposal, which publishes it',
    description:
      'Needs a step-up; nobody approves what they proposed. If another version holds or was ' +
      'published since, 409 `preview_stale`. Two at once: one wins, the other is told who and ' +
      'when (`approval_decided`).',
    answer: ProposalAnswer,
    problems: [409],
  })
  approve(
    @Param('approval_id', ID) approvalId: string,
    @Body({ schema: ApproveProposalBody }) body: ApproveProposalBody,
    @Person() person: Person,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<ProposalAnswer> {
    return this.commands.execute(new ApproveProposal({ approvalId, person, requestId }, body));
  }

  @Post(':approval_id/reject')
  @Allow('catalogue:approve', { stepUp: true })
  @Answers({
    id: 'rejectProposal',
    summary: 'Rejects a proposal, and says why',
    description: 'Needs a step-up; nobody rejects what they proposed.',
    answer: ProposalAnswer,
    problems: [409],
  })
  reject(
    @Param('approval_id', ID) approvalId: string,
    @Body({ schema: RejectProposalBody }) body: RejectProposalBody,
    @Person() person: Person,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<ProposalAnswer> {
    return this.commands.execute(new RejectProposal({ approvalId, person, requestId }, body));
  }

  @Post(':approval_id/withdraw')
  @Allow('catalogue:request')
  @Answers({
    id: 'withdrawProposal',
    summary: 'Takes a proposal back; only whoever proposed it can',
    answer: ProposalAnswer,
    problems: [409],
  })
  withdraw(
    @Param('approval_id', ID) approvalId: string,
    @Person() person: Person,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<ProposalAnswer> {
    return this.commands.execute(new WithdrawProposal({ approvalId, person, requestId }));
  }
}
