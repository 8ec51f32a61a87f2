import { z } from 'zod';
import { DAY_MS, HOUR_MS, type Instant } from '../../domain/instant.js';
import { QUARTER_MS } from '../../projections/read-models/usage.js';
import { invalid } from '../http/problem.js';
import { Position } from '../shapes/position.js';
import { RequestInstant, requireOrder, TimeZone } from '../shapes/time.js';
import type { Granularity } from './bins.js';
import { DIMENSIONS, type Dimension } from './usage-sql.js';

const MAX_GROUPINGS = 2;
const MAX_FILTER_VALUES = 100;
const MAX_FILTER_CHARS = 8_192;

/** Longest and default time span by granularity. */
const SPANS: Readonly<Record<Granularity, { mostDays: number; usualMs: number }>> = {
  hour: { mostDays: 400, usualMs: 24 * HOUR_MS },
  day: { mostDays: 3_653, usualMs: 30 * DAY_MS },
  month: { mostDays: 36_525, usualMs: 365 * DAY_MS },
};

const NAMES = new RegExp(`^[\\w.:-]*(?:,[\\w.:-]*){0,${MAX_FILTER_VALUES - 1}}$`);

const names = (description: string) =>
  z
    .string()
    .max(MAX_FILTER_CHARS)
    .min(1)
    .regex(NAMES, `expected at most ${MAX_FILTER_VALUES} names separated by commas`)
    .optional()
    .meta({ description });

/** One or two different dimensions. */
const GROUPINGS = `^(?:${DIMENSIONS.map((one) => {
  const others = DIMENSIONS.filter((other) => other !== one);
  return `${one}(?:,(?:${others.join('|')}))?`;
}).join('|')})$`;

/** The query of `GET /v1/usage` on the wire. */
export const UsageQuery = z.strictObject({
  from: RequestInstant.optional().describe(
    'Inclusive. Exact where `filter[account]` names accounts; else quarter-hours count whole.',
  ),
  to: RequestInstant.optional().describe(
    'Exclusive, exact as `from` is; the end of the present quarter-hour unless told.',
  ),
  period: z
    .enum(['current', 'previous'])
    .optional()
    .describe(
      'Instead of `from` and `to`: the billing period of the one account that `filter[account]` ' +
        'names, or the one before it.',
    ),
  granularity: z.enum(['hour', 'day', 'month']).default('day'),
  time_zone: TimeZone.default('UTC').describe('Whose hours, days and months.'),
  group_by: names(
    `At most ${MAX_GROUPINGS} of ${DIMENSIONS.join(', ')}, separated by commas.`,
  ).meta({
    pattern: GROUPINGS,
    examples: ['model,feature'],
  }),
  min_position: Position.optional(),
  'filter[account]': names('Accounts that count, separated by commas.'),
  'filter[model]': names('Models that count.'),
  'filter[feature]': names('Features that count.'),
  'filter[action]': names('Actions that count.'),
  'filter[member]': names('Members that count; ids are counted alike in every account.'),
  'filter[outcome]': names('Outcomes that count.'),
});
export type UsageQuery = z.output<typeof UsageQuery>;

/** A validated, bounded question. */
export interface UsageQuestion {
  readonly from: Instant;
  readonly to: Instant;
  /** A bound was between quarter-hours, and was widened to the next one. */
  readonly widened: boolean;
  readonly granularity: Granularity;
  readonly timeZone: string;
  readonly groupBy: readonly Dimension[];
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

/** Explicit bounds, and whether they are exact. */
export interface Bounds {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  /** To the millisecond; otherwise widened to quarter-hours. */
  readonly exact: boolean;
}

/** Whether accounts are filtered: then ledger entries can fill in exact edges. */
export const namesAccounts = (query: UsageQuery): boolean => query['filter[account]'] !== undefined;

/** The account whose period is requested; undefined if none. Refuses an incomplete period. */
export function accountOfPeriod(query: UsageQuery): string | undefined {
  const { period, from, to, 'filter[account]': account } = query;
  if (period === undefined) return undefined;
  if (from !== undefined || to !== undefined) {
    throw invalid([{ name: 'period', reason: 'expected without `from` and `to`' }]);
  }
  if (account === undefined || account.includes(',')) {
    throw invalid([{ name: 'period', reason: 'expected one account in `filter[account]`' }]);
  }
  return account;
}

/**
 * Applies defaults, and refuses (422) what is too long, in the wrong order or unknown. Without an
 * end, everything up to now counts, to the end of the current quarter-hour.
 */
export function usageQuestion(query: UsageQuery, bounds: Bounds, now: Instant): UsageQuestion {
  const { granularity, time_zone: timeZone } = query;
  // Before widening, which may restore the order.
  requireOrder(bounds);
  const finestMs = bounds.exact ? 1 : QUARTER_MS;
  const to = bounds.to === undefined ? ceil(now, QUARTER_MS) : ceil(bounds.to, finestMs);
  const { mostDays, usualMs } = SPANS[granularity];
  const from = floor(bounds.from ?? to - usualMs, finestMs);
  requireOrder({ from, to });
  // A day of tolerance for bounds in local time around a clock change.
  if (to - from > (mostDays + 1) * DAY_MS) {
    throw invalid([
      {
        name: query.period ? 'period' : 'from',
        reason: `expected at most ${mostDays} days before the end, by ${granularity}`,
      },
    ]);
  }
  const widened = from !== (bounds.from ?? from) || to !== (bounds.to ?? to);
  const asked = { groupBy: grouping(query), filters: filtering(query) };
  return { from, to, widened, granularity, timeZone, ...asked };
}

const floor = (at: Instant, unitMs: number): Instant => Math.floor(at / unitMs) * unitMs;
const ceil = (at: Instant, unitMs: number): Instant => Math.ceil(at / unitMs) * unitMs;

function grouping({ group_by: given }: UsageQuery): Dimension[] {
  if (given === undefined) return [];
  const asked = given.split(',').map((name) => DIMENSIONS.find((known) => known === name));
  const known = asked.filter((name) => name !== undefined);
  if (known.length !== asked.length || new Set(known).size !== known.length) {
    const reason = `expected different ones of ${DIMENSIONS.join(', ')}`;
    throw invalid([{ name: 'group_by', reason }]);
  }
  if (known.length > MAX_GROUPINGS) {
    throw invalid([{ name: 'group_by', reason: `expected at most ${MAX_GROUPINGS} names` }]);
  }
  return known;
}

function filtering(query: UsageQuery): UsageQuestion['filters'] {
  const filters: Partial<Record<Dimension, string[]>> = {};
  for (const dimension of DIMENSIONS) {
    const name = `filter[${dimension}]` as const;
    const values = query[name]?.split(',');
    if (values) filters[dimension] = values;
  }
  return filters;
}
