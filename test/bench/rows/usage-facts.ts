import type pg from 'pg';
import type { AccountEvent } from '../../../domain/account/events.js';
import type { Recorded } from '../../../platform/event-store/records/recorded.js';
import { TableFold } from '../../../projections/tables/fold.js';
import { snakeCase } from '../../../domain/storable.js';
import type { Table } from '../../../projections/tables/table.js';
import { usage, UsageDayRow } from '../../../projections/read-models/usage.js';

export const FIRST_DAY = Date.UTC(2026, 0, 1);
export const DAYS = 90;
/** Facts whose rollup is also computed by the projection's own handlers. */
const CHECKED_FACTS = 20_000;

const MODELS = 10;
const FEATURES = 6;
const ACCOUNTS = 1_000;
const MEMBERS = 3;

/**
 * Fills the usage read models as the projection would from so many debits, without appending them:
 * facts are drawn in SQL and rolled up in SQL; `checkRollups` holds that SQL to the handlers.
 */
export async function loadUsage(database: pg.Client, events: number): Promise<void> {
  const skewed = (most: number) => `1 + floor(${most} * power(random(), 2))::int`;
  await database.query(`
    DROP SCHEMA IF EXISTS bench CASCADE;
    CREATE SCHEMA bench;
    CREATE TABLE bench.usage_facts (
      n bigint NOT NULL, account_id text NOT NULL, occurred_at timestamptz NOT NULL,
      model text NOT NULL, feature text NOT NULL, action text NOT NULL, outcome text NOT NULL,
      member_id text NOT NULL,
      credits bigint NOT NULL, input_tokens bigint NOT NULL, output_tokens bigint NOT NULL);
    INSERT INTO bench.usage_facts
    SELECT n, 'account-' || ${skewed(ACCOUNTS)},
           to_timestamp(${FIRST_DAY / 1_000} + ${DAYS * 86_400} * (n::float8 / ${events})),
           'model-' || ${skewed(MODELS)}, 'feature-' || ${skewed(FEATURES)}, 'ai_change',
           CASE WHEN random() < 0.95 THEN 'ok' ELSE 'failed' END,
           CASE WHEN random() < 0.5 THEN '' ELSE 'member-' || ${skewed(MEMBERS)} END,
           100000 + (random() * 2000000)::bigint, 1 + (random() * 8000)::bigint,
           1 + (random() * 2000)::bigint
      FROM generate_series(0, ${events - 1}) n;
    CREATE INDEX ON bench.usage_facts USING brin (occurred_at);`);
  for (const table of usage.tables) {
    const columns = [...table.keys, ...table.sums].map(snakeCase).join(', ');
    await database.query(`INSERT INTO read.${table.name} (${columns}) ${rollupOf(table, events)}`);
    await database.query(`VACUUM ANALYZE read.${table.name}`);
  }
  await database.query('VACUUM ANALYZE bench.usage_facts');
}

/** The rows of a usage table over the first `facts` facts. */
function rollupOf(table: Table, facts: number): string {
  const isDay = table.name.startsWith(UsageDayRow.name);
  const bin = `date_bin('${isDay ? '1 day' : '15 minutes'}', occurred_at, '2000-01-01Z')`;
  const keys = table.keys.map((key) => (key === 'bin' ? bin : snakeCase(key)));
  const sums = table.sums.map((name) => {
    if (name === 'requests') return 'count(*)';
    const counted = ['credits', 'inputTokens', 'outputTokens'].includes(name);
    return counted ? `sum(${snakeCase(name)})::bigint` : '0::bigint';
  });
  const group = keys.map((_, i) => i + 1).join(', ');
  const select = [...keys, ...sums].join(', ');
  return `SELECT ${select} FROM bench.usage_facts WHERE n < ${facts} GROUP BY ${group}`;
}

/** The SQL above must say what the projection's handlers say of the same facts. */
export async function checkRollups(database: pg.Client): Promise<void> {
  const folds = new Map(usage.tables.map((table) => [table, new TableFold(table)]));
  const { rows } = await database.query<FactRow>(
    'SELECT * FROM bench.usage_facts WHERE n < $1 ORDER BY n',
    [CHECKED_FACTS],
  );
  for (const row of rows) {
    for (const change of usage.on.CreditsDebited?.(recorded(row)) ?? []) {
      folds.get(change.table)?.apply(change);
    }
  }
  for (const [table, fold] of folds) {
    const names = [...table.keys, ...table.sums];
    const folded = [...fold.rows].map(({ fields }) =>
      names.map((name) => (name === 'bin' ? Number(fields[name]) : String(fields[name] ?? 0n))),
    );
    const result = await database.query<unknown[]>({
      text: rollupOf(table, CHECKED_FACTS),
      rowMode: 'array',
    });
    const rolled = result.rows.map((cells) =>
      cells.map((cell) => (cell instanceof Date ? cell.getTime() : String(cell))),
    );
    const lines = (of: readonly (readonly unknown[])[]) => of.map(String).sort().join('\n');
    if (lines(folded) !== lines(rolled)) {
      throw new Error(`${table.name}: the bench's SQL does not count as the projection does`);
    }
  }
}

interface FactRow {
  readonly account_id: string;
  readonly occurred_at: Date;
  readonly model: string;
  readonly feature: string;
  readonly action: string;
  readonly member_id: string;
  readonly credits: string;
  readonly input_tokens: string;
  readonly output_tokens: string;
  readonly outcome: 'ok' | 'failed';
}

type Debited = Extract<AccountEvent, { type: 'CreditsDebited' }>;

function recorded(row: FactRow): Recorded<Debited> {
  const { account_id: accountId, model, feature, action, outcome, member_id: memberId } = row;
  const usage = {
    inputTokens: Number(row.input_tokens),
    cachedInputTokens: 0,
    outputTokens: Number(row.output_tokens),
    reasoningTokens: 0,
    images: 0,
  };
  const credits = BigInt(row.credits);
  const data = { accountId, debitId: '', credits, lots: [], overdrawn: 0n, usage };
  const fact = {
    type: 'CreditsDebited',
    occurredAt: row.occurred_at.getTime(),
    data: { ...data, model, feature, action, outcome, memberId },
  };
  return { fact } as unknown as Recorded<Debited>;
}
