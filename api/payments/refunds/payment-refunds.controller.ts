import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../auth/allow.js';
import { Caller } from '../../auth/caller.js';
import { IdempotencyKey, markHit } from '../../http/idempotency.js';
import { Answers } from '../../openapi/answers.js';
import { PaymentId } from '../records/ids.js';
import {
  PaymentRefundBody,
  PaymentRefundPreview,
  PaymentRefundPreviewBody,
  PaymentRefundWritten,
} from './bodies.js';
import { PreviewRefund } from './preview-refund.js';
import { RefundPaymentMoney } from './refund-payment.js';

const tag = 'Payments';
const ID = { schema: PaymentId };

@Controller('v1/payments/:payment_id/refunds')
export class PaymentRefundsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly previewRefund: PreviewRefund,
  ) {}

  @Post('preview')
  @Allow('payment_refunds:write', { requests: ['refund_payment'] })
  @HttpCode(200)
  @Answers({
    id: 'previewPaymentRefund',
    tag,
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
    tag,
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
  async refund(
    @Param('payment_id', ID) paymentId: string,
    @Body({ schema: PaymentRefundBody }) body: PaymentRefundBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PaymentRefundWritten> {
    const command = new RefundPaymentMoney(paymentId, body, key, caller);
    const result = await this.commands.execute(command);
    markHit(reply, result);
    return result.answer;
  }
}
