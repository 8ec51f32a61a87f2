import { z } from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../domain/instant.js';
import { invalid } from '../http/problem.js';
import { Position } from '../http/position.js';
import { RequestInstant, TimeZone } from '../http/time.js';
import type { Granularity } from './bins.js';
import { DIMENSIONS, type Dimension } from './usage-sql.js';

const MAX_GROUPINGS = 2;
const MAX_FILTER_VALUES = 100;
const MAX_FILTER_CHARS = 8_192;
/** Usage is counted by UTC quarter-hours; nothing finer can be asked for. */
const FINEST_MS = 15 * MINUTE_MS;

/** The longest time one question may cover, and the one it covers unless told. */
const SPANS: Readonly<Record<Granularity, { mostDays: number; usualMs: number }>> = {
  hour: { mostDays: 400, usualMs: 24 * HOUR_MS },
  day: { mostDays: 3_653, usualMs: 30 * DAY_MS },
  month: { mostDays: 36_525, usualMs: 365 * DAY_MS },
};

const names = (description: string) =>
  z
    .string()
    .max(MAX_FILTER_CHARS)
    .regex(/^[A-Za-z0-9._:,-]+$/, 'expected names separated by commas')
    .optional()
    .meta({ description });

/** The query of `GET /v1/usage` as it stands on the wire. */
export const UsageQuery = z.strictObject({
  from: RequestInstant.optional().meta({ description: 'Inclusive; quarter-hours count whole.' }),
  to: RequestInstant.optional().meta({ description: 'Exclusive; now unless told.' }),
  granularity: z.enum(['hour', 'day', 'month']).default('day'),
  time_zone: TimeZone.default('UTC').meta({ description: 'Whose hours, days and months.' }),
  group_by: names(`At most ${MAX_GROUPINGS} of ${DIMENSIONS.join(', ')}, separated by commas.`),
  min_position: Position.optional(),
  'filter[account]': names('Accounts that count, separated by commas.'),
  'filter[model]': names('Models that count.'),
  'filter[feature]': names('Features that count.'),
  'filter[action]': names('Actions that count.'),
  'filter[member]': names('Members that count; ids are counted alike in every account.'),
  'filter[outcome]': names('Outcomes that count.'),
});
export type UsageQuery = z.output<typeof UsageQuery>;

/** A question that can be answered: bounded, and on the quarter-hour. */
export interface UsageQuestion {
  readonly from: Instant;
  readonly to: Instant;
  readonly granularity: Granularity;
  readonly timeZone: string;
  readonly groupBy: readonly Dimension[];
  readonly filters: Readonly<Partial<Record<Dimension, readonly string[]>>>;
}

/**
 * Fills in what was left out and refuses what is too long, in the wrong order or unknown (422).
 * Times between quarter-hours are widened to them: a `to` of now counts all there is.
 */
export function usageQuestion(query: UsageQuery, now: Instant): UsageQuestion {
  const { granularity, time_zone: timeZone } = query;
  const to = Math.ceil((query.to ?? now) / FINEST_MS) * FINEST_MS;
  const { mostDays, usualMs } = SPANS[granularity];
  const from = Math.floor((query.from ?? to - usualMs) / FINEST_MS) * FINEST_MS;
  if (from > to) throw invalid([{ name: 'from', reason: 'must not be after `to`' }]);
  // A day more, for bounds given in local time around a clock change.
  if (to - from > (mostDays + 1) * DAY_MS) {
    throw invalid([
      {
        name: 'from',
        reason: `expected at most ${mostDays} days before the end, by ${granularity}`,
      },
    ]);
  }
  return { from, to, granularity, timeZone, groupBy: grouping(query), filters: filtering(query) };
}

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
    if (!values) continue;
    if (values.length > MAX_FILTER_VALUES) {
      throw invalid([{ name, reason: `expected at most ${MAX_FILTER_VALUES} names` }]);
    }
    filters[dimension] = values;
  }
  return filters;
}
