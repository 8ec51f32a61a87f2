import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { AccountEvent } from '../../domain/account/events.js';
import { formatCredits, type Credits } from '../../domain/credits.js';
import { DomainError } from '../../domain/errors.js';
import type { Executed } from '../../platform/event-store/event-store.js';
import type { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import { CreditsOrNone, CreditsText } from '../shapes/credits.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { AccountStream } from '../accounts/account-stream.js';
import { writeAnswer } from '../accounts/schemas.js';
import { afterWriteOrNow, factOf, type CommandResult } from '../accounts/command-result.js';
import { AccountId, MemberId } from '../shapes/ids.js';

/** A member's limit; if absent, unchanged (none for a new member). */
export const MemberBody = z
  .strictObject({
    limit: CreditsOrNone.nullable()
      .optional()
      .describe('Credits a period; null: as much as there is. Absent: as it is.'),
  })
  .meta({ id: 'NewMember', examples: [{ limit: '50' }] });
export type MemberBody = z.output<typeof MemberBody>;

/** Result for a member, without usage, which changes with every debit. */
export const MemberWritten = z
  .object({
    account_id: AccountId,
    member_id: MemberId,
    status: z.enum(['added', 'limit_set', 'unchanged']),
    limit: CreditsText.nullable().describe('Null: as much as there is.'),
    ...writeAnswer,
  })
  .meta({ id: 'MemberWritten' });
export type MemberWritten = z.input<typeof MemberWritten>;

/** Adds a member, or changes its limit. */
export class PutMember extends Command<CommandResult<MemberWritten>> {
  constructor(
    readonly accountId: string,
    readonly memberId: string,
    readonly body: MemberBody,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(PutMember)
export class PutMemberHandler implements ICommandHandler<PutMember> {
  constructor(private readonly stream: AccountStream) {}

  async execute(put: PutMember): Promise<CommandResult<MemberWritten>> {
    const { accountId, memberId, body, key, caller } = put;
    const command = { type: 'AddMember' as const, memberId, limit: body.limit };
    const meta = commandMeta(key, caller);
    const executed = await this.stream.execute(accountId, command, meta);
    const after = await afterWriteOrNow(this.stream, accountId, executed);
    const became = becameOf(executed) ?? (await this.unchanged(accountId, memberId));
    return {
      answer: { account_id: accountId, member_id: memberId, ...became, ...after },
      hit: executed.hit,
    };
  }

  private async unchanged(accountId: string, memberId: string): Promise<Became> {
    const { state } = await this.stream.load(accountId);
    const member = state.members.get(memberId);
    // Removed concurrently.
    if (!member) throw new DomainError('member_not_found', { member_id: memberId });
    return { status: 'unchanged', limit: presentLimit(member.limit) };
  }
}

type Became = Pick<MemberWritten, 'status' | 'limit'>;

/** From the event, so that repetitions get the first answer. Undefined if there is none. */
function becameOf({ events }: Executed<AccountEvent>): Became | undefined {
  const facts = events.map(({ fact }) => fact);
  const added = factOf(facts, 'MemberAdded');
  if (added) return { status: 'added', limit: presentLimit(added.data.limit) };
  const set = factOf(facts, 'MemberLimitSet');
  return set && { status: 'limit_set', limit: presentLimit(set.data.limit) };
}

/** Presents a limit; null: unlimited. */
export const presentLimit = (limit: Credits | null): string | null =>
  limit === null ? null : formatCredits(limit);
