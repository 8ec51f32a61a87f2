/** How a request for approval or a proposal stands, and who may do what about it. */
import type { z } from 'zod';
import type { AccountApproval, Proposal } from '../../domain/approval/state.js';
import { DomainError } from '../../domain/errors.js';
import { formatPosition } from '../../platform/event-store/records/metadata.js';
import { isAllowed, type Caller } from '../auth/caller.js';
import type { Permission } from '../auth/permissions.js';
import { Problem } from '../http/problem.js';
import type { ApprovalAnswer } from './present-approval.js';

type Asked = AccountApproval | Proposal;
type Answer = z.input<typeof ApprovalAnswer>;

/** A request as its stream has it, as `presentStanding` takes it. */
export const storedOf = <A extends Asked>(approval: A, position: bigint | null) => ({
  ...approval,
  decidedBy: approval.decided?.by ?? null,
  decidedAt: approval.decided?.at ?? null,
  eventId: approval.executed?.eventId ?? null,
  position: formatPosition(position ?? 0n),
});

/** Why it would be refused now. Throws what is no refusal. */
export function refusalIn(error: unknown): NonNullable<Answer['refused_now']> {
  if (!(error instanceof DomainError || error instanceof Problem)) throw error;
  return { code: error.code, detail: error.message };
}

/** What somebody may do about a request; `permission` lets them decide those of others. */
export function mayOf(
  { status, requestedBy }: Asked,
  caller: Caller,
  permission: Permission,
  { refused_now }: Pick<Answer, 'refused_now'>,
): Answer['may'] {
  if (status !== 'requested' || caller.kind !== 'staff') return [];
  if (requestedBy === caller.actor) return ['withdraw'];
  if (!isAllowed(caller, permission)) return [];
  return refused_now ? ['reject'] : ['approve', 'reject'];
}
