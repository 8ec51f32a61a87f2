import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../../auth/allow.js';
import { Caller } from '../../auth/caller.js';
import { AnswerOf, IdempotencyKey } from '../../http/idempotency.js';
import { Answers, Tagged } from '../../openapi/answers.js';
import { FindingId } from '../records/ids.js';
import { PaymentRefundPreview, PaymentRefundWritten } from '../refunds/bodies.js';
import { FindingRefundBody, RemedyPreviewBody } from './bodies.js';
import { PreviewFindingRefund, RefundFinding } from './refund-finding.js';

const ID = { schema: FindingId };

@Controller('v1/findings/:finding_id/refund')
@Tagged('Payments')
export class FindingRefundsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly previewRefund: PreviewFindingRefund,
  ) {}

  @Post('preview')
  @Allow('findings:write', { requests: ['refund_payment'] })
  @Answers({
    id: 'previewFindingRefund',
    summary: 'What giving back the money of a finding would come to',
    description:
      'For what was paid and not granted: `paid_not_granted`, `amount` and `currency`; others are ' +
      '409 `finding_not_actionable`. Reads the payment from Stripe; nothing is written.',
    answer: PaymentRefundPreview,
    problems: [409, 501],
  })
  preview(
    @Param('finding_id', ID) findingId: string,
    @Body({ schema: RemedyPreviewBody }) body: RemedyPreviewBody,
    @Caller() caller: Caller,
  ): Promise<PaymentRefundPreview> {
    return this.previewRefund.of(findingId, body, caller);
  }

  @Post()
  @Allow('findings:write', { requests: ['refund_payment'] })
  @Answers({
    id: 'refundFinding',
    summary: 'Gives all that is left of the money of a finding back to the payer',
    description:
      'As a refund of its payment, with the same keys, refusals and step-up; no credits are taken, ' +
      'as none were granted. The finding is resolved once the refund has been looked at, in ' +
      'seconds, and open again should the refund fail later.',
    status: 201,
    answer: PaymentRefundWritten,
    headers: { 'Idempotency-Hit': '`true` if the same key was answered before.' },
    problems: [409, 501],
  })
  refund(
    @Param('finding_id', ID) findingId: string,
    @Body({ schema: FindingRefundBody }) body: FindingRefundBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<PaymentRefundWritten> {
    return answerOf(this.commands.execute(new RefundFinding(findingId, body, key, caller)));
  }
}
