import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { AnswerOf, IdempotencyKey } from '../http/idempotency.js';
import { MoneyChecks } from '../money/money-checks.js';
import { MoneyPreview } from '../money/money-preview.js';
import {
  AdjustCredits,
  AdjustmentAnswer,
  AdjustmentBody,
  adjustmentCommand,
  AdjustmentPreviewBody,
} from './adjust-credits.js';
import { DebitBody, DebitCredits } from './debit-credits.js';
import { FindDebit } from './find-debit.js';
import { DebitAnswer, NewDebitAnswer } from './present-debit.js';
import { RefundAnswer, RefundBody, RefundDebit, RefundPreviewBody } from './refund-debit.js';
import { FreshQuery } from '../accounts/schemas.js';
import { AccountId, DebitId } from '../shapes/ids.js';

const ID = { schema: AccountId };
const DEBIT = { schema: DebitId };

@Controller('v1/accounts/:account_id')
@Tagged('Debits')
export class DebitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly findDebit: FindDebit,
    private readonly checks: MoneyChecks,
  ) {}

  @Post('debits')
  @Allow('usage:write')
  @Answers({
    id: 'debitCredits',
    summary: 'Takes credits for something that was used',
    description:
      'Either `credits`, or `model` and `usage`: then the rate at `occurred_at` prices it. ' +
      'Usage that the rate has no price for is 422 `unpriced_usage`; usage of all zeros is taken.',
    status: 201,
    answer: NewDebitAnswer,
    problems: [402],
  })
  debit(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: DebitBody }) body: DebitBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<NewDebitAnswer> {
    return answerOf(this.commands.execute(new DebitCredits(accountId, body, key, caller)));
  }

  @Get('debits/:debit_id')
  @Allow('usage:read')
  @Answers({
    id: 'getDebit',
    summary: 'One debit with its price arithmetic',
    answer: DebitAnswer,
  })
  get(
    @Param('account_id', ID) accountId: string,
    @Param('debit_id', DEBIT) debitId: string,
    // Reads the log itself, which is always current.
    @Query({ schema: FreshQuery }) _query: z.output<typeof FreshQuery>,
  ): Promise<DebitAnswer> {
    return this.findDebit.present(accountId, debitId);
  }

  @Post('debits/:debit_id/refunds/preview')
  @Allow('accounts:read')
  @Answers({
    id: 'previewRefund',
    summary: 'What a refund would come to, and to which lots it would go',
    answer: MoneyPreview,
    problems: [409],
  })
  async previewRefund(
    @Param('account_id', ID) accountId: string,
    @Param('debit_id', DEBIT) debitId: string,
    @Body({ schema: RefundPreviewBody }) body: RefundPreviewBody,
    @Caller() caller: Caller,
  ): Promise<MoneyPreview> {
    const command = await this.findDebit.refundOf(accountId, debitId, body);
    return this.checks.preview({ accountId, command }, caller);
  }

  @Post('debits/:debit_id/refunds')
  @Allow('refunds:write', { requests: ['refund'] })
  @Answers({
    id: 'refundDebit',
    summary: 'Gives back a debit, or a part of it',
    status: 201,
    answer: RefundAnswer,
  })
  refund(
    @Param('account_id', ID) accountId: string,
    @Param('debit_id', DEBIT) debitId: string,
    @Body({ schema: RefundBody }) body: RefundBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<RefundAnswer> {
    return answerOf(this.commands.execute(new RefundDebit(accountId, debitId, body, key, caller)));
  }

  @Post('adjustments/preview')
  @Allow('accounts:read')
  @Answers({
    id: 'previewAdjustment',
    summary: 'What an adjustment would come to',
    answer: MoneyPreview,
    problems: [402, 409],
  })
  previewAdjustment(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: AdjustmentPreviewBody }) body: AdjustmentPreviewBody,
    @Caller() caller: Caller,
  ): Promise<MoneyPreview> {
    return this.checks.preview({ accountId, command: adjustmentCommand(body) }, caller);
  }

  @Post('adjustments')
  @Allow('adjustments:write', { requests: ['issue', 'deduct'] })
  @Answers({
    id: 'adjustCredits',
    summary: 'Gives or takes credits by hand',
    status: 201,
    answer: AdjustmentAnswer,
    problems: [402],
  })
  adjust(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: AdjustmentBody }) body: AdjustmentBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<AdjustmentAnswer> {
    return answerOf(this.commands.execute(new AdjustCredits(accountId, body, key, caller)));
  }
}
