import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { AnswerOf, IdempotencyKey } from '../http/idempotency.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { GrantBody, GrantPreview, RemedyPreviewBody } from '../payments/not-granted/bodies.js';
import { FindingId } from '../payments/records/ids.js';
import { ApprovalAnswer } from './present-approval.js';
import { PreviewGrant } from './preview-grant.js';
import { RequestGrant } from './request-grant.js';

const ID = { schema: FindingId };

@Controller('v1/findings/:finding_id/grant')
@Tagged('Payments')
export class GrantsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly previewGrant: PreviewGrant,
  ) {}

  @Post('preview')
  @Allow('findings:write', { requests: ['grant_payment'] })
  @Answers({
    id: 'previewGrant',
    summary: 'What granting the purchase of a finding would come to',
    description:
      'For what was paid and not granted: `paid_not_granted`, `amount` and `currency`; others are ' +
      '409 `finding_not_actionable`. The credits are those of the purchase, which the buyer was ' +
      'shown, whatever has arrived for it. Reads the payment from Stripe; nothing is written.',
    answer: GrantPreview,
    problems: [409, 501],
  })
  preview(
    @Param('finding_id', ID) findingId: string,
    @Body({ schema: RemedyPreviewBody }) body: RemedyPreviewBody,
    @Caller() caller: Caller,
  ): Promise<GrantPreview> {
    return this.previewGrant.of(findingId, body, caller);
  }

  @Post()
  @Allow('findings:write', { requests: ['grant_payment'] })
  @Answers({
    id: 'requestGrant',
    summary: 'Asks others to approve that the purchase of a finding is granted',
    description:
      'For people who are signed in. Nothing is granted until somebody else approves it, and then ' +
      'only if no money has gone back and nothing was granted meanwhile (409 ' +
      '`payment_not_grantable`). The finding is then resolved, and names the approval.',
    status: 201,
    answer: ApprovalAnswer,
    headers: { 'Idempotency-Hit': '`true` if the same key was answered before.' },
    problems: [409, 501],
  })
  request(
    @Param('finding_id', ID) findingId: string,
    @Body({ schema: GrantBody }) body: GrantBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<z.input<typeof ApprovalAnswer>> {
    return answerOf(this.commands.execute(new RequestGrant(findingId, body, key, caller)));
  }
}
