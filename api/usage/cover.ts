import { DAY_MS, type Instant } from '../../domain/instant.js';
import { QUARTER_MS } from '../../projections/read-models/usage.js';

/** A time range, `until` exclusive. */
export interface Range {
  readonly from: Instant;
  readonly until: Instant;
}

/**
 * Which table covers which time: daily sums for whole UTC days, quarter-hours for the rest, and
 * ledger entries for the edges.
 */
export interface Cover {
  readonly days: readonly Range[];
  readonly quarters: readonly Range[];
  readonly edges: readonly Range[];
}

/**
 * Splits `[from, to)` to use as many daily sums as possible. A UTC day or month needs no
 * quarter-hours, a month in Tokyo only those of its two ends. `exact`: partial quarter-hours become
 * edges; otherwise a quarter-hour counts where it begins.
 */
export function coverOf(
  starts: readonly Instant[],
  from: Instant,
  to: Instant,
  exact: boolean,
): Cover {
  const days: Range[] = [];
  const quarters: Range[] = [];
  const edges: Range[] = [];
  const addParts = (range: Range) => {
    if (!exact) return add(quarters, range);
    const parts = split(range, QUARTER_MS);
    add(edges, parts.before);
    add(quarters, parts.whole);
    add(edges, parts.after);
  };
  starts.forEach((start, i) => {
    const range = { from: Math.max(start, from), until: Math.min(starts[i + 1] ?? to, to) };
    const parts = split(range, DAY_MS);
    addParts(parts.before);
    add(days, parts.whole);
    addParts(parts.after);
  });
  return { days, quarters, edges };
}

/** The part of whole units, and the parts before and after; all is before if there is none. */
function split({ from, until }: Range, unitMs: number) {
  const first = Math.ceil(from / unitMs) * unitMs;
  const end = Math.floor(until / unitMs) * unitMs;
  const [wholeFrom, wholeUntil] = first < end ? [first, end] : [until, until];
  return {
    before: { from, until: wholeFrom },
    whole: { from: wholeFrom, until: wholeUntil },
    after: { from: wholeUntil, until },
  };
}

/** Merges adjacent ranges, so that a year of days is one index scan. */
function add(ranges: Range[], range: Range): void {
  if (range.from >= range.until) return;
  const last = ranges.at(-1);
  if (last?.until === range.from) ranges[ranges.length - 1] = { ...last, until: range.until };
  else ranges.push(range);
}
