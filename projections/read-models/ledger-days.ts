import type { AccountEvent } from '../../domain/account/events.js';
import { postingOf } from '../../domain/account/posting.js';
import { DAY_MS, type Instant } from '../../domain/instant.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import { onEvery, type Projection } from '../tables/projection.js';
import { add, key, sum, sumsTable, type Change } from '../tables/table.js';

/**
 * Postings summed by account × UTC day occurred × UTC day recorded. A balance `as_of T, known_at K`
 * is the sum over whole days before both, plus the entries of the two days that T and K fall in:
 * cheap for accounts with millions of entries. Served by the primary key.
 */
export const LedgerDayRow = sumsTable(
  'ledger_days',
  {
    accountId: key('text'),
    occurredDay: key('date'),
    recordedDay: key('date'),
    dAvailable: sum(),
    dHeld: sum(),
    dFrozen: sum(),
    dDebt: sum(),
    /** Number of postings; those that changed nothing are not counted. */
    entries: sum(),
  },
  { storage: 'fillfactor = 70' },
);

/** Builds sums by occurred and recorded day, for bitemporal balances. */
export const ledgerDays: Projection = {
  name: 'ledger_days',
  lane: 'ledger',
  version: 2,
  tables: [LedgerDayRow],
  on: onEvery(['account'], sumUp),
};

function sumUp({ fact, meta }: Recorded<AccountEvent>): Change[] {
  const posting = postingOf(fact);
  const { available, held, frozen, debt } = posting;
  if (available === 0n && held === 0n && frozen === 0n && debt === 0n) return [];
  return [
    add(LedgerDayRow, {
      accountId: fact.data.accountId,
      occurredDay: dayOf(fact.occurredAt),
      recordedDay: dayOf(meta.recorded_at),
      dAvailable: available,
      dHeld: held,
      dFrozen: frozen,
      dDebt: debt,
      entries: 1,
    }),
  ];
}

const dayOf = (instant: Instant): Instant => Math.floor(instant / DAY_MS) * DAY_MS;
