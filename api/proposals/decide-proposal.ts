import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import type { Proposal } from '../../domain/approval/state.js';
import { DomainError } from '../../domain/errors.js';
import { ApprovalStream } from '../approvals/approval-stream.js';
import { Decision, metaOf, type Deciding } from '../approvals/decide-approval.js';
import { ExecuteApproved } from '../approvals/execute-approved.js';
import { GetProposal } from './get-proposal.js';
import type { ProposalAnswer } from './present-proposal.js';
import { ProposalNote } from './proposal-body.js';
import { ProposalChecks } from './proposal-checks.js';
import { requireSeen } from './request-proposal.js';
import { VersionsHash, versionsHash } from '../approvals/versions-hash.js';

/** Which preview the approver saw. */
export const ApproveProposalBody = z
  .strictObject({
    preview_hash: VersionsHash.optional().describe(
      'Of the `preview_now` that the approver saw. Without it, the versions must be those that ' +
        'the requester saw.',
    ),
  })
  .meta({ id: 'ApproveProposal', examples: [{}] });
export type ApproveProposalBody = z.output<typeof ApproveProposalBody>;

/** Why it is not published. */
export const RejectProposalBody = z
  .strictObject({ note: ProposalNote })
  .meta({ id: 'RejectProposal', examples: [{ note: 'Not before the spring' }] });
export type RejectProposalBody = z.output<typeof RejectProposalBody>;

/** Approves a proposal and publishes it. */
export class ApproveProposal extends Decision<ApproveProposalBody, ProposalAnswer> {}

@CommandHandler(ApproveProposal)
export class ApproveProposalHandler implements ICommandHandler<ApproveProposal> {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly checks: ProposalChecks,
    private readonly executeApproved: ExecuteApproved,
    private readonly getProposal: GetProposal,
  ) {}

  /** Throws what would be refused now, which leaves the proposal as it is. */
  async execute({ by, body }: ApproveProposal): Promise<ProposalAnswer> {
    const { approvalId, person } = by;
    const { approval } = await this.approvals.loadProposal(approvalId);
    if (approval.requestedBy === person.actor) throw new DomainError('approval_own');
    const previewHash = approval.status === 'requested' ? await this.seenNow(approval, body) : '';
    const command = { type: 'Approve' as const, by: person.actor, previewHash };
    await this.approvals.execute(approvalId, command, metaOf('approve', by));
    await this.executeApproved.of(approvalId);
    return this.getProposal.of(approvalId, person);
  }

  /** Hash of what approving comes to now; 409 `preview_stale` unless it is what was seen. */
  private async seenNow(
    { publication, commandHash, seen: then }: Proposal,
    { preview_hash: seen = versionsHash(commandHash, then) }: ApproveProposalBody,
  ): Promise<string> {
    const { preview } = await this.checks.preview(publication);
    requireSeen(seen, preview.preview_hash);
    return preview.preview_hash;
  }
}

/** Rejects a proposal. */
export class RejectProposal extends Decision<RejectProposalBody, ProposalAnswer> {}

@CommandHandler(RejectProposal)
export class RejectProposalHandler implements ICommandHandler<RejectProposal> {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly getProposal: GetProposal,
  ) {}

  async execute({ by, body: { note } }: RejectProposal): Promise<ProposalAnswer> {
    const { approvalId, person } = by;
    await this.approvals.loadProposal(approvalId);
    const command = { type: 'Reject' as const, by: person.actor, note };
    await this.approvals.execute(approvalId, command, metaOf('reject', by));
    return this.getProposal.of(approvalId, person);
  }
}

/** Takes a proposal back. */
export class WithdrawProposal extends Command<ProposalAnswer> {
  constructor(readonly by: Deciding) {
    super();
  }
}

@CommandHandler(WithdrawProposal)
export class WithdrawProposalHandler implements ICommandHandler<WithdrawProposal> {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly getProposal: GetProposal,
  ) {}

  async execute({ by }: WithdrawProposal): Promise<ProposalAnswer> {
    const { approvalId, person } = by;
    await this.approvals.loadProposal(approvalId);
    const command = { type: 'Withdraw' as const, by: person.actor };
    await this.approvals.execute(approvalId, command, metaOf('withdraw', by));
    return this.getProposal.of(approvalId, person);
  }
}
