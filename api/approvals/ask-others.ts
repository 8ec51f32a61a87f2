import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { Reason } from '../../domain/account/commands.js';
import { SeenPreview, type FrozenCommand } from '../../domain/approval/events.js';
import type { Credits } from '../../domain/credits.js';
import { canonicalJson } from '../../platform/canonical.js';
import type { CommandResult } from '../accounts/command-result.js';
import { forbidden, type StaffCaller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import { mayAskFor, PERMISSION_OF } from '../auth/roles.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { kindOf, type MoneyAction } from '../money/money-action.js';
import { MoneyChecks, previewStale } from '../money/money-checks.js';
import { changedSince } from '../money/preview-hash.js';
import { ReasonNotes, type ReasonBody } from '../personal/reason-notes.js';
import { ApprovalStream } from './approval-stream.js';
import { hashOf } from './frozen-command.js';
import { GetApproval } from './get-approval.js';
import type { ApprovalAnswer } from './present-approval.js';

type Answer = z.input<typeof ApprovalAnswer>;

/** Who asks, why, under which key, and which preview was seen. */
export interface Asking {
  readonly accountId: string;
  readonly person: StaffCaller;
  readonly key: IdempotencyKey;
  readonly reason: ReasonBody;
  readonly previewHash: string;
}

/** What is asked for. */
export interface AskedFor {
  readonly action: MoneyAction;
  /** `moved`: what its preview moves. */
  readonly freeze: (reason: Reason, moved: Credits) => FrozenCommand;
}

/** Asks others to approve what somebody may not do alone. */
@Injectable()
export class AskOthers {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly checks: MoneyChecks,
    private readonly notes: ReasonNotes,
    private readonly getApproval: GetApproval,
  ) {}

  /**
   * One request, however often it is sent under its key. Throws as `prepare` does, what the account
   * would refuse, 403 `forbidden`, 409 `preview_stale`, 409 `approval_not_needed`.
   */
  async once(
    { accountId, person, key, reason: body, previewHash }: Asking,
    prepare: () => Promise<AskedFor>,
  ): Promise<CommandResult<Answer>> {
    const approvalId = approvalIdOf(key, person);
    // A repetition is answered whatever has become of the account.
    const isKnown = await this.approvals.exists(approvalId);
    const asked = isKnown ? undefined : await prepare();
    const preview = asked ? await this.seen(asked.action, previewHash, person) : NOT_SEEN;
    const freeze = asked?.freeze ?? NEVER_STORED;
    const executed = await this.notes.keepWith({ accountId, caller: person, body }, (reason) => {
      const command = freeze(reason, preview.credits);
      const request = {
        type: 'RequestApproval' as const,
        approvalId,
        accountId,
        command,
        commandHash: hashOf(command),
        previewHash,
        preview,
        requestedBy: person.actor,
      };
      return this.approvals.execute(approvalId, request, commandMeta(key, person));
    });
    return { answer: await this.getApproval.of(approvalId, person), hit: executed.hit };
  }

  /** What the requester saw, if it is still so. */
  private async seen(action: MoneyAction, previewHash: string, person: StaffCaller) {
    const kind = kindOf(action);
    if (!mayAskFor(person.role, kind)) throw forbidden(PERMISSION_OF[kind]);
    const shown = await this.checks.preview(action, person);
    const changed = changedSince(previewHash, shown.preview_hash);
    if (changed.length > 0) throw previewStale(changed);
    if (shown.warnings.includes('changes_nothing')) {
      throw new Problem('approval_not_needed', 'this changes nothing: there is nothing to approve');
    }
    if (shown.approval === 'none') throw new Problem('approval_not_needed');
    const { before, after, credits, debt_repaid: repaid, warnings } = shown;
    return SeenPreview.parse({ before, after, credits, repaid, warnings });
  }
}

const ID_CHARS = 20;

/** The same person and key lead to the same request. */
const approvalIdOf = ({ commandId }: IdempotencyKey, { actor }: StaffCaller): string =>
  `apr_${hash('sha256', canonicalJson([actor, commandId]), 'hex').slice(0, ID_CHARS)}`;

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
const NOT_SEEN: SeenPreview = {
  before: NOTHING,
  after: NOTHING,
  credits: 0n,
  repaid: 0n,
  warnings: [],
};
const NEVER_STORED: AskedFor['freeze'] = (reason) => ({ type: 'CloseAccount', reason });
