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

/** A part of a whole, in micro-units, in percent with one decimal at most; null of nothing. */
export function percentOf(part: bigint, whole: bigint): string | null {
  if (whole === 0n) return null;
  const tenths = (part * 2_000n + whole) / (whole * 2n);
  return fromMicro(tenths * 100_000n);
}

/** What is drawn of one group. */
export interface Line {
  readonly key: string;
  /** The names of the group; undefined: all that are not drawn by themselves, together. */
  readonly names: readonly (string | null)[] | undefined;
  /** The exact value of each bin. */
  readonly exact: readonly string[];
}

/** The most groups that are drawn by themselves; the others are drawn together. */
export const MAX_LINES = 7;

/** The groups that used the most, and those that stand for the others together. */
export function topOf(groups: readonly Group[], most: number): readonly [Group[], Group[]] {
  // One other group takes no more room than all of them together.
  const own = groups.length <= most + 1 ? groups.length : most;
  return [groups.slice(0, own), groups.slice(own)];
}

/** A change in percent, with one decimal at most and its sign: `+12.5`; null from 0 on. */
export function changeOf(now: string, then: string): string | null {
  const [after, was] = [toMicro(now), toMicro(then)];
  if (was === 0n) return null;
  const scaled = (after - was) * 2_000n;
  // Half away from zero, as shares are rounded.
  const tenths = (scaled < 0n ? scaled - was : scaled + was) / (was * 2n);
  return `${tenths > 0n ? '+' : ''}${fromMicro(tenths * 100_000n)}`;
}

/** The exact sum of each bin. */
export function sumsOf(
  rows: readonly UsageRow[],
  bins: readonly string[],
  metric: Metric,
): readonly string[] {
  const at = new Map(bins.map((bin, index) => [bin, index]));
  const sums = bins.map(() => 0n);
  for (const row of rows) {
    const index = at.get(row.time);
    if (index !== undefined) sums[index] = (sums[index] ?? 0n) + toMicro(valueOf(row, metric));
  }
  return sums.map(fromMicro);
}

/** What is drawn: those groups that used the most, and the others together. */
export function linesOf(
  rows: readonly UsageRow[],
  groups: readonly Group[],
  bins: readonly string[],
  asked: {
    readonly groupBy: readonly Dimension[];
    readonly metric: Metric;
    readonly most?: number;
  },
): Line[] {
  const [own, others] = topOf(groups, asked.most ?? MAX_LINES);
  const at = new Map(bins.map((bin, index) => [bin, index]));
  const lines = new Map(own.map(({ key }) => [key, bins.map(() => 0n)]));
  const rest = bins.map(() => 0n);
  for (const row of rows) {
    const sums = lines.get(keyOf(row, asked.groupBy)) ?? rest;
    const index = at.get(row.time);
    if (index !== undefined)
      sums[index] = (sums[index] ?? 0n) + toMicro(valueOf(row, asked.metric));
  }
  const lineOf = (key: string, names: Line['names'], sums: readonly bigint[]): Line => ({
    key,
    names,
    exact: sums.map(fromMicro),
  });
  return [
    ...own.map(({ key, names }) => lineOf(key, names, lines.get(key) ?? [])),
    ...(others.length > 0 ? [lineOf('others', undefined, rest)] : []),
  ];
}
