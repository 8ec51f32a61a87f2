import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '../../platform/database/database.js';
import type { EntrySums, UsageSums } from './account-fold.js';
import type { MemberFigures } from './member-fold.js';

/** A live lot in the read model. */
export interface LotFigures {
  readonly lotId: string;
  readonly granted: bigint;
  readonly remaining: bigint;
  readonly held: bigint;
  readonly frozen: bigint;
}

/** Figures of one account in the read models; undefined if they do not know it. */
export interface AccountFigures {
  readonly balance:
    | {
        readonly available: bigint;
        readonly held: bigint;
        readonly frozen: bigint;
        readonly debt: bigint;
        readonly reference: bigint;
        readonly revision: number;
        readonly level: string;
        readonly plan: string;
        readonly status: string;
      }
    | undefined;
  readonly entries: EntrySums;
  /** The same from daily sums, without `entries` and `credits`. */
  readonly days: Pick<EntrySums, 'available' | 'held' | 'frozen' | 'debt'>;
  readonly lots: readonly LotFigures[];
  readonly members: readonly MemberFigures[];
  readonly usageByDay: UsageSums;
  readonly usageByQuarter: UsageSums;
  /** Highest first revision of a command in `operations`; -1: none. */
  readonly operationsRevision: number;
}

/** Figures of some accounts in one snapshot. */
export interface Figures {
  readonly of: (accountId: string) => AccountFigures;
  readonly usagePosition: bigint;
  /** False while a table catches up with the others: they cannot be compared. */
  readonly comparable: boolean;
}

type Row = Readonly<Record<string, string | null>>;

/** Reads the read models' figures of some accounts in one snapshot. */
export function readFigures(pool: Pool, accounts: readonly string[]): Promise<Figures> {
  return inTransaction(pool, async (client) => {
    await client.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    // Sums over an account with millions of entries exceed the usual timeout.
    await client.query('SET LOCAL statement_timeout = 0');
    const by = (text: string) => rowsByAccount(client, text, accounts);
    const balances = await by(BALANCES);
    const entries = await by(ENTRIES);
    const days = await by(DAYS);
    const lots = await by(LOTS);
    const members = await by(MEMBERS);
    const usageByDay = await by(usageOf('usage_days'));
    const usageByQuarter = await by(usageOf('usage_quarters'));
    const operations = await by(OPERATIONS);
    const { rows } = await client.query<{ usage: string; comparable: boolean }>(PROGRESS);
    return {
      usagePosition: BigInt(rows[0]?.usage ?? -1),
      comparable: rows[0]?.comparable ?? false,
      of: (id) => ({
        balance: balances.get(id)?.map(toBalance)[0],
        entries: toEntries(entries.get(id)?.[0]),
        days: toEntries(days.get(id)?.[0]),
        lots: (lots.get(id) ?? []).map(toLot),
        members: (members.get(id) ?? []).map(toMember),
        usageByDay: toUsage(usageByDay.get(id)?.[0]),
        usageByQuarter: toUsage(usageByQuarter.get(id)?.[0]),
        operationsRevision: Number(operations.get(id)?.[0]?.['revision'] ?? -1),
      }),
    };
  });
}

/** An instant as whole milliseconds. */
const msOf = (column: string) => `floor(extract(epoch FROM ${column}) * 1000)::bigint AS ${column}`;
const PROGRESS = `SELECT max(position) FILTER (WHERE projection = 'usage') AS usage,
    count(DISTINCT position) FILTER (WHERE projection <> 'usage') = 1 AS comparable
  FROM read.checkpoints
  WHERE projection IN ('accounts', 'balances', 'lots', 'ledger_entries', 'ledger_days', 'members',
    'usage')`;
const BALANCES = `SELECT account_id, b.available, b.held, b.frozen, b.debt, b.reference, b.revision,
    b.level, a.plan, a.status
  FROM read.balances b JOIN read.accounts a USING (account_id) WHERE account_id = ANY($1)`;
const DELTAS = `sum(d_available) AS available, sum(d_held) AS held, sum(d_frozen) AS frozen,
    sum(d_debt) AS debt`;
const ENTRIES = `SELECT account_id, count(*) AS entries, sum(credits) AS credits, ${DELTAS}
  FROM read.ledger_entries WHERE account_id = ANY($1) GROUP BY account_id`;
const DAYS = `SELECT account_id, ${DELTAS} FROM read.ledger_days WHERE account_id = ANY($1)
  GROUP BY account_id`;
const LOTS = `SELECT account_id, lot_id, granted, remaining, held, frozen FROM read.lots
  WHERE account_id = ANY($1) AND status = 'live' ORDER BY account_id, lot_id COLLATE "C"`;
const MEMBERS = `SELECT account_id, member_id, period_limit, revision, position,
    ${msOf('added_at')}, ${msOf('removed_at')}
  FROM read.members WHERE account_id = ANY($1) ORDER BY account_id, member_id COLLATE "C"`;
const usageOf = (table: string) => `SELECT account_id, sum(credits) AS credits,
    sum(refunded) AS refunded, sum(requests) AS requests
  FROM read.${table} WHERE account_id = ANY($1) GROUP BY account_id`;
const OPERATIONS = `SELECT substr(stream, 9) AS account_id, max(revision) AS revision
  FROM app.operations WHERE stream = ANY(SELECT 'account-' || unnest($1::text[])) GROUP BY stream`;

async function rowsByAccount(client: PoolClient, text: string, accounts: readonly string[]) {
  const { rows } = await client.query<Row>(text, [accounts]);
  const grouped = new Map<string, Row[]>();
  for (const row of rows) {
    const id = row['account_id'] ?? '';
    const group = grouped.get(id);
    if (group) group.push(row);
    else grouped.set(id, [row]);
  }
  return grouped;
}

const big = (row: Row | undefined, column: string): bigint => BigInt(row?.[column] ?? 0);

const toBalance = (row: Row) => ({
  available: big(row, 'available'),
  held: big(row, 'held'),
  frozen: big(row, 'frozen'),
  debt: big(row, 'debt'),
  reference: big(row, 'reference'),
  revision: Number(row['revision']),
  level: row['level'] ?? '',
  plan: row['plan'] ?? '',
  status: row['status'] ?? '',
});

const toEntries = (row: Row | undefined): EntrySums => ({
  entries: big(row, 'entries'),
  credits: big(row, 'credits'),
  available: big(row, 'available'),
  held: big(row, 'held'),
  frozen: big(row, 'frozen'),
  debt: big(row, 'debt'),
});

const toLot = (row: Row): LotFigures => ({
  lotId: row['lot_id'] ?? '',
  granted: big(row, 'granted'),
  remaining: big(row, 'remaining'),
  held: big(row, 'held'),
  frozen: big(row, 'frozen'),
});

const toMember = (row: Row): MemberFigures => ({
  memberId: row['member_id'] ?? '',
  limit: row['period_limit'] === null ? null : big(row, 'period_limit'),
  addedAt: Number(row['added_at']),
  removedAt: row['removed_at'] === null ? null : Number(row['removed_at']),
  revision: big(row, 'revision'),
  position: big(row, 'position'),
});

const toUsage = (row: Row | undefined): UsageSums => ({
  credits: big(row, 'credits'),
  refunded: big(row, 'refunded'),
  requests: big(row, 'requests'),
});
