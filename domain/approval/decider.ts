import type { Context, Decider } from '../decider.js';
import { DomainError } from '../errors.js';
import { DAY_MS, formatInstant } from '../instant.js';
import { storable } from '../storable.js';
import type { ApprovalCommand, RequestApproval, RequestPublication } from './commands.js';
import {
  ApprovalApproved,
  approvalEvents,
  ApprovalExecuted,
  ApprovalExpired,
  ApprovalRejected,
  ApprovalRequested,
  ApprovalWithdrawn,
  PublicationRequested,
  type ApprovalEvent,
} from './events.js';
import { asked, evolveApproval, NO_APPROVAL, type Approval, type ApprovalState } from './state.js';

/** How long a request can be decided. */
export const APPROVAL_MS = DAY_MS;

/** Decides commands of streams `approval-{approvalId}`: one request, decided once. */
export const approvalDecider: Decider<ApprovalState, ApprovalCommand, ApprovalEvent> = {
  category: 'approval',
  events: approvalEvents,
  initial: () => NO_APPROVAL,
  decide: (state, command, context) =>
    storable(approvalEvents.types, decideApproval(state, command, context)),
  evolve: evolveApproval,
  due: (state, { now }) =>
    state.kind === 'asked' && hasRunOut(state, now) ? [expired(state)] : [],
};

function decideApproval(
  state: ApprovalState,
  command: ApprovalCommand,
  { now }: Context,
): ApprovalEvent[] {
  if (command.type === 'RequestApproval' || command.type === 'RequestPublication') {
    return request(state, command, now);
  }
  const approval = asked(state);
  const { approvalId } = approval;
  switch (command.type) {
    case 'Approve':
      requireOther(waiting(approval, now), command.by);
      return [
        ApprovalApproved(now, {
          approvalId,
          approvedBy: command.by,
          previewHash: command.previewHash,
        }),
      ];
    case 'Reject':
      requireOther(waiting(approval, now), command.by);
      return [
        ApprovalRejected(now, {
          approvalId,
          rejectedBy: command.by,
          noteHmac: command.noteHmac,
          note: command.note,
        }),
      ];
    case 'Withdraw':
      if (waiting(approval, now).requestedBy !== command.by) {
        throw new DomainError('approval_not_own');
      }
      return [ApprovalWithdrawn(now, { approvalId })];
    case 'RecordExecution':
      if (approval.status === 'executed') return [];
      // What was executed is the truth: another process may have been refused a moment before.
      if (approval.status !== 'refused') requireApproved(approval);
      return [ApprovalExecuted(now, { approvalId, eventId: command.eventId })];
    case 'RecordRefusal': {
      if (approval.status === 'executed' || approval.status === 'refused') return [];
      const by = requireApproved(approval);
      return [ApprovalRejected(now, { approvalId, rejectedBy: by, refusal: command.refusal })];
    }
  }
}

function request(
  state: ApprovalState,
  command: RequestApproval | RequestPublication,
  now: number,
): ApprovalEvent[] {
  if (state.kind === 'asked') throw decided(state);
  const expiresAt = now + APPROVAL_MS;
  if (command.type === 'RequestApproval') {
    const { type: _, ...data } = command;
    return [ApprovalRequested(now, { ...data, expiresAt })];
  }
  const { type: _, ...data } = command;
  return [PublicationRequested(now, { ...data, expiresAt })];
}

const hasRunOut = ({ status, expiresAt }: Approval, now: number): boolean =>
  status === 'requested' && expiresAt <= now;

const expired = ({ approvalId, expiresAt }: Approval) => ApprovalExpired(expiresAt, { approvalId });

/** The approval if it still waits; refuses `approval_decided`, saying who and when. */
function waiting(approval: Approval, now: number): Approval {
  if (hasRunOut(approval, now)) throw decided(asExpired(approval));
  if (approval.status !== 'requested') throw decided(approval);
  return approval;
}

const asExpired = (approval: Approval) => asked(evolveApproval(approval, expired(approval)));

function requireOther({ requestedBy }: Approval, by: string): void {
  if (requestedBy === by) throw new DomainError('approval_own');
}

/** Who approved it; refuses `approval_decided` unless it is approved and not yet executed. */
function requireApproved(approval: Approval): string {
  if (approval.status !== 'approved' || !approval.decided) throw decided(approval);
  return approval.decided.by;
}

const decided = ({ approvalId, status, decided: how }: Approval): DomainError =>
  new DomainError('approval_decided', {
    approval_id: approvalId,
    approval_status: status,
    ...(how && { decided_by: how.by, decided_at: formatInstant(how.at) }),
  });
