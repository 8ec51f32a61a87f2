import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { AccountApproval } from '../../domain/approval/state.js';
import { DomainError } from '../../domain/errors.js';
import type { StaffCaller } from '../auth/caller.js';
import { requiredReason } from '../accounts/schemas.js';
import { MoneyChecks, previewStale } from '../money/money-checks.js';
import { PreviewHash } from '../money/money-preview.js';
import { changedSince } from '../money/preview-hash.js';
import { ReasonNotes } from '../personal/reason-notes.js';
import { ApprovalStream } from './approval-stream.js';
import { GetApproval } from './get-approval.js';
import { changedAccountSince, ExecuteApproved } from './execute-approved.js';
import { MoneyActions } from './frozen-command.js';
import type { ApprovalAnswer } from './present-approval.js';

/** Which preview the approver saw. */
export const ApproveBody = z
  .strictObject({
    preview_hash: PreviewHash.optional().describe(
      'Of the `preview_now` that the approver saw. Without it, status and plan must be those ' +
        'that the requester saw.',
    ),
  })
  .meta({ id: 'Approve', examples: [{}] });
export type ApproveBody = z.output<typeof ApproveBody>;

/** Why it is not approved. */
export const RejectBody = z
  .strictObject({ note: requiredReason.note })
  .meta({ id: 'Reject', examples: [{ note: 'The outage was credited to everybody already' }] });
export type RejectBody = z.output<typeof RejectBody>;

type Answer = z.input<typeof ApprovalAnswer>;

/** Who decides which request, by which HTTP request. */
export interface Deciding {
  readonly approvalId: string;
  readonly person: StaffCaller;
  readonly requestId: string;
}

/** What a person decides of a request, and with which words. */
export abstract class Decision<Body, Answer> extends Command<Answer> {
  constructor(
    readonly by: Deciding,
    readonly body: Body,
  ) {
    super();
  }
}

/** A person decides a request once: the command's id says so, however often it is sent. */
export const metaOf = (verb: string, { person: { actor }, requestId }: Deciding) => ({
  commandId: `${verb} ${actor}`,
  actor,
  cause: requestId,
});

/** Approves a request and executes it. */
export class Approve extends Decision<ApproveBody, Answer> {}

@CommandHandler(Approve)
export class ApproveHandler implements ICommandHandler<Approve> {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly actions: MoneyActions,
    private readonly checks: MoneyChecks,
    private readonly executeApproved: ExecuteApproved,
    private readonly getApproval: GetApproval,
  ) {}

  /** Throws what the account would refuse now, which leaves the request as it is. */
  async execute({ by, body }: Approve): Promise<Answer> {
    const { approvalId, person } = by;
    const { approval } = await this.approvals.loadOfAccount(approvalId);
    const previewHash =
      approval.status === 'requested' ? await this.previewNow(approval, person, body) : '';
    const command = { type: 'Approve' as const, by: person.actor, previewHash };
    await this.approvals.execute(approvalId, command, metaOf('approve', by));
    await this.executeApproved.of(approvalId);
    return this.getApproval.of(approvalId, person);
  }

  /** Hash of what approving comes to now; 409 `preview_stale` unless it is what was seen. */
  private async previewNow(
    { accountId, command, previewHash, requestedBy }: AccountApproval,
    person: StaffCaller,
    { preview_hash: seen }: ApproveBody,
  ): Promise<string> {
    if (requestedBy === person.actor) throw new DomainError('approval_own');
    const action = await this.actions.stored(accountId, command);
    const { preview_hash: now } = await this.checks.preview(action, person);
    const changed =
      seen === undefined ? changedAccountSince(previewHash, now) : changedSince(seen, now);
    if (changed.length > 0) throw previewStale(changed);
    return now;
  }
}

/** Rejects a request. */
export class Reject extends Decision<RejectBody, Answer> {}

@CommandHandler(Reject)
export class RejectHandler implements ICommandHandler<Reject> {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly notes: ReasonNotes,
    private readonly getApproval: GetApproval,
  ) {}

  async execute({ by, body: { note } }: Reject): Promise<Answer> {
    const { approvalId, person } = by;
    const { approval } = await this.approvals.loadOfAccount(approvalId);
    const about = { accountId: approval.accountId, caller: person, note };
    await this.notes.keepNote(about, (noteHmac) => {
      const command = { type: 'Reject' as const, by: person.actor, noteHmac };
      return this.approvals.execute(approvalId, command, metaOf('reject', by));
    });
    return this.getApproval.of(approvalId, person);
  }
}

/** Takes a request back. */
export class Withdraw extends Command<Answer> {
  constructor(readonly by: Deciding) {
    super();
  }
}

@CommandHandler(Withdraw)
export class WithdrawHandler implements ICommandHandler<Withdraw> {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly getApproval: GetApproval,
  ) {}

  async execute({ by }: Withdraw): Promise<Answer> {
    const { approvalId, person } = by;
    await this.approvals.loadOfAccount(approvalId);
    const command = { type: 'Withdraw' as const, by: person.actor };
    await this.approvals.execute(approvalId, command, metaOf('withdraw', by));
    return this.getApproval.of(approvalId, person);
  }
}
