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
 * Current and former members with their current limits. Usage against the limit is kept in the
 * account, since it restarts with every period.
 */
export const MemberRow = entityTable(
  'members',
  {
    accountId: key('text'),
    memberId: key('text'),
    /** Micro-credits per period; null: unlimited. */
    periodLimit: nullable('bigint'),
    /** When last added. */
    addedAt: value('timestamptz'),
    /** Null for current members. */
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

/** Builds the list of members with their limits. */
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
