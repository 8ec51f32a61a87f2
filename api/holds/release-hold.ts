import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { AccountStream } from '../accounts/account-stream.js';
import {
  afterWrite,
  beforeWrite,
  requireEventOf,
  type CommandResult,
} from '../accounts/command-result.js';
import { reasonIfAny } from '../accounts/schemas.js';
import { commandMeta } from '../auth/command-meta.js';
import { MoneyChecks } from '../money/money-checks.js';
import { previewed } from '../money/money-preview.js';
import { checkReason } from '../money/reason-given.js';
import { ReasonNotes } from '../personal/reason-notes.js';
import { presentReleased, type ReleaseAnswer } from './present-hold.js';
import { HoldCommand } from './hold-command.js';

/** Why a hold is released, if a person does it. */
export const ReleaseBody = z
  .strictObject({ ...reasonIfAny, ...previewed })
  .meta({ id: 'ReleaseHold', examples: [{ reason_code: 'other', note: 'The job is dead' }] });
export type ReleaseBody = z.output<typeof ReleaseBody>;

/** Releases a hold without a charge. */
export class ReleaseHold extends HoldCommand<ReleaseBody, ReleaseAnswer> {}

@CommandHandler(ReleaseHold)
export class ReleaseHoldHandler implements ICommandHandler<ReleaseHold> {
  constructor(
    private readonly stream: AccountStream,
    private readonly notes: ReasonNotes,
    private readonly checks: MoneyChecks,
  ) {}

  async execute({
    accountId,
    holdId,
    body,
    key,
    caller,
  }: ReleaseHold): Promise<CommandResult<ReleaseAnswer>> {
    const command = { type: 'ReleaseHold' as const, holdId };
    checkReason(body, caller);
    const review = await this.checks.reviewOf({ accountId, command }, caller, body);
    const meta = commandMeta(key, caller);
    const executed = await this.notes.keepIfAny({ accountId, caller, body }, (reason) =>
      this.stream.execute(accountId, { ...command, reason }, meta, undefined, review),
    );
    const released = requireEventOf(executed, 'HoldReleased');
    const figures = { balance_before: beforeWrite(executed, released), ...afterWrite(executed) };
    return { answer: presentReleased(released, figures), hit: executed.hit };
  }
}
