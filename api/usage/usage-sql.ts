import { DAY_MS, formatInstant, type Instant } from '../../domain/instant.js';
import type { Granularity } from './bins.js';
import type { Cover, Range } from './cover.js';

/** What usage can be grouped and filtered by. */
export const DIMENSIONS = ['account', 'model', 'feature', 'action', 'member', 'outcome'] as const;
/** What usage can be grouped by. */
export type Dimension = (typeof DIMENSIONS)[number];

/** What only the tables by account know; everything else is in the smaller ones too. */
const OF_ACCOUNTS: readonly Dimension[] = ['account', 'member'];

/** What a usage query reads and how it groups: everything that goes into the statement. */
export interface UsageStatement {
  readonly starts: readonly Instant[];
  readonly granularity: Granularity;
  readonly cover: Cover;
  readonly groupBy: readonly Dimension[];
  /** Per dimension, the values that count. */
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  /** At most this many rows come back. */
  readonly maxRows: number;
}

/** SQL text with its values, as `pg` takes them. */
export interface Statement {
  /** Planned once a connection, where so few texts are possible that a connection can keep them. */
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

/** What is summed of usage, as the table and the answer call it. */
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

/** What a row begins with: how far the projection had come, the same on every row. */
export const PROGRESS = ['recorded_ms', 'state', 'age_ms'] as const;
const PROJECTION = 'usage';

/**
 * One statement over the smallest tables that can answer, so that the sums and how far the
 * projection had come are of one moment. Each row has `PROGRESS`, then `bin` (1 for the first
 * start), the dimensions asked for (`''` where a debit names none), and each measure as decimal
 * text. Where nothing was used there is one row, and its `bin` is null.
 */
export function usageSql(statement: UsageStatement): Statement {
  const { starts, granularity, cover, groupBy, filters, maxRows } = statement;
  const values: unknown[] = [];
  const bind = (given: unknown): string => `$${values.push(given)}`;
  const edges = `${bind(starts.map(formatInstant))}::timestamptz[]`;
  const where = DIMENSIONS.flatMap((dimension) => {
    const wanted = filters[dimension];
    return wanted ? [`u.${COLUMNS[dimension]} = ANY(${bind(wanted)}::text[])`] : [];
  });
  const byAccount = OF_ACCOUNTS.some((name) => groupBy.includes(name) || filters[name]);
  const columns = [...groupBy.map((name) => `u.${COLUMNS[name]} AS ${name}`), ...MEASURES];
  const source = (table: string, ranges: readonly Range[]): string[] => {
    if (ranges.length === 0) return [];
    const one = ranges.length === 1;
    const lows = bind(ranges.map(({ from }) => formatInstant(from)));
    const highs = bind(ranges.map(({ until }) => formatInstant(until)));
    const [lo, hi] = one ? [`(${lows}::timestamptz[])[1]`, `(${highs}::timestamptz[])[1]`] : LO_HI;
    const join = one
      ? ''
      : `, unnest(${lows}::timestamptz[], ${highs}::timestamptz[]) AS r(lo, hi)`;
    const within = [`u.bin >= ${lo}`, `u.bin < ${hi}`, ...where].join(' AND ');
    const from = `read.${table}${byAccount ? '' : '_all'} AS u${join}`;
    return [`SELECT u.bin, ${columns.join(', ')} FROM ${from} WHERE ${within}`];
  };
  const cells = [...source('usage_days', cover.days), ...source('usage_quarters', cover.quarters)];
  const bin = `width_bucket(cells.bin, ${edges})`;
  const keys = [isOneCellABin(statement) ? 'cells.bin' : bin, ...groupBy].join(', ');
  const measures = MEASURES.map((name) => `sum(${name})::text AS ${name}`);
  const sums = `SELECT ${[`${bin} AS bin`, ...groupBy, ...measures].join(', ')}
    FROM (${cells.join(' UNION ALL ')}) AS cells
    GROUP BY ${keys} ORDER BY ${keys} LIMIT ${bind(maxRows)}`;
  const order = ['bin', ...groupBy].map((name) => `sums.${name}`).join(', ');
  const text = `SELECT ${PROGRESS.join(', ')}, sums.*
    FROM (VALUES (1)) AS always
    LEFT JOIN (
      SELECT (extract(epoch FROM recorded_at) * 1000)::bigint AS recorded_ms, state,
             extract(epoch FROM clock_timestamp() - updated_at) * 1000 AS age_ms
      FROM read.checkpoints WHERE projection = '${PROJECTION}') AS progress ON true
    LEFT JOIN (${cells.length > 0 ? sums : NOTHING}) AS sums ON true
    ORDER BY ${cells.length > 0 ? order : '1'}`;
  const shape = [...groupBy, cover.days.length, cover.quarters.length].map((part) =>
    typeof part === 'number' ? Math.min(part, 2) : part,
  );
  const name = where.length === 0 ? `usage-${granularity}-${shape.join('-')}` : undefined;
  return { name, text, values };
}

const LO_HI = ['r.lo', 'r.hi'] as const;

/** Then the cells need not be given to bins one by one: each group of cells is one. */
const isOneCellABin = ({ starts, granularity, cover }: UsageStatement): boolean =>
  granularity === 'day' &&
  cover.quarters.length === 0 &&
  starts.every((start, i) => i === 0 || start - (starts[i - 1] ?? 0) === DAY_MS);

const NOTHING = 'SELECT NULL::int AS bin WHERE false';
