import { Body, Controller, Delete, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { Caller } from '../auth/caller.js';
import { AnswerOf, IdempotencyKey, OptionalIdempotencyKey } from '../http/idempotency.js';
import {
  ChangePlan,
  PlanChangeAnswer,
  PlanChangeBody,
  PlanChangePreviewBody,
  WithdrawPlanChange,
} from './change-plan.js';
import { PlanChangePreview, PreviewPlanChange } from './preview-plan-change.js';
import { AccountId } from '../shapes/ids.js';

const ID = { schema: AccountId };

@Controller('v1/accounts/:account_id/plan-changes')
@Tagged('Plan changes')
export class PlanChangesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly previewPlanChange: PreviewPlanChange,
  ) {}

  @Post()
  @Allow('accounts:write', { widget: 'plan:change', requests: ['change_plan'] })
  @Answers({
    id: 'changePlan',
    summary: 'Sets the plan, at once or at the renewal',
    description:
      'Only a dearer plan can begin at once; another waits for the renewal. Asking for the present ' +
      'plan takes back a change that waits. A widget may pick a plan that costs no more than the ' +
      'present one; a dearer one is 501 `payments_not_set_up`: it is subscribed to. While a ' +
      'subscription pays for the plan, each change is 409 `subscription_active`: it alone is changed.',
    answer: PlanChangeAnswer,
    problems: [501],
  })
  change(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: PlanChangeBody }) body: PlanChangeBody,
    @IdempotencyKey() key: IdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<PlanChangeAnswer> {
    return answerOf(this.commands.execute(new ChangePlan(accountId, body, key, caller)));
  }

  @Post('preview')
  @Allow('accounts:read', { widget: 'plan:change' })
  @Answers({
    id: 'previewPlanChange',
    summary: 'What a plan change would come to',
    answer: PlanChangePreview,
    problems: [409],
  })
  preview(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: PlanChangePreviewBody }) body: PlanChangePreviewBody,
    @Caller() caller: Caller,
  ): Promise<z.input<typeof PlanChangePreview>> {
    return this.previewPlanChange.of(accountId, body, caller);
  }

  @Delete('scheduled')
  @Allow('accounts:write', { widget: 'plan:change', keysOnly: true })
  @Answers({
    id: 'withdrawPlanChange',
    summary: 'Takes back the change that waits',
    description: 'People ask for the present plan instead, which they can preview.',
    answer: PlanChangeAnswer,
  })
  withdraw(
    @Param('account_id', ID) accountId: string,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @AnswerOf() answerOf: AnswerOf,
  ): Promise<PlanChangeAnswer> {
    return answerOf(this.commands.execute(new WithdrawPlanChange(accountId, key, caller)));
  }
}
