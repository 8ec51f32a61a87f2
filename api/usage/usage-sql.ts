import { DAY_MS, formatInstant, type Instant } from '../../domain/instant.js';
import type { Granularity } from './bins.js';
import type { Cover, Range } from './cover.js';

/** Dimensions of usage, for grouping and filters. */
export const DIMENSIONS = ['account', 'model', 'feature', 'action', 'member', 'outcome'] as const;
/** A dimension of usage. */
export type Dimension = (typeof DIMENSIONS)[number];

/** Dimensions that only the tables by account have. */
const OF_ACCOUNTS: readonly Dimension[] = ['account', 'member'];

/** Parameters of a usage query. */
export interface UsageStatement {
  readonly starts: readonly Instant[];
  readonly granularity: Granularity;
  readonly cover: Cover;
  readonly groupBy: readonly Dimension[];
  /** Selected values by dimension. */
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  /** Limit of rows. */
  readonly maxRows: number;
}

/** SQL text with its values. */
export interface Statement {
  /** Prepared statement name, if there are few enough texts for a connection to keep. */
  readonly name: string | undefined;
  readonly text: string;
  readonly values: readonly unknown[];
}

const COLUMNS: Readonly<Record<Dimension, string>> = {
  account: 'account_id',
  model: 'model',
  feature: 'feature',
  action: 'action',
  member: 'member_id',
  outcome: 'outcome',
};

/** Measures of usage, named as in table and answer. */
export const MEASURES = [
  'credits',
  'refunded',
  'requests',
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'images',
] as const;

/**
 * Leading columns, equal in every row: position and age of the tables read, the last of them
 * counting, and the version of the ledger's entries (null if not read).
 */
export const PROGRESS = ['recorded_ms', 'is_live', 'age_ms', 'entries_version'] as const;
/** The projection of usage sums. */
export const SUMS_PROJECTION = 'usage';
/** The projection of the edges. */
export const EDGES_PROJECTION = 'ledger_entries';

/**
 * Builds one statement over the smallest sufficient tables, so that sums, edges and progress are
 * consistent. Rows have `PROGRESS`, `bin` (1 for the first start), the requested dimensions (`''`
 * if the debit has none), and each measure as decimal text. Without usage there is one row with a
 * null `bin`.
 */
export function usageSql(statement: UsageStatement): Statement {
  const { starts, granularity, cover, groupBy, filters, maxRows } = statement;
  // An empty time range.
  if (Object.values(cover).every((ranges) => ranges.length === 0)) return NOTHING;
  const values: unknown[] = [];
  const bind = (given: unknown): string => `$${values.push(given)}`;
  const edges = `${bind(starts.map(formatInstant))}::timestamptz[]`;
  const where = DIMENSIONS.flatMap((dimension) => {
    const wanted = filters[dimension];
    return wanted ? [`u.${COLUMNS[dimension]} = ANY(${bind(wanted)}::text[])`] : [];
  });
  const byAccount = OF_ACCOUNTS.some((name) => groupBy.includes(name) || filters[name]);
  const within = (ranges: readonly Range[]) => withinSql(ranges, bind);
  const source = (table: string, ranges: readonly Range[]): string[] => {
    if (ranges.length === 0) return [];
    const { join, holds } = within(ranges);
    const columns = [...groupBy.map((name) => `u.${COLUMNS[name]} AS ${name}`), ...MEASURES];
    const from = `read.${table}${byAccount ? '' : '_all'} AS u${join}`;
    const conditions = [holds('u.bin'), ...where].join(' AND ');
    return [`SELECT u.bin, ${columns.join(', ')} FROM ${from} WHERE ${conditions}`];
  };
  const cells = [
    ...source('usage_days', cover.days),
    ...source('usage_quarters', cover.quarters),
    ...(cover.edges.length > 0 ? edgesSql(groupBy, where, within(cover.edges)) : []),
  ];
  const bin = `width_bucket(cells.bin, ${edges})`;
  const keys = [isOneCellABin(statement) ? 'cells.bin' : bin, ...groupBy].join(', ');
  const measures = MEASURES.map((name) => `sum(${name})::text AS ${name}`);
  const sums = `SELECT ${[`${bin} AS bin`, ...groupBy, ...measures].join(', ')}
    FROM (${cells.join(' UNION ALL ')}) AS cells
    GROUP BY ${keys} ORDER BY ${keys} LIMIT ${bind(maxRows)}`;
  const order = ['bin', ...groupBy].map((name) => `sums.${name}`).join(', ');
  const text = `SELECT ${PROGRESS.join(', ')}, sums.*
    FROM (${progressSql(cover.edges.length > 0)}) AS progress
    LEFT JOIN (${sums}) AS sums ON true
    ORDER BY ${order}`;
  const shape = [...groupBy, cover.days.length, cover.quarters.length].map((part) =>
    typeof part === 'number' ? Math.min(part, 2) : part,
  );
  const name = where.length === 0 ? `usage-${granularity}-${shape.join('-')}` : undefined;
  return { name, text, values };
}

