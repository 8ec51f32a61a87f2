import { DomainError } from '../errors.js';
import type { Instant } from '../instant.js';
import type { ApprovalEvent, ApprovalRequested, PublicationRequested } from './events.js';

/**
 * Where an approval can stand. `approved`: agreed to, and not yet known to be executed. `refused`:
 * agreed to, and then refused when it was executed.
 */
export const APPROVAL_STATUSES = [
  'requested',
  'approved',
  'executed',
  'refused',
  'rejected',
  'withdrawn',
  'expired',
] as const;
/** Where an approval stands. */
export type ApprovalStatus = (typeof APPROVAL_STATUSES)[number];

/** What somebody asked to happen to an account. */
export type AccountApproval = ReturnType<typeof ApprovalRequested>['data'] &
  Standing & { readonly about: 'account' };

/** A version of a plan, a pack or a rate that somebody proposed. */
export type Proposal = ReturnType<typeof PublicationRequested>['data'] &
  Standing & { readonly about: 'catalogue' };

/** A request that was made. */
export type Approval = AccountApproval | Proposal;

/** How a request stands. */
interface Standing {
  readonly kind: 'asked';
  readonly status: ApprovalStatus;
  readonly requestedAt: Instant;
  /** Whose decision ended the waiting, and when; null while it waits. */
  readonly decided: Decision | null;
  /** Of the preview that was approved; null unless it was. */
  readonly approvedHash: string | null;
  /** Why what was approved was refused. */
  readonly refusal: { readonly code: string; readonly detail: string } | null;
  readonly executed: { readonly eventId: string | null; readonly at: Instant } | null;
}

/** Who ended the waiting (`system`: it expired), when, and why: a note, or its key. */
interface Decision {
  readonly by: string;
  readonly at: Instant;
  readonly noteHmac: string | null;
  readonly note: string | null;
}

/** Folded state of an approval. */
export type ApprovalState = { readonly kind: 'absent' } | Approval;

/** An approval that nobody asked for. */
export const NO_APPROVAL: ApprovalState = { kind: 'absent' };

/** Folds one event of an approval. */
export function evolveApproval(state: ApprovalState, event: ApprovalEvent): ApprovalState {
  const at = event.occurredAt;
  switch (event.type) {
    case 'ApprovalRequested':
      return { kind: 'asked', about: 'account', ...event.data, ...WAITING, requestedAt: at };
    case 'PublicationRequested':
      return { kind: 'asked', about: 'catalogue', ...event.data, ...WAITING, requestedAt: at };
    case 'ApprovalApproved': {
      const { approvedBy, previewHash } = event.data;
      const approved = decide(state, 'approved', approvedBy, at);
      return { ...approved, approvedHash: previewHash };
    }
    case 'ApprovalRejected': {
      const { rejectedBy, noteHmac, note, refusal } = event.data;
      if (refusal) return { ...asked(state), status: 'refused', refusal };
      return decide(state, 'rejected', rejectedBy, at, { noteHmac, note });
    }
    case 'ApprovalWithdrawn':
      return decide(state, 'withdrawn', asked(state).requestedBy, at);
    case 'ApprovalExpired':
      return decide(state, 'expired', 'system', at);
    case 'ApprovalExecuted':
      return {
        ...asked(state),
        status: 'executed',
        refusal: null,
        executed: { eventId: event.data.eventId, at },
      };
  }
}

const WAITING = {
  status: 'requested',
  decided: null,
  approvedHash: null,
  refusal: null,
  executed: null,
} as const;

const decide = (
  state: ApprovalState,
  status: ApprovalStatus,
  by: string,
  at: Instant,
  { noteHmac = null, note = null }: Why = {},
): Approval => ({ ...asked(state), status, decided: { by, at, noteHmac, note } });

interface Why {
  readonly noteHmac?: string | null | undefined;
  readonly note?: string | null | undefined;
}

/** The approval that was asked for; refuses `approval_not_found`. */
export function asked(state: ApprovalState): Approval {
  if (state.kind === 'absent') throw new DomainError('approval_not_found');
  return state;
}
