import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { AccountStream } from '../accounts/account-stream.js';
import { afterWrite, requireEventOf, type CommandResult } from '../accounts/command-result.js';
import type { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { presentReleased, type ReleaseAnswer } from './present-hold.js';

/** Releases a hold without a charge. */
export class ReleaseHold extends Command<CommandResult<ReleaseAnswer>> {
  constructor(
    readonly accountId: string,
    readonly holdId: string,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(ReleaseHold)
export class ReleaseHoldHandler implements ICommandHandler<ReleaseHold> {
  constructor(private readonly stream: AccountStream) {}

  async execute({
    accountId,
    holdId,
    key,
    caller,
  }: ReleaseHold): Promise<CommandResult<ReleaseAnswer>> {
    const command = { type: 'ReleaseHold' as const, holdId };
    const executed = await this.stream.execute(accountId, command, commandMeta(key, caller));
    const { fact } = requireEventOf(executed, 'HoldReleased');
    return { answer: presentReleased(fact, afterWrite(executed)), hit: executed.hit };
  }
}
