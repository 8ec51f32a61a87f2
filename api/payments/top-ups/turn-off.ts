import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { commandMeta } from '../../auth/command-meta.js';
import { AccountStream } from '../../accounts/account-stream.js';
import { afterWriteOrNow, writtenBy, type CommandResult } from '../../accounts/command-result.js';
import { eventAnswer, writeAnswer, type ReasonIfAnyBody } from '../../accounts/schemas.js';
import { checkReason } from '../../money/reason-given.js';
import { ReasonNotes } from '../../personal/reason-notes.js';
import { AccountId } from '../../shapes/ids.js';
import { AccountRequest } from '../../accounts/account-request.js';

/** `unchanged`: they were off. */
export const TurnedOff = z
  .object({
    account_id: AccountId,
    status: z.enum(['off', 'unchanged']),
    ...eventAnswer,
    ...writeAnswer,
  })
  .meta({ id: 'AutoTopUpTurnedOff' });
export type TurnedOff = z.input<typeof TurnedOff>;

/** Takes the consent to automatic top-ups back. */
export class TurnOffTopUps extends AccountRequest<ReasonIfAnyBody, TurnedOff> {}

@CommandHandler(TurnOffTopUps)
export class TurnOffTopUpsHandler implements ICommandHandler<TurnOffTopUps> {
  constructor(
    private readonly stream: AccountStream,
    private readonly notes: ReasonNotes,
  ) {}

  async execute(command: TurnOffTopUps): Promise<CommandResult<TurnedOff>> {
    const { accountId, body, key, caller } = command;
    checkReason(body, caller);
    const type = 'TurnOffAutoTopUp' as const;
    const executed = await this.notes.keepIfAny({ accountId, caller, body }, (reason) =>
      this.stream.execute(accountId, { type, reason }, commandMeta(key, caller)),
    );
    const answer = {
      account_id: accountId,
      status: executed.events.length > 0 ? ('off' as const) : ('unchanged' as const),
      ...writtenBy(executed, ['AutoTopUpTurnedOff']),
      ...(await afterWriteOrNow(this.stream, accountId, executed)),
    };
    return { answer, hit: executed.hit };
  }
}
