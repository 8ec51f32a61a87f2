import { Injectable } from '@nestjs/common';
import type { ApprovalCommand } from '../../domain/approval/commands.js';
import { approvalDecider } from '../../domain/approval/decider.js';
import type { ApprovalEvent } from '../../domain/approval/events.js';
import type {
  AccountApproval,
  Approval,
  ApprovalState,
  Proposal,
} from '../../domain/approval/state.js';
import { DomainError } from '../../domain/errors.js';
import {
  EventStore,
  type CommandMeta,
  type Executed,
} from '../../platform/event-store/event-store.js';

/** An approval, up to date with the log. */
export interface LoadedApproval<Kind extends Approval = Approval> {
  readonly approval: Kind;
  readonly position: bigint | null;
}

/** Executes commands on streams of approvals. */
@Injectable()
export class ApprovalStream {
  constructor(private readonly store: EventStore) {}

  /** Decides and appends; see `EventStore.execute`. */
  execute(
    approvalId: string,
    command: ApprovalCommand,
    meta: CommandMeta,
  ): Promise<Executed<ApprovalEvent>> {
    return this.store.execute(approvalDecider, approvalId, command, meta);
  }

  /** The approval after booking that it has expired. Throws `approval_not_found`. */
  async load(approvalId: string): Promise<LoadedApproval> {
    const { state, position } = await this.store.bookDue(approvalDecider, approvalId);
    return { approval: required(state, approvalId), position };
  }

  /** The same of what was asked to happen to an account. Throws `approval_not_found`. */
  async loadOfAccount(approvalId: string): Promise<LoadedApproval<AccountApproval>> {
    const { approval, position } = await this.load(approvalId);
    if (approval.about !== 'account') throw notFound(approvalId);
    return { approval, position };
  }

  /** The same of a proposal. Throws `approval_not_found`. */
  async loadProposal(approvalId: string): Promise<LoadedApproval<Proposal>> {
    const { approval, position } = await this.load(approvalId);
    if (approval.about !== 'catalogue') throw notFound(approvalId);
    return { approval, position };
  }

  /** Whether somebody asked for it. */
  async exists(approvalId: string): Promise<boolean> {
    return (await this.store.load(approvalDecider, approvalId)).state.kind === 'asked';
  }
}

function required(state: ApprovalState, approvalId: string): Approval {
  if (state.kind === 'asked') return state;
  throw notFound(approvalId);
}

const notFound = (approvalId: string): DomainError =>
  new DomainError('approval_not_found', { approval_id: approvalId });
