import { hash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { SeenPreview } from '../../domain/approval/events.js';
import { canonicalJson } from '../../platform/canonical.js';
import { forbidden, type StaffCaller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import { mayAskFor, PERMISSION_OF } from '../auth/roles.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { kindOf } from '../money/money-action.js';
import { MoneyChecks, previewStale } from '../money/money-checks.js';
import { PreviewHash } from '../money/money-preview.js';
import { changedSince } from '../money/preview-hash.js';
import { ReasonNotes } from '../personal/reason-notes.js';
import { ApprovalStream } from './approval-stream.js';
import type { CommandResult } from '../accounts/command-result.js';
import { GetApproval } from './get-approval.js';
import type { ApprovalAnswer } from './present-approval.js';
import { CommandToApprove, frozen, hashOf, MoneyActions } from './frozen-command.js';

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

const ID_CHARS = 20;

/** The same person and key lead to the same request. */
const approvalIdOf = ({ commandId }: IdempotencyKey, { actor }: StaffCaller): string =>
  `apr_${hash('sha256', canonicalJson([actor, commandId]), 'hex').slice(0, ID_CHARS)}`;

@CommandHandler(RequestApproval)
export class RequestApprovalHandler implements ICommandHandler<RequestApproval> {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly actions: MoneyActions,
    private readonly checks: MoneyChecks,
    private readonly notes: ReasonNotes,
    private readonly getApproval: GetApproval,
  ) {}

  async execute({ body, key, person }: RequestApproval) {
    const { command, preview_hash: previewHash } = body;
    const approvalId = approvalIdOf(key, person);
    const { account_id: accountId } = command;
    // A repetition is answered whatever has become of the account.
    const preview = (await this.approvals.exists(approvalId))
      ? NOT_SEEN_AGAIN
      : await this.seen(body, person);
    const about = { accountId, caller: person, body: command };
    const executed = await this.notes.keepWith(about, (reason) => {
      const asked = frozen(command, reason, preview.credits);
      const request = {
        type: 'RequestApproval' as const,
        approvalId,
        accountId,
        command: asked,
        commandHash: hashOf(asked),
        previewHash,
        preview,
        requestedBy: person.actor,
      };
      return this.approvals.execute(approvalId, request, commandMeta(key, person));
    });
    return { answer: await this.getApproval.of(approvalId, person), hit: executed.hit };
  }

  /**
   * What the requester saw, if it is still so. Throws what the account would refuse, 403
   * `forbidden`, 409 `preview_stale`, 409 `approval_not_needed`.
   */
  private async seen({ command, preview_hash }: ApprovalBody, person: StaffCaller) {
    const action = await this.actions.asked(command);
    const kind = kindOf(action);
    if (!mayAskFor(person.role, kind)) throw forbidden(PERMISSION_OF[kind]);
    const shown = await this.checks.preview(action, person);
    const changed = changedSince(preview_hash, shown.preview_hash);
    if (changed.length > 0) throw previewStale(changed);
    if (shown.warnings.includes('changes_nothing')) {
      throw new Problem('approval_not_needed', 'this changes nothing: there is nothing to approve');
    }
    if (shown.approval === 'none') throw new Problem('approval_not_needed');
    const { before, after, credits, debt_repaid: repaid, warnings } = shown;
    return SeenPreview.parse({ before, after, credits, repaid, warnings });
  }
}

const NOTHING = {
  status: '',
  plan: '',
  available: 0n,
  held: 0n,
  frozen: 0n,
  debt: 0n,
  level: '',
};
/** Never stored: the request exists already. */
const NOT_SEEN_AGAIN: SeenPreview = {
  before: NOTHING,
  after: NOTHING,
  credits: 0n,
  repaid: 0n,
  warnings: [],
};
