import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { AccountStream } from '../accounts/account-stream.js';
import { ReasonNotes } from '../personal/reason-notes.js';
import { AccountStatus } from '../accounts/present-account.js';
import { eventAnswer, requiredReason, writeAnswer } from '../accounts/schemas.js';
import { afterWriteOrNow, writtenBy, type CommandResult } from '../accounts/command-result.js';
import { MoneyChecks } from '../money/money-checks.js';
import { previewed } from '../money/money-preview.js';
import { AccountId } from '../shapes/ids.js';

/** Body of suspend, reinstate and close: the reason. */
export const StatusBody = z
  .strictObject({ ...requiredReason, ...previewed })
  .meta({ id: 'StatusChange', examples: [{ reason_code: 'other', note: 'Asked by its owner' }] });
export type StatusBody = z.output<typeof StatusBody>;

/** The same, before somebody has said why. */
export const StatusPreviewBody = z
  .strictObject(requiredReason)
  .partial()
  .meta({ id: 'StatusChangeToPreview', examples: [{ reason_code: 'other' }] });

/** The new status of the account. */
export const StatusAnswer = z
  .object({ account_id: AccountId, status: AccountStatus, ...eventAnswer, ...writeAnswer })
  .meta({ id: 'StatusWritten' });
export type StatusAnswer = z.input<typeof StatusAnswer>;

const WRITES = {
  SuspendAccount: { status: 'suspended', event: 'AccountSuspended' },
  ReinstateAccount: { status: 'open', event: 'AccountReinstated' },
  CloseAccount: { status: 'closed', event: 'AccountClosed' },
} as const;

/** The command; its note is kept elsewhere. */
export const statusCommand = (
  type: StatusCommand,
  reasonCode: StatusBody['reason_code'] = 'other',
) => ({ type, reason: { reasonCode } });

/** A command that changes the status of an account. */
export type StatusCommand = keyof typeof WRITES;

/** Suspends, reinstates or closes an account. */
export class ChangeStatus extends Command<CommandResult<StatusAnswer>> {
  constructor(
    readonly accountId: string,
    readonly type: StatusCommand,
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
    private readonly checks: MoneyChecks,
  ) {}

  async execute({ accountId, type, body, key, caller }: ChangeStatus) {
    const action = { accountId, command: statusCommand(type, body.reason_code) };
    const review = await this.checks.reviewOf(action, caller, body);
    const meta = commandMeta(key, caller);
    const executed = await this.notes.keepWith({ accountId, caller, body }, (reason) =>
      this.stream.execute(accountId, { type, reason }, meta, undefined, review),
    );
    const after = await afterWriteOrNow(this.stream, accountId, executed);
    const { status, event } = WRITES[type];
    const written = writtenBy(executed, [event]);
    return { answer: { account_id: accountId, status, ...written, ...after }, hit: executed.hit };
  }
}
