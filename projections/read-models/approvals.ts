import { z } from 'zod';
import type { ApprovalEvent } from '../../domain/approval/events.js';
import { FrozenCommand } from '../../domain/approval/events.js';
import { FrozenPublication } from '../../domain/approval/publication.js';
import type { ApprovalStatus } from '../../domain/approval/state.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import type { Projection } from '../tables/projection.js';
import {
  entityTable,
  insert,
  key,
  nullable,
  update,
  value,
  type Change,
  type RowOf,
} from '../tables/table.js';

/** What people asked others to approve; lists are newest first. */
export const ApprovalRow = entityTable(
  'approvals',
  {
    approvalId: key('text'),
    /** Null: a proposal, of a plan, a pack or a rate. */
    accountId: nullable('text'),
    /** The command or the publication, as it is stored in the event. */
    command: value('json'),
    /** What the preview gave, took or freed, without a sign; null of a proposal. */
    credits: nullable('numeric'),
    /** Why something is proposed; notes about accounts are kept elsewhere. */
    note: nullable('text'),
    requestedBy: value('text'),
    requestedAt: value('timestamptz'),
    expiresAt: value('timestamptz'),
    /** One of APPROVAL_STATUSES. */
    status: value('text'),
    decidedBy: nullable('text'),
    decidedAt: nullable('timestamptz'),
    /** First event on the account of what was approved. */
    eventId: nullable('uuid'),
    revision: value('bigint'),
    position: value('bigint'),
  },
  {
    indexes: {
      // Lists: all, by account, by person.
      requested: '(requested_at, approval_id)',
      account: '(account_id, requested_at, approval_id)',
      requester: '(requested_by, requested_at, approval_id)',
      // What waits for a person, and what a worker ends or executes.
      open: `(status, expires_at, approval_id) WHERE status IN ('requested', 'approved')`,
    },
  },
);

type Values = Partial<Omit<RowOf<typeof ApprovalRow.columns>, 'approvalId' | 'status'>>;

type Request = Extract<ApprovalEvent, { type: 'ApprovalRequested' | 'PublicationRequested' }>;

function requested(
  { fact, revision, position }: Recorded<Request>,
  what: Pick<RowOf<typeof ApprovalRow.columns>, 'accountId' | 'command' | 'credits' | 'note'>,
): Change[] {
  const { approvalId, requestedBy, expiresAt } = fact.data;
  return [
    insert(ApprovalRow, {
      approvalId,
      ...what,
      requestedBy,
      requestedAt: fact.occurredAt,
      expiresAt,
      status: 'requested',
      decidedBy: null,
      decidedAt: null,
      eventId: null,
      revision: BigInt(revision),
      position,
    }),
  ];
}

function change(
  { fact, revision, position }: Recorded<ApprovalEvent>,
  status: ApprovalStatus,
  values: Values = {},
): Change[] {
  const set = { ...values, status, revision: BigInt(revision), position };
  return [update(ApprovalRow, { approvalId: fact.data.approvalId }, { set })];
}

/** Builds the lists of what waits for approval, and what came of it. */
export const approvals: Projection = {
  name: 'approvals',
  lane: 'ledger',
  tables: [ApprovalRow],
  on: {
    ApprovalRequested: (recorded) => {
      const { accountId, command, preview } = recorded.fact.data;
      return requested(recorded, {
        accountId,
        command: JSON.stringify(z.encode(FrozenCommand, command)),
        credits: preview.credits,
        note: null,
      });
    },
    PublicationRequested: (recorded) => {
      const { publication, note = null } = recorded.fact.data;
      return requested(recorded, {
        accountId: null,
        command: JSON.stringify(z.encode(FrozenPublication, publication)),
        credits: null,
        note,
      });
    },
    ApprovalApproved: (recorded) => {
      const { data, occurredAt } = recorded.fact;
      return change(recorded, 'approved', { decidedBy: data.approvedBy, decidedAt: occurredAt });
    },
    ApprovalRejected: (recorded) => {
      const { data, occurredAt } = recorded.fact;
      if (data.refusal) return change(recorded, 'refused');
      return change(recorded, 'rejected', { decidedBy: data.rejectedBy, decidedAt: occurredAt });
    },
    ApprovalWithdrawn: (recorded) =>
      change(recorded, 'withdrawn', { decidedAt: recorded.fact.occurredAt }),
    ApprovalExpired: (recorded) =>
      change(recorded, 'expired', { decidedAt: recorded.fact.occurredAt }),
    ApprovalExecuted: (recorded) =>
      change(recorded, 'executed', { eventId: recorded.fact.data.eventId }),
  },
};
