import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { z } from 'zod';
import type { CommandResult } from '../accounts/command-result.js';
import { forPeople, type Caller } from '../auth/caller.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { FindingLog } from '../payments/findings/finding-log.js';
import type { GrantBody } from '../payments/not-granted/bodies.js';
import { GrantActions } from '../payments/not-granted/grant-action.js';
import { NotGranted } from '../payments/not-granted/not-granted.js';
import { AskOthers } from './ask-others.js';
import type { ApprovalAnswer } from './present-approval.js';

type Answer = z.input<typeof ApprovalAnswer>;

/** Asks others to approve that what was bought is granted. */
export class RequestGrant extends Command<CommandResult<Answer>> {
  constructor(
    readonly findingId: string,
    readonly body: GrantBody,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(RequestGrant)
export class RequestGrantHandler implements ICommandHandler<RequestGrant> {
  constructor(
    private readonly notGranted: NotGranted,
    private readonly grants: GrantActions,
    private readonly askOthers: AskOthers,
    private readonly log: FindingLog,
  ) {}

  /** Throws as `AskOthers.once` and `GrantActions.of`; 403 unless a person asks. */
  async execute({ findingId, body, key, caller }: RequestGrant): Promise<CommandResult<Answer>> {
    if (caller.kind !== 'staff') throw forPeople();
    const { accountId } = await this.notGranted.finding(findingId);
    const { preview_hash: previewHash, ...reason } = body;
    const asking = { accountId, person: caller, key, reason, previewHash };
    const result = await this.askOthers.once(asking, async () => {
      const action = await this.grants.of(findingId, { reasonCode: body.reason_code });
      return { action, freeze: (why) => ({ ...action.command, reason: why }) };
    });
    const { approval_id: link } = result.answer;
    await this.log.note(findingId, { did: 'asked', actor: caller.actor, link });
    return result;
  }
}
