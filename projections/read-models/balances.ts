import type { AccountEvent } from '../../domain/account/events.js';
import { postingOf } from '../../domain/account/posting.js';
import { IntegrityError } from '../../domain/errors.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import { onEvery, type Projection } from '../tables/projection.js';
import {
  checkedSum,
  entityTable,
  insert,
  key,
  nullable,
  sum,
  update,
  value,
  type Change,
} from '../tables/table.js';

/**
 * Current balances, summed from postings and compared with every event's control figures: the
 * projection stops at the first difference or missing event.
 */
export const BalanceRow = entityTable(
  'balances',
  {
    accountId: key('text'),
    available: checkedSum(),
    held: checkedSum(),
    frozen: sum(),
    debt: checkedSum(),
    /** Revision of the last event; increases by one with each, so gaps are detected. */
    revision: checkedSum(),
    reference: value('numeric'),
    level: value('text'),
    nextDueAt: nullable('timestamptz'),
    position: value('bigint'),
  },
  {
    // Most updates touch no indexed column and stay on their page (HOT).
    storage: 'fillfactor = 60',
    // Sweep: accounts with something due, oldest first.
    indexes: { due: '(next_due_at) WHERE next_due_at IS NOT NULL' },
  },
);

/** Builds the balance of every account, and when time changes it next. */
export const balances: Projection = {
  name: 'balances',
  lane: 'ledger',
  version: 2,
  tables: [BalanceRow],
  on: onEvery(['account'], post),
};

function post(recorded: Recorded<AccountEvent>): Change[] {
  const { fact, id, meta, position, revision } = recorded;
  const { accountId } = fact.data;
  if (!meta.control) throw new IntegrityError(`event ${id} has no control figures`, { accountId });
  const { available, held, debt, reference, next_due_at: nextDueAt } = meta.control;
  const after = { reference, nextDueAt, position };
  const posted = update(
    BalanceRow,
    { accountId },
    {
      set: fact.type === 'BalanceLevelChanged' ? { ...after, level: fact.data.to } : after,
      add: { ...postingOf(fact), revision: 1n },
      expect: { available, held, debt, revision: BigInt(revision) },
    },
  );
  return fact.type === 'AccountOpened' ? [insert(BalanceRow, empty(accountId)), posted] : [posted];
}

const empty = (accountId: string) => ({
  accountId,
  available: 0n,
  held: 0n,
  frozen: 0n,
  debt: 0n,
  revision: -1n,
  reference: 0n,
  level: 'ok',
  nextDueAt: null,
  position: -1n,
});
