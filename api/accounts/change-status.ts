import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { AccountStream } from './account-stream.js';
import { ReasonNotes } from '../personal/reason-notes.js';
import { AccountStatus } from './present-account.js';
import { requiredReason, writeAnswer } from './schemas.js';
import { afterWriteOrNow, type CommandResult } from './command-result.js';
import { AccountId } from '../shapes/ids.js';

/** Body of suspend, reinstate and close: the reason. */
export const StatusBody = z
  .strictObject(requiredReason)
  .meta({ id: 'StatusChange', examples: [{ reason_code: 'other', note: 'Asked by its owner' }] });
export type StatusBody = z.output<typeof StatusBody>;

/** The new status of the account. */
export const StatusAnswer = z
  .object({ account_id: AccountId, status: AccountStatus, ...writeAnswer })
  .meta({ id: 'StatusWritten' });
export type StatusAnswer = z.input<typeof StatusAnswer>;

const STATUS_AFTER = {
  SuspendAccount: 'suspended',
  ReinstateAccount: 'open',
  CloseAccount: 'closed',
} as const;

/** Suspends, reinstates or closes an account. */
export class ChangeStatus extends Command<CommandResult<StatusAnswer>> {
  constructor(
    readonly accountId: string,
    readonly type: keyof typeof STATUS_AFTER,
    readonly body: StatusBody,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ChangeStatus)
export class ChangeStatusHandler implements ICommandHandler<ChangeStatus> {
  constructor(
    private readonly stream: AccountStream,
    private readonly notes: ReasonNotes,
  ) {}

  async execute({ accountId, type, body, key, caller }: ChangeStatus) {
    const executed = await this.notes.keepWith({ accountId, caller, body }, (reason) =>
      this.stream.execute(accountId, { type, reason }, commandMeta(key, caller)),
    );
    const after = await afterWriteOrNow(this.stream, accountId, executed);
    const answer = { account_id: accountId, status: STATUS_AFTER[type], ...after };
    return { answer, hit: executed.hit };
  }
}
