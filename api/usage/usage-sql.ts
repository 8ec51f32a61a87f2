import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Cover, Range } from './cover.js';

/** What usage can be grouped and filtered by. */
export const DIMENSIONS = ['account', 'model', 'feature', 'action', 'outcome'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** What a usage query reads and how it groups: everything that goes into the statement. */
export interface UsageStatement {
  readonly starts: readonly Instant[];
  readonly cover: Cover;
  readonly groupBy: readonly Dimension[];
  /** Per dimension, the values that count. */
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
  /** At most this many rows come back. */
  readonly maxRows: number;
}

/** SQL text with its values, as `pg` takes them. */
export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const COLUMNS: Readonly<Record<Dimension, string>> = {
  account: 'account_id',
  model: 'model',
  feature: 'feature',
  action: 'action',
  outcome: 'outcome',
};

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
 * One statement over the smallest tables that can answer. Rows: `bin` (1 for the first start),
 * the dimensions asked for (`''` where a debit names none), and each measure as decimal text.
 */
export function usageSql({ starts, cover, groupBy, filters, maxRows }: UsageStatement): Statement {
  const values: unknown[] = [];
  const bind = (given: unknown): string => `$${values.push(given)}`;
  const edges = `${bind(starts.map(formatInstant))}::timestamptz[]`;
  const where = DIMENSIONS.flatMap((dimension) => {
    const wanted = filters[dimension];
    return wanted ? [`u.${COLUMNS[dimension]} = ANY(${bind(wanted)}::text[])`] : [];
  });
  const byAccount = groupBy.includes('account') || filters.account !== undefined;
  const columns = [...groupBy.map((name) => `u.${COLUMNS[name]} AS ${name}`), ...MEASURES];
  const source = (table: string, ranges: readonly Range[]): string =>
    `SELECT u.bin, ${columns.join(', ')}
     FROM unnest(${bind(ranges.map(({ from }) => formatInstant(from)))}::timestamptz[],
                 ${bind(ranges.map(({ until }) => formatInstant(until)))}::timestamptz[]) AS r(lo, hi)
     JOIN read.${table}${byAccount ? '' : '_all'} u ON u.bin >= r.lo AND u.bin < r.hi
     ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}`;
  const sources = [
    ...(cover.days.length > 0 ? [source('usage_days', cover.days)] : []),
    ...(cover.quarters.length > 0 ? [source('usage_quarters', cover.quarters)] : []),
  ];
  const keys = ['1', ...groupBy].join(', ');
  const sums = MEASURES.map((name) => `sum(${name})::text AS ${name}`);
  const text = `SELECT width_bucket(bin, ${edges}) AS bin, ${[...groupBy, ...sums].join(', ')}
    FROM (${sources.join(' UNION ALL ')}) AS cells
    GROUP BY ${keys} ORDER BY ${keys} LIMIT ${bind(maxRows)}`;
  return { text, values };
}
