import { Body, Controller, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { Allow } from '../../auth/allow.js';
import { Caller } from '../../auth/caller.js';
import { AnswerOf, IdempotencyKey } from '../../http/idempotency.js';
import { Answers, Tagged } from '../../openapi/answers.js';
import { PaymentId } from '../records/ids.js';
import {
  PaymentRefundBody,
  PaymentRefundPreview,
  PaymentRefundPreviewBody,
  PaymentRefundWritten,
} from './bodies.js';
import { PreviewRefund } from './preview-refund.js';
import { RefundPaymentMoney } from './refund-payment.js';

const ID = { schema: PaymentId };

@Controller('v1/payments/:payment_id/refunds')
@Tagged('Payments')
export class PaymentRefundsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly previewRefund: PreviewRefund,
  ) {}

  @Post('preview')
  @Allow('payment_refunds:write', { requests: ['refund_payment'] })
  @Answers({
    id: 'previewPaymentRefund',
    summary: 'What giving money back would come to, in money and in credits',
    description:
      'Reads the payment from Stripe; nothing is written. What is left of the credits that the ' +
      'money bought is taken back; `spent` says what becomes of those that were spent.',
    answer: PaymentRefundPreview,
    problems: [409, 501],
  })
  preview(
    @Param('payment_id', ID) paymentId: string,
    @Body({ schema: PaymentRefundPreviewBody }) body: PaymentRefundPreviewBody,
    @Caller() caller: Caller,
  ): Promise<PaymentRefundPreview> {
    return this.previewRefund.of(paymentId, body, caller);
  }

  @Post()
  @Allow('payment_refunds:write', { requests: ['refund_payment'] })
  @Answers({
    id: 'refundPayment',
    summary: 'Gives money of a payment back to the payer',
    description:
      'Asks Stripe for one refund, however often it is sent under one key; two keys are two ' +
      'refunds. `submitted`: Stripe has it, and the credits follow in seconds. What Stripe refuses ' +
      'is 409 `payment_refund_refused` with its words, also when sent again: another try needs ' +
      'another key. People need a step-up.',
    status: 201,
    answer: PaymentRefundWritten,
    headers: { 'Idempotency-Hit': '`true` if the same key was answered before.' },
    problems: [409, 501],
  })
  refund(
    @Param('payment_id', ID) paymentId: string,
    @Body({ schema: PaymentRefundBody }) body: PaymentRefundBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<PaymentRefundWritten> {
    return answerOf(this.commands.execute(new RefundPaymentMoney(paymentId, body, key, caller)));
  }
}
