import type { AccountEvent } from '../../domain/account/events.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import type { Projection } from '../tables/projection.js';
import { insert, key, logTable, nullable, value, type Change } from '../tables/table.js';
import { reasonOf } from './reasons.js';

/** Credits granted, taken or refunded by hand; lists are newest first. */
export const AdjustmentRow = logTable(
  'adjustments',
  {
    accountId: key('text'),
    revision: key('bigint'),
    /** `adj_…`, or `rfd_…` for a refund. */
    adjustmentId: value('text'),
    eventId: value('uuid'),
    /** `issue`, `deduct` or `refund`. */
    kind: value('text'),
    /** Credited to the account; negative if taken. */
    credits: value('numeric'),
    /** The part of `credits` that went to debt. */
    repaid: value('numeric'),
    /** Debit of a refund. */
    debitId: nullable('text'),
    reasonCode: value('text'),
    noteHmac: nullable('text'),
    ticket: nullable('text'),
    actor: value('text'),
    /** `approval apr_…` where others approved it. */
    commandId: nullable('text'),
    occurredAt: value('timestamptz'),
    recordedAt: value('timestamptz'),
    position: value('bigint'),
  },
  {
    indexes: {
      // Lists: all, by account, person, reason, kind or ticket.
      recorded: '(recorded_at, account_id, revision)',
      account: '(account_id, recorded_at, revision)',
      actor: '(actor, recorded_at, account_id, revision)',
      reason: '(reason_code, recorded_at, account_id, revision)',
      kind: '(kind, recorded_at, account_id, revision)',
      ticket: '(ticket, recorded_at, account_id, revision) WHERE ticket IS NOT NULL',
    },
  },
);

type Of<Type extends AccountEvent['type']> = Recorded<Extract<AccountEvent, { type: Type }>>;

/** What differs between an adjustment and a refund. */
interface Given {
  readonly adjustmentId: string;
  readonly kind: 'issue' | 'deduct' | 'refund';
  readonly debitId: string | null;
}

function enter(
  { fact, id, revision, position, meta }: Of<'CreditsAdjusted' | 'DebitRefunded'>,
  given: Given,
): Change[] {
  const { accountId, credits, repaid, reasonCode } = fact.data;
  return [
    insert(AdjustmentRow, {
      accountId,
      revision: BigInt(revision),
      eventId: id,
      ...given,
      credits,
      repaid,
      ...reasonOf(fact),
      reasonCode,
      actor: meta.actor,
      commandId: meta.command_id ?? null,
      occurredAt: fact.occurredAt,
      recordedAt: meta.recorded_at,
      position,
    }),
  ];
}

/** Builds the register of everything granted, taken and refunded by hand. */
export const adjustments: Projection = {
  name: 'adjustments',
  lane: 'ledger',
  // 2: adds `command_id`.
  version: 2,
  tables: [AdjustmentRow],
  on: {
    CreditsAdjusted: (recorded) => {
      const { adjustmentId, credits } = recorded.fact.data;
      const kind = credits < 0n ? 'deduct' : 'issue';
      return enter(recorded, { adjustmentId, kind, debitId: null });
    },
    DebitRefunded: (recorded) => {
      const { refundId, debitId } = recorded.fact.data;
      return enter(recorded, { adjustmentId: refundId, kind: 'refund', debitId });
    },
  },
};
