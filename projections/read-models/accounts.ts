import type { AccountEvent } from '../../domain/account/events.js';
import { accountHash } from '../../domain/account/ids.js';
import { isPerson } from '../../domain/actor.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import { onEvery, type Projection } from '../tables/projection.js';
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

/** An account without its balance; `revision` and `position` of its last change in this row. */
export const AccountRow = entityTable(
  'accounts',
  {
    accountId: key('text'),
    /** The part of its ids (`dbt_…`, `lot_…`) that identifies the account. */
    idHash: value('text'),
    plan: value('text'),
    planVersion: value('integer'),
    renewedBy: value('text'),
    /** `open`, `suspended` or `closed`. */
    status: value('text'),
    /** As in `balances`, whose rows change too often for such an index. */
    level: value('text'),
    /** When that level was reached. */
    levelSince: value('timestamptz'),
    timeZone: value('text'),
    anchor: value('timestamptz'),
    periodN: value('integer'),
    periodStartsAt: value('timestamptz'),
    periodEndsAt: value('timestamptz'),
    scheduledPlan: nullable('text'),
    scheduledAt: nullable('timestamptz'),
    openedAt: value('timestamptz'),
    /** Revision of the newest event that a person caused. */
    staffRevision: nullable('bigint'),
    revision: value('bigint'),
    position: value('bigint'),
  },
  {
    storage: 'fillfactor = 80',
    indexes: {
      // Lists of accounts, newest first: all, by plan, by status.
      opened: '(opened_at, account_id)',
      plan: '(plan, opened_at, account_id)',
      status: '(status, opened_at, account_id)',
      level: '(level, opened_at, account_id)',
      // Those below nothing, the oldest first.
      overdrawn: `(level_since) WHERE level = 'overdrawn'`,
      // Finds the account of an id.
      id_hash: '(id_hash)',
      // Prefix search on ids.
      id_prefix: '(account_id text_pattern_ops)',
    },
  },
);

type Values = Partial<Omit<RowOf<typeof AccountRow.columns>, 'accountId'>>;

function change(recorded: Recorded<AccountEvent>, set: Values): Change[] {
  const { fact, position } = recorded;
  const revision = BigInt(recorded.revision);
  const byPerson = isPerson(recorded.meta.actor) && { staffRevision: revision };
  const moved = { ...set, ...byPerson, revision, position };
  return [update(AccountRow, { accountId: fact.data.accountId }, { set: moved })];
}

const period = ({ n, startsAt, endsAt }: { n: number; startsAt: number; endsAt: number }) => ({
  periodN: n,
  periodStartsAt: startsAt,
  periodEndsAt: endsAt,
});
const NO_SCHEDULE = { scheduledPlan: null, scheduledAt: null };

/** Builds the list of accounts: status, plan and period. */
export const accounts: Projection = {
  name: 'accounts',
  lane: 'ledger',
  // 2: adds `id_hash`. 3: adds `level`. 4: adds `staff_revision`. 5: `level_since`.
  version: 5,
  tables: [AccountRow],
  on: {
    ...onEvery(['account'], (recorded) =>
      isPerson(recorded.meta.actor) ? change(recorded, {}) : [],
    ),
    AccountOpened: ({ fact: { data, occurredAt }, revision, position }) => [
      insert(AccountRow, {
        accountId: data.accountId,
        idHash: accountHash(data.accountId),
        plan: data.plan,
        planVersion: data.planVersion,
        renewedBy: data.renewedBy,
        status: 'open',
        level: 'ok',
        levelSince: occurredAt,
        timeZone: data.timeZone,
        anchor: data.anchor,
        ...period(data.period),
        ...NO_SCHEDULE,
        openedAt: occurredAt,
        staffRevision: null,
        revision: BigInt(revision),
        position,
      }),
    ],
    PlanChanged: (recorded) => {
      const { plan, planVersion, renewedBy, anchor, period: next } = recorded.fact.data;
      return change(recorded, {
        plan,
        planVersion,
        renewedBy,
        anchor,
        ...period(next),
        ...NO_SCHEDULE,
      });
    },
    PlanChangeScheduled: (recorded) => {
      const { plan, effectiveAt } = recorded.fact.data;
      return change(recorded, { scheduledPlan: plan, scheduledAt: effectiveAt });
    },
    PlanChangeWithdrawn: (recorded) => change(recorded, NO_SCHEDULE),
    PeriodRenewed: (recorded) => {
      const { plan, planVersion, period: next } = recorded.fact.data;
      return change(recorded, { plan, planVersion, ...period(next) });
    },
    BalanceLevelChanged: (recorded) => {
      const { data, occurredAt } = recorded.fact;
      return change(recorded, { level: data.to, levelSince: occurredAt });
    },
    AccountSuspended: (recorded) => change(recorded, { status: 'suspended' }),
    AccountReinstated: (recorded) => change(recorded, { status: 'open' }),
    AccountClosed: (recorded) => change(recorded, { status: 'closed' }),
  },
};
