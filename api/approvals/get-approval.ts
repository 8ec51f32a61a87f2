import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import type { AccountApproval } from '../../domain/approval/state.js';
import { formatInstant } from '../../domain/instant.js';
import type { Caller } from '../auth/caller.js';
import { MoneyChecks } from '../money/money-checks.js';
import { changedSince } from '../money/preview-hash.js';
import { nameFor } from '../personal/masking.js';
import { Profiles } from '../personal/profiles.js';
import { ReasonNoteTexts } from '../personal/reason-note-texts.js';
import { ApprovalStream } from './approval-stream.js';
import { MoneyActions } from './frozen-command.js';
import { mayOf, refusalIn, storedOf } from './standing.js';
import {
  presentRequest,
  presentStanding,
  presentThen,
  type ApprovalAnswer,
  type PreviewNow,
} from './present-approval.js';
import { ActorNames } from '../staff/actor-names.js';

type Answer = z.input<typeof ApprovalAnswer>;
/** What it would come to now, or why not; both null unless it waits. */
type Now = Pick<Answer, 'preview_now' | 'refused_now'>;

/** Reads one request from its stream, with what it would come to now. */
@Injectable()
export class GetApproval {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly actions: MoneyActions,
    private readonly checks: MoneyChecks,
    private readonly names: ActorNames,
    private readonly noteTexts: ReasonNoteTexts,
    private readonly profiles: Profiles,
  ) {}

  /** Throws DomainError `approval_not_found`. */
  async of(approvalId: string, caller: Caller): Promise<Answer> {
    const { approval, position } = await this.approvals.loadOfAccount(approvalId);
    const { accountId, command, decided, executed, preview, requestedBy } = approval;
    const noted = [command.reason.noteHmac, decided?.noteHmac];
    const [who, texts, now, profile] = await Promise.all([
      this.names.of([requestedBy, decided?.by]),
      this.noteTexts.of(caller, noted),
      this.now(approval, caller),
      this.profiles.of(accountId),
    ]);
    const accountName = nameFor(caller, profile.name);
    return {
      ...presentStanding(storedOf(approval, position), who),
      ...presentRequest({ accountId, accountName, command, credits: preview.credits }, texts),
      preview_then: presentThen(preview),
      ...now,
      may: mayOf(approval, caller, 'approvals:decide', now),
      rejection_note: (decided?.noteHmac && texts.get(decided.noteHmac)) || null,
      refusal: approval.refusal,
      executed_at: executed ? formatInstant(executed.at) : null,
    };
  }

  private async now(approval: AccountApproval, caller: Caller): Promise<Now> {
    if (approval.status !== 'requested') return { preview_now: null, refused_now: null };
    const { accountId, command, previewHash } = approval;
    try {
      const action = await this.actions.stored(accountId, command);
      const { limit: _, approval: __, ...shown } = await this.checks.preview(action, caller);
      const changed = changedSince(previewHash, shown.preview_hash).filter(isTold);
      const preview_now: z.input<typeof PreviewNow> = { ...shown, changed };
      return { preview_now, refused_now: null };
    } catch (error) {
      return { preview_now: null, refused_now: refusalIn(error) };
    }
  }
}

/** A refund that was asked for without an amount is stored with one: no change of the account. */
const isTold = (part: string): boolean => part !== 'command';
