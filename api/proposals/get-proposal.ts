import { Injectable } from '@nestjs/common';
import type { Proposal } from '../../domain/approval/state.js';
import { formatInstant } from '../../domain/instant.js';
import { ApprovalStream } from '../approvals/approval-stream.js';
import { presentAsked, presentStanding } from '../approvals/present-approval.js';
import { mayOf, refusalIn, storedOf } from '../approvals/standing.js';
import { ActorNames } from '../staff/actor-names.js';
import type { Caller } from '../auth/caller.js';
import { proposedTerms, type ProposalAnswer } from './present-proposal.js';
import { ProposalChecks } from './proposal-checks.js';

/** What it would come to now, or why not; both null unless it waits. */
type Now = Pick<ProposalAnswer, 'preview_now' | 'refused_now'>;

/** Reads one proposal from its stream, with what it would come to now. */
@Injectable()
export class GetProposal {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly checks: ProposalChecks,
    private readonly names: ActorNames,
  ) {}

  /** Throws DomainError `approval_not_found`. */
  async of(approvalId: string, caller: Caller): Promise<ProposalAnswer> {
    const { approval, position } = await this.approvals.loadProposal(approvalId);
    const { publication, seen, decided, executed, requestedBy, note = null } = approval;
    const [who, live_then, now] = await Promise.all([
      this.names.of([requestedBy, decided?.by]),
      this.checks.version(publication, seen.live),
      this.now(approval),
    ]);
    return {
      ...presentStanding(storedOf(approval, position), who),
      ...presentAsked(publication, note),
      proposed: proposedTerms(publication),
      live_then,
      ...now,
      may: mayOf(approval, caller, 'catalogue:approve', now),
      rejection_note: decided?.note ?? null,
      refusal: approval.refusal,
      executed_at: executed ? formatInstant(executed.at) : null,
    };
  }

  private async now({ status, publication, seen }: Proposal): Promise<Now> {
    if (status !== 'requested') return { preview_now: null, refused_now: null };
    try {
      const { preview, seen: found } = await this.checks.preview(publication);
      const changed = (['live', 'newest'] as const).filter((each) => seen[each] !== found[each]);
      return { preview_now: { ...preview, changed }, refused_now: null };
    } catch (error) {
      return { preview_now: null, refused_now: refusalIn(error) };
    }
  }
}
