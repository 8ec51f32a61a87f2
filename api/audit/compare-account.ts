import type { AccountState } from '../../domain/account/state.js';
import { controlOf } from '../../domain/account/state.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { AccountFold } from './account-fold.js';
import type { Finding } from './finding.js';
import type { MemberFigures } from './member-fold.js';
import type { AccountFigures } from './read-figures.js';

/** A figure from the log and from a table. */
interface Pair {
  readonly table: string;
  readonly column: string;
  readonly log: bigint | string;
  readonly table_says: bigint | string;
}

/** Finds the first figure in which the read models differ from the log; undefined: none. */
export function compareAccount(
  stream: string,
  fold: AccountFold,
  figures: AccountFigures,
): Finding | undefined {
  const pairs = [
    ...balancePairs(fold.atLedger, figures),
    ...ledgerPairs(fold, figures),
    ...lotPairs(fold.atLedger, figures),
    ...memberPairs(fold, figures),
    ...usagePairs(fold, figures),
  ];
  const first = pairs.find(({ log, table_says }) => log !== table_says);
  if (!first) return undefined;
  const { table, column } = first;
  const [expected, found] = [shown(first.log), shown(first.table_says)];
  const message = `${table}.${column} of ${stream} is ${found}, the log says ${expected}`;
  return { code: 'read_model_differs', message, stream, table: `read.${table}`, expected, found };
}

const shown = (figure: bigint | string): string =>
  typeof figure === 'bigint' ? formatCredits(figure) : figure;

function balancePairs(state: AccountState, { balance }: AccountFigures): Pair[] {
  if (!balance) return [];
  const { available, held, debt, reference } = controlOf(state);
  const pair = (column: string, log: bigint | string, table_says: bigint | string) => ({
    table: 'balances',
    column,
    log,
    table_says,
  });
  return [
    pair('available', available, balance.available),
    pair('held', held, balance.held),
    pair('frozen', state.book.frozen, balance.frozen),
    pair('debt', debt, balance.debt),
    pair('reference', reference, balance.reference),
    pair('level', state.level, balance.level),
    { table: 'accounts', column: 'plan', log: state.plan, table_says: balance.plan },
    { table: 'accounts', column: 'status', log: state.status, table_says: balance.status },
  ];
}

function ledgerPairs({ entries }: AccountFold, figures: AccountFigures): Pair[] {
  const columns = ['available', 'held', 'frozen', 'debt'] as const;
  return [
    {
      table: 'ledger_entries',
      column: 'count',
      log: String(entries.entries),
      table_says: String(figures.entries.entries),
    },
    {
      table: 'ledger_entries',
      column: 'credits',
      log: entries.credits,
      table_says: figures.entries.credits,
    },
    ...columns.flatMap((column) => [
      {
        table: 'ledger_entries',
        column: `d_${column}`,
        log: entries[column],
        table_says: figures.entries[column],
      },
      {
        table: 'ledger_days',
        column: `d_${column}`,
        log: entries[column],
        table_says: figures.days[column],
      },
    ]),
  ];
}

function lotPairs({ book }: AccountState, { lots }: AccountFigures): Pair[] {
  const live = [...book.lots].filter(({ status }) => status === 'live');
  const byId = new Map(lots.map((lot) => [lot.lotId, lot]));
  const known = new Set(live.map(({ grant }) => grant.lotId));
  const retired = lots.filter(({ lotId }) => !known.has(lotId));
  const counts = { log: String(book.retired.count), table_says: String(retired.length) };
  return [
    ...live.flatMap(({ grant, remaining, held, frozen }) => {
      const lot = byId.get(grant.lotId);
      const of = (column: string, log: bigint, table_says: bigint | undefined) => ({
        table: 'lots',
        column: `${column} (${grant.lotId})`,
        log,
        table_says: table_says ?? 'missing',
      });
      return [
        of('granted', grant.granted, lot?.granted),
        of('remaining', remaining, lot?.remaining),
        of('held', held, lot?.held),
        of('frozen', frozen, lot?.frozen),
      ];
    }),
    { table: 'lots', column: 'count of retired lots', ...counts },
    ...retired.map(({ lotId, remaining, held, frozen }) => ({
      table: 'lots',
      column: `remaining (${lotId})`,
      log: 0n,
      table_says: remaining + held + frozen,
    })),
  ];
}

/** Rows that the log does not know come last. */
function memberPairs({ members }: AccountFold, figures: AccountFigures): Pair[] {
  const rows = new Map(figures.members.map((row) => [row.memberId, row]));
  const unknown = figures.members.filter(({ memberId }) => !members.byId.has(memberId));
  return [
    ...[...members.byId.values()].flatMap((member) => {
      const row = rows.get(member.memberId);
      const of = (column: string, shownOf: (member: MemberFigures) => bigint | string) => ({
        table: 'members',
        column: `${column} (${member.memberId})`,
        log: shownOf(member),
        table_says: row ? shownOf(row) : 'missing',
      });
      return [
        of('period_limit', ({ limit }) => limit ?? 'none'),
        of('added_at', ({ addedAt }) => formatInstant(addedAt)),
        of('removed_at', ({ removedAt }) => instantOrNone(removedAt)),
        of('revision', ({ revision }) => String(revision)),
        of('position', ({ position }) => String(position)),
      ];
    }),
    ...unknown.map(({ memberId }) => ({
      table: 'members',
      column: 'member_id',
      log: 'nobody',
      table_says: memberId,
    })),
  ];
}

const instantOrNone = (instant: Instant | null): string =>
  instant === null ? 'none' : formatInstant(instant);

function usagePairs({ usage }: AccountFold, figures: AccountFigures): Pair[] {
  const tables = [
    ['usage_days', figures.usageByDay],
    ['usage_quarters', figures.usageByQuarter],
  ] as const;
  return tables.flatMap(([table, sums]) => [
    { table, column: 'credits', log: usage.credits, table_says: sums.credits },
    { table, column: 'refunded', log: usage.refunded, table_says: sums.refunded },
    {
      table,
      column: 'requests',
      log: String(usage.requests),
      table_says: String(sums.requests),
    },
  ]);
}
