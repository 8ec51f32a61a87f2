import { Body, Controller, Param, Post, type Type } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { z } from 'zod';
import { Allow } from '../auth/allow.js';
import { Caller } from '../auth/caller.js';
import { AnswerOf, OptionalIdempotencyKey } from '../http/idempotency.js';
import { MoneyChecks } from '../money/money-checks.js';
import { MoneyPreview } from '../money/money-preview.js';
import { Answers, Tagged } from '../openapi/answers.js';
import { AccountId } from '../shapes/ids.js';
import {
  ChangeStatus,
  StatusAnswer,
  StatusBody,
  statusCommand,
  StatusPreviewBody,
  type StatusCommand,
} from './change-status.js';

const ID = { schema: AccountId };

/** A change of status as its routes describe it. */
interface Change {
  /** Its path below the account, and what people ask approval for. */
  readonly how: 'suspend' | 'reinstate' | 'close';
  readonly type: StatusCommand;
  readonly summary: string;
  readonly id: string;
  readonly preview: { readonly id: string; readonly summary: string };
}

/** The routes of one change of status: to do it, and to be shown what it would come to. */
function controllerOf({ how, type, summary, id, preview }: Change): Type<unknown> {
  @Controller(`v1/accounts/:account_id/${how}`)
  @Tagged('Accounts')
  class AccountStatusController {
    constructor(
      private readonly commands: CommandBus,
      private readonly checks: MoneyChecks,
    ) {}

    @Post()
    @Allow('accounts:write', { requests: [how] })
    @Answers({ id, summary, answer: StatusAnswer })
    change(
      @Param('account_id', ID) accountId: string,
      @Body({ schema: StatusBody }) body: StatusBody,
      @OptionalIdempotencyKey() key: OptionalIdempotencyKey,
      @Caller() caller: Caller,
      @AnswerOf() answerOf: AnswerOf,
    ): Promise<StatusAnswer> {
      return answerOf(this.commands.execute(new ChangeStatus(accountId, type, body, key, caller)));
    }

    @Post('preview')
    @Allow('accounts:read')
    @Answers({ ...preview, answer: MoneyPreview, problems: [409] })
    previewed(
      @Param('account_id', ID) accountId: string,
      @Body({ schema: StatusPreviewBody }) _body: z.output<typeof StatusPreviewBody>,
      @Caller() caller: Caller,
    ): Promise<MoneyPreview> {
      return this.checks.preview({ accountId, command: statusCommand(type) }, caller);
    }
  }
  return AccountStatusController;
}

/** The routes that suspend, reinstate and close accounts. */
export const STATUS_CONTROLLERS = [
  controllerOf({
    how: 'suspend',
    type: 'SuspendAccount',
    id: 'suspendAccount',
    summary: 'Stops debits; refunds and renewals go on',
    preview: { id: 'previewSuspend', summary: 'What suspending would come to' },
  }),
  controllerOf({
    how: 'reinstate',
    type: 'ReinstateAccount',
    id: 'reinstateAccount',
    summary: 'Lets a suspended account be used again',
    preview: { id: 'previewReinstate', summary: 'What reinstating would come to' },
  }),
  controllerOf({
    how: 'close',
    type: 'CloseAccount',
    id: 'closeAccount',
    summary: 'Closes an account for good',
    preview: { id: 'previewClose', summary: 'What closing would come to' },
  }),
];
