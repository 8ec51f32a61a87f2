import { hash } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { DomainError, invalidParameter, isInvalidParameters } from '../../domain/errors.js';
import type { FrozenPublication, SeenVersions } from '../../domain/approval/publication.js';
import { canonicalJson } from '../../platform/canonical.js';
import type { CommandResult } from '../accounts/command-result.js';
import { ApprovalStream } from '../approvals/approval-stream.js';
import type { StaffCaller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { GetProposal } from './get-proposal.js';
import type { ProposalAnswer } from './present-proposal.js';
import { frozenPublication, type ProposalBody, type Publication } from './proposal-body.js';
import { ProposalChecks } from './proposal-checks.js';
import { changedVersions, hashOfPublication } from '../approvals/versions-hash.js';

/** Proposes a version of a plan, a pack or a rate for somebody else to publish. */
export class RequestProposal extends Command<CommandResult<ProposalAnswer>> {
  constructor(
    readonly body: ProposalBody,
    readonly key: IdempotencyKey,
    readonly person: StaffCaller,
  ) {
    super();
  }
}

const ID_CHARS = 20;

/** The same person and key lead to the same proposal. */
const proposalIdOf = ({ commandId }: IdempotencyKey, { actor }: StaffCaller): string =>
  `apr_${hash('sha256', canonicalJson(['proposal', actor, commandId]), 'hex').slice(0, ID_CHARS)}`;

@CommandHandler(RequestProposal)
export class RequestProposalHandler implements ICommandHandler<RequestProposal> {
  constructor(
    private readonly approvals: ApprovalStream,
    private readonly checks: ProposalChecks,
    private readonly getProposal: GetProposal,
  ) {}

  async execute({ body, key, person }: RequestProposal) {
    const approvalId = proposalIdOf(key, person);
    const publication = frozenPublication(body.publication);
    // A repetition is answered whatever has become of the catalogue.
    const seen = (await this.approvals.exists(approvalId))
      ? NOT_SEEN_AGAIN
      : await this.seen(body, publication);
    const request = {
      type: 'RequestPublication' as const,
      approvalId,
      publication,
      commandHash: hashOfPublication(publication),
      seen,
      note: body.note,
      requestedBy: person.actor,
    };
    const { hit } = await this.approvals.execute(approvalId, request, commandMeta(key, person));
    return { answer: await this.getProposal.of(approvalId, person), hit };
  }

  /** What the requester compared with, if it is still so; 409 `preview_stale`. */
  private async seen(
    { publication, preview_hash }: ProposalBody,
    asked: FrozenPublication,
  ): Promise<SeenVersions> {
    const { preview, seen } = await namingFields(publication, this.checks.preview(asked));
    requireSeen(preview_hash, preview.preview_hash);
    return seen;
  }
}

/** Never stored: the proposal exists already. */
const NOT_SEEN_AGAIN: SeenVersions = { live: 0, newest: 0 };

/** 409 `preview_stale` unless what was seen is what is so now. */
export function requireSeen(seen: string, now: string): void {
  const changed = changedVersions(seen, now);
  if (changed.length === 0) return;
  const detail = 'another version holds or was published since the preview: look again';
  throw new Problem('preview_stale', detail, { members: { changed } });
}

/** Says a refusal by the fields of the body. */
export async function namingFields<Result>(
  { type }: Publication,
  result: Promise<Result>,
): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'rate_too_early') {
      throw invalidParameter('publication.terms.effective_from', error.message);
    }
    if (error.code === 'model_not_found') {
      throw invalidParameter('publication.model_id', error.message);
    }
    const { invalid_parameters: parameters } = error.details;
    if (!isInvalidParameters(parameters)) throw error;
    const named = parameters.map(({ name, reason }) => ({
      name: name === type ? `publication.${name}` : `publication.terms.${name}`,
      reason,
    }));
    throw new DomainError('validation_failed', { invalid_parameters: named });
  }
}