/** Progress of the tables, the last of them counting; always one row. */
function progressSql(withEdges: boolean): string {
  const names = withEdges ? `'${SUMS_PROJECTION}', '${EDGES_PROJECTION}'` : `'${SUMS_PROJECTION}'`;
  return `SELECT
      CASE WHEN count(recorded_at) = count(*)
        THEN (extract(epoch FROM min(recorded_at)) * 1000)::bigint END AS recorded_ms,
      bool_and(state = 'live') AS is_live,
      max(extract(epoch FROM clock_timestamp() - updated_at)) * 1000 AS age_ms,
      max(version) FILTER (WHERE projection = '${EDGES_PROJECTION}') AS entries_version
    FROM read.checkpoints WHERE projection IN (${names})`;
}

/** Ranges as a condition on a column; several are joined, so that each is an index scan. */
interface Within {
  readonly join: string;
  readonly holds: (column: string) => string;
}

function withinSql(ranges: readonly Range[], bind: (given: unknown) => string): Within {
  const lows = `${bind(ranges.map(({ from }) => formatInstant(from)))}::timestamptz[]`;
  const highs = `${bind(ranges.map(({ until }) => formatInstant(until)))}::timestamptz[]`;
  const isOne = ranges.length === 1;
  const [lo, hi] = isOne ? [`(${lows})[1]`, `(${highs})[1]`] : ['r.lo', 'r.hi'];
  return {
    join: isOne ? '' : `, unnest(${lows}, ${highs}) AS r(lo, hi)`,
    holds: (column) => `${column} >= ${lo} AND ${column} < ${hi}`,
  };
}

/** Limits entries to the position of the sums, so that both cover the same debits. */
const COUNTED = `u.position <= (SELECT position FROM read.checkpoints
  WHERE projection = '${SUMS_PROJECTION}')`;

/**
 * Ledger entries that count as usage: debits, settlements, and refunds at the time of their debit.
 */
function edgesSql(
  groupBy: readonly Dimension[],
  where: readonly string[],
  { join, holds }: Within,
): string[] {
  const dimensions = groupBy.map((name) => `coalesce(u.${COLUMNS[name]}, '') AS ${name}`);
  const select = (at: string, measures: Readonly<Record<Measure, string>>, isOne: string) => {
    const counted = MEASURES.map((name) => `${measures[name]} AS ${name}`);
    const columns = [`${at} AS bin`, ...dimensions, ...counted];
    const conditions = [holds(at), isOne, COUNTED, ...where].join(' AND ');
    return `SELECT ${columns.join(', ')}
      FROM read.ledger_entries AS u${join} WHERE ${conditions}`;
  };
  return [
    select('u.occurred_at', CHARGED, "u.kind IN ('debit', 'settle')"),
    select('u.debited_at', GIVEN_BACK, 'u.debited_at IS NOT NULL'),
  ];
}

type Measure = (typeof MEASURES)[number];

const GIVEN_BACK: Readonly<Record<Measure, string>> = {
  credits: '0',
  refunded: 'u.refunded',
  requests: '0',
  input_tokens: '0',
  cached_input_tokens: '0',
  output_tokens: '0',
  reasoning_tokens: '0',
  images: '0',
};
const CHARGED: Readonly<Record<Measure, string>> = {
  // What a settlement forfeited is not part of its cost.
  credits: '(-u.credits - u.forfeited_held)',
  refunded: '0',
  requests: '1',
  input_tokens: 'coalesce(u.input_tokens, 0)',
  cached_input_tokens: 'coalesce(u.cached_input_tokens, 0)',
  output_tokens: 'coalesce(u.output_tokens, 0)',
  reasoning_tokens: 'coalesce(u.reasoning_tokens, 0)',
  images: 'coalesce(u.images, 0)',
};

/** Then each group of cells is one bin, and cells need no assignment to bins. */
const isOneCellABin = ({ starts, granularity, cover }: UsageStatement): boolean =>
  granularity === 'day' &&
  cover.quarters.length === 0 &&
  cover.edges.length === 0 &&
  starts.every((start, i) => i === 0 || start - (starts[i - 1] ?? 0) === DAY_MS);

const NOTHING: Statement = {
  name: undefined,
  text: `SELECT *, NULL::int AS bin FROM (${progressSql(false)}) AS progress`,
  values: [],
};
