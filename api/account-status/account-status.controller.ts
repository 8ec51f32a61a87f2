import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { markHit, OptionalIdempotencyKey } from '../http/idempotency.js';
import { MoneyChecks } from '../money/money-checks.js';
import { MoneyPreview } from '../money/money-preview.js';
import { Answers } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import {
  ChangeStatus,
  StatusAnswer,
  StatusBody,
  statusCommand,
  StatusPreviewBody,
} from './change-status.js';

const tag = 'Accounts';
const ID = { schema: AccountId };

@Controller('v1/accounts/:account_id')
export class AccountStatusController {
  constructor(
    private readonly commands: CommandBus,
    private readonly checks: MoneyChecks,
  ) {}

  @Post('suspend')
  @Allow('accounts:write', { requests: ['suspend'] })
  @Answers({
    id: 'suspendAccount',
    tag,
    summary: 'Stops debits; refunds and renewals go on',
    answer: StatusAnswer,
  })
  suspend(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: StatusBody }) body: StatusBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatusAnswer> {
    return this.change(new ChangeStatus(accountId, 'SuspendAccount', body, key, caller), reply);
  }

  @Post('suspend/preview')
  @Allow('accounts:read')
  @Answers({
    id: 'previewSuspend',
    tag,
    summary: 'What suspending would come to',
    answer: MoneyPreview,
    problems: [409],
  })
  previewSuspend(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: StatusPreviewBody }) _body: z.output<typeof StatusPreviewBody>,
    @Caller() caller: Caller,
  ): Promise<MoneyPreview> {
    return this.checks.preview({ accountId, command: statusCommand('SuspendAccount') }, caller);
  }

  @Post('reinstate')
  @Allow('accounts:write', { requests: ['reinstate'] })
  @Answers({
    id: 'reinstateAccount',
    tag,
    summary: 'Lets a suspended account be used again',
    answer: StatusAnswer,
  })
  reinstate(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: StatusBody }) body: StatusBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatusAnswer> {
    return this.change(new ChangeStatus(accountId, 'ReinstateAccount', body, key, caller), reply);
  }

  @Post('reinstate/preview')
  @Allow('accounts:read')
  @Answers({
    id: 'previewReinstate',
    tag,
    summary: 'What reinstating would come to',
    answer: MoneyPreview,
    problems: [409],
  })
  previewReinstate(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: StatusPreviewBody }) _body: z.output<typeof StatusPreviewBody>,
    @Caller() caller: Caller,
  ): Promise<MoneyPreview> {
    return this.checks.preview({ accountId, command: statusCommand('ReinstateAccount') }, caller);
  }

  @Post('close')
  @Allow('accounts:write', { requests: ['close'] })
  @Answers({
    id: 'closeAccount',
    tag,
    summary: 'Closes an account for good',
    answer: StatusAnswer,
  })
  close(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: StatusBody }) body: StatusBody,
    @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
    @Caller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StatusAnswer> {
    return this.change(new ChangeStatus(accountId, 'CloseAccount', body, key, caller), reply);
  }

  @Post('close/preview')
  @Allow('accounts:read')
  @Answers({
    id: 'previewClose',
    tag,
    summary: 'What closing would come to',
    answer: MoneyPreview,
    problems: [409],
  })
  previewClose(
    @Param('account_id', ID) accountId: string,
    @Body({ schema: StatusPreviewBody }) _body: z.output<typeof StatusPreviewBody>,
    @Caller() caller: Caller,
  ): Promise<MoneyPreview> {
    return this.checks.preview({ accountId, command: statusCommand('CloseAccount') }, caller);
  }

  private async change(command: ChangeStatus, reply: FastifyReply): Promise<StatusAnswer> {
    const result = await this.commands.execute(command);
    markHit(reply, result);
    return result.answer;
  }
}
