import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { StaffCaller } from '../auth/caller.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { PreviewHash } from '../money/money-preview.js';
import type { CommandResult } from '../accounts/command-result.js';
import { AskOthers } from './ask-others.js';
import type { ApprovalAnswer } from './present-approval.js';
import { CommandToApprove, frozen, MoneyActions } from './frozen-command.js';

/** What somebody else is to approve, and the preview that was seen. */
export const ApprovalBody = z
  .strictObject({ command: CommandToApprove, preview_hash: PreviewHash })
  .meta({
    id: 'NewApproval',
    examples: [
      {
        command: {
          type: 'adjustment',
          account_id: 'acc_7h2kq0m4x9',
          credits: '800',
          reason_code: 'service_outage',
          note: 'Down for a day',
        },
        preview_hash: 'k3Jd9a0Q.Xb2P81aa.c0ffee00.00000000.mZ8q1w2e.0a1b2c3d',
      },
    ],
  });
export type ApprovalBody = z.output<typeof ApprovalBody>;

type Answer = z.input<typeof ApprovalAnswer>;

/** Asks others to approve what is beyond a person's own limit or role. */
export class RequestApproval extends Command<CommandResult<Answer>> {
  constructor(
    readonly body: ApprovalBody,
    readonly key: IdempotencyKey,
    readonly person: StaffCaller,
  ) {
    super();
  }
}

@CommandHandler(RequestApproval)
export class RequestApprovalHandler implements ICommandHandler<RequestApproval> {
  constructor(
    private readonly actions: MoneyActions,
    private readonly askOthers: AskOthers,
  ) {}

  execute({ body, key, person }: RequestApproval): Promise<CommandResult<Answer>> {
    const { command, preview_hash: previewHash } = body;
    const { account_id: accountId } = command;
    return this.askOthers.once(
      { accountId, person, key, reason: command, previewHash },
      async () => ({
        action: await this.actions.asked(command),
        freeze: (reason, moved) => frozen(command, reason, moved),
      }),
    );
  }
}
