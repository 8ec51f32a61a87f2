import { formatInstant, type Instant } from '../../domain/instant.js';
import type { Cover, Range } from './cover.js';
import type { Dimension } from './usage-question.js';

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
 * One statement over the smallest tables that can answer. Rows: `bin` (1-based index into `starts`),
 * the columns asked for, and each measure as decimal text.
 */
export function usageSql({ starts, cover, groupBy, filters, maxRows }: UsageStatement): Statement {
  const values: unknown[] = [starts.map(formatInstant)];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const byAccount = groupBy.includes('account') || filters.account !== undefined;
  const suffix = byAccount ? '' : '_all';
  const dimensions = groupBy.map((dimension) => COLUMNS[dimension]);
  const where = Object.entries(filters).map(
    ([dimension, wanted]) => `u.${columnOf(dimension)} = any(${value(wanted)}::text[])`,
  );
  const source = (table: string, ranges: readonly Range[]): string[] =>
    ranges.length === 0
      ? []
      : [
          `select ${['bin', ...dimensions, ...MEASURES].map((column) => `u.${column}`).join(', ')}
           from unnest(${value(ranges.map(({ from }) => formatInstant(from)))}::timestamptz[],
                       ${value(ranges.map(({ until }) => formatInstant(until)))}::timestamptz[])
                as r(lo, hi)
           join read.${table}${suffix} u on u.bin >= r.lo and u.bin < r.hi
           ${where.length > 0 ? `where ${where.join(' and ')}` : ''}`,
        ];
  const sources = [
    ...source('usage_days', cover.days),
    ...source('usage_quarters', cover.quarters),
  ];
  const keys = ['1', ...dimensions].join(', ');
  const text = `
    select width_bucket(bin, $1::timestamptz[]) as bin,
      ${[...dimensions, ...MEASURES.map((name) => `sum(${name})::text as ${name}`)].join(', ')}
    from (${sources.join(' union all ')}) as cells
    group by ${keys} order by ${keys} limit ${value(maxRows)}`;
  return { text, values };
}

function columnOf(dimension: string): string {
  if (!Object.hasOwn(COLUMNS, dimension)) throw new RangeError(`no dimension ${dimension}`);
  return Reflect.get(COLUMNS, dimension);
}
