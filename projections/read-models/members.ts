import type { AccountEvent } from '../../domain/account/events.js';
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

/**
 * Who has or had a seat, with the limit of today. What a member has used of it is the account's to
 * say: it begins anew with every period.
 */
export const MemberRow = entityTable(
  'members',
  {
    accountId: key('text'),
    memberId: key('text'),
    /** Micro-credits a period; null: as much as there is. */
    periodLimit: nullable('bigint'),
    /** When it took the seat; of one that came back, the last time. */
    addedAt: value('timestamptz'),
    /** Null while it has its seat. */
    removedAt: nullable('timestamptz'),
    /** Of the event that last changed it. */
    revision: value('bigint'),
    position: value('bigint'),
  },
  { storage: 'fillfactor = 80', keepLast: true },
);

type Values = Partial<Omit<RowOf<typeof MemberRow.columns>, 'accountId' | 'memberId'>>;

function change({ revision, position }: Recorded, of: Named, set: Values): Change[] {
  const { accountId, memberId } = of;
  const moved = { ...set, revision: BigInt(revision), position };
  return [update(MemberRow, { accountId, memberId }, { set: moved })];
}

type Named = Extract<AccountEvent, { type: 'MemberRemoved' }>['data'];

/** Members of accounts with their limits, for lists. */
export const members: Projection = {
  name: 'members',
  lane: 'ledger',
  tables: [MemberRow],
  on: {
    MemberAdded: ({ fact: { data, occurredAt }, revision, position }) => [
      insert(MemberRow, {
        accountId: data.accountId,
        memberId: data.memberId,
        periodLimit: data.limit,
        addedAt: occurredAt,
        removedAt: null,
        revision: BigInt(revision),
        position,
      }),
    ],
    MemberLimitSet: (recorded) => {
      const { data } = recorded.fact;
      return change(recorded, data, { periodLimit: data.limit });
    },
    MemberRemoved: (recorded) => {
      const { data, occurredAt } = recorded.fact;
      return change(recorded, data, { removedAt: occurredAt });
    },
  },
};
