/** Sums over rows of usage: exact strings, never floats. */
import { fromMicro, toMicro } from '../lib/amount.js';
import type { Schemas } from '../lib/api.js';
import type { Dimension, Metric } from './question.js';

/** One bin of one group, as the API gives it. */
export type UsageRow = Schemas['UsageRow'];

/** What was used in all bins by one group. */
export interface Group {
  /** Different for every group. */
  readonly key: string;
  /** Its names, one for each dimension asked; null: the debits name none. */
  readonly names: readonly (string | null)[];
  readonly total: string;
  /** Of the sum of all groups: `12.5`; null where that is 0. */
  readonly percent: string | null;
}

/** What a row counts, as a decimal string. */
export const valueOf = (row: UsageRow, metric: Metric): string => String(row[metric]);

/** The exact sum of all rows. */
export const totalOf = (rows: readonly UsageRow[], metric: Metric): string =>
  fromMicro(rows.reduce((sum, row) => sum + toMicro(valueOf(row, metric)), 0n));

/** The names that a row has of the dimensions asked. */
export const namesOf = (row: UsageRow, groupBy: readonly Dimension[]): (string | null)[] =>
  groupBy.map((name) => row[name] ?? null);

/** Under which the rows of a group are found. */
export const keyOf = (row: UsageRow, groupBy: readonly Dimension[]): string =>
  JSON.stringify(namesOf(row, groupBy));

/** All groups, those that used the most first. */
export function groupsOf(
  rows: readonly UsageRow[],
  groupBy: readonly Dimension[],
  metric: Metric,
): Group[] {
  const sums = new Map<string, { names: readonly (string | null)[]; micro: bigint }>();
  let all = 0n;
  for (const row of rows) {
    const key = keyOf(row, groupBy);
    const sum = sums.get(key) ?? { names: namesOf(row, groupBy), micro: 0n };
    const value = toMicro(valueOf(row, metric));
    sum.micro += value;
    all += value;
    sums.set(key, sum);
  }
  return [...sums]
    .sort(([one, { micro: a }], [other, { micro: b }]) =>
      a === b ? (one < other ? -1 : 1) : a > b ? -1 : 1,
    )
    .map(([key, { names, micro }]) => ({
      key,
      names,
      total: fromMicro(micro),
      percent: percentOf(micro, all),
    }));
}

/** A part of a whole in percent, with one decimal at most. */
function percentOf(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return null;
  const tenths = (part * 2_000n + whole) / (whole * 2n);
  return fromMicro(tenths * 100_000n);
}

/** What is drawn of one group: a number for each bin, fit for drawing only. */
export interface Line {
  readonly key: string;
  /** The names of the group; undefined: all that are not drawn by themselves, together. */
  readonly names: readonly (string | null)[] | undefined;
  readonly values: readonly number[];
  /** The exact values. */
  readonly exact: readonly string[];
}

/** Groups that are drawn by themselves; the others are drawn together. */
export const MAX_LINES = 7;

/** What is drawn: those groups that used the most, and the others together. */
export function linesOf(
  rows: readonly UsageRow[],
  groups: readonly Group[],
  bins: readonly string[],
  asked: { readonly groupBy: readonly Dimension[]; readonly metric: Metric },
): Line[] {
  const own = groups.length <= MAX_LINES + 1 ? groups : groups.slice(0, MAX_LINES);
  const others = groups.length > own.length;
  const at = new Map(bins.map((bin, index) => [bin, index]));
  const lines = new Map(own.map(({ key }) => [key, bins.map(() => 0n)]));
  const rest = bins.map(() => 0n);
  for (const row of rows) {
    const sums = lines.get(keyOf(row, asked.groupBy)) ?? rest;
    const index = at.get(row.time);
    if (index !== undefined)
      sums[index] = (sums[index] ?? 0n) + toMicro(valueOf(row, asked.metric));
  }
  const lineOf = (key: string, names: Line['names'], sums: readonly bigint[]): Line => {
    const exact = sums.map(fromMicro);
    return { key, names, exact, values: exact.map(Number) };
  };
  return [
    ...own.map(({ key, names }) => lineOf(key, names, lines.get(key) ?? [])),
    ...(others ? [lineOf('others', undefined, rest)] : []),
  ];
}
