import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { AccountStream } from '../accounts/account-stream.js';
import { writeAnswer } from '../accounts/schemas.js';
import { afterWriteOrNow, type CommandResult } from '../accounts/command-result.js';
import { AccountId, MemberId } from '../shapes/ids.js';

/** `unchanged`: there was no such member. */
export const MemberRemoved = z
  .object({
    account_id: AccountId,
    member_id: MemberId,
    status: z.enum(['removed', 'unchanged']),
    ...writeAnswer,
  })
  .meta({ id: 'MemberRemoved' });
export type MemberRemoved = z.input<typeof MemberRemoved>;

/** Removes a member. */
export class RemoveMember extends Command<CommandResult<MemberRemoved>> {
  constructor(
    readonly accountId: string,
    readonly memberId: string,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RemoveMember)
export class RemoveMemberHandler implements ICommandHandler<RemoveMember> {
  constructor(private readonly stream: AccountStream) {}

  async execute({ accountId, memberId, key, caller }: RemoveMember) {
    const command = { type: 'RemoveMember' as const, memberId };
    const executed = await this.stream.execute(accountId, command, commandMeta(key, caller));
    const status = executed.events.length > 0 ? ('removed' as const) : ('unchanged' as const);
    const after = await afterWriteOrNow(this.stream, accountId, executed);
    const answer = { account_id: accountId, member_id: memberId, status, ...after };
    return { answer, hit: executed.hit };
  }
}
