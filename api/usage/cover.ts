import { DAY_MS, type Instant } from '../../domain/instant.js';

/** A stretch of time, `until` exclusive. */
export interface Range {
  readonly from: Instant;
  readonly until: Instant;
}

/** Which table answers for which time: the daily one for whole UTC days, else quarter-hours. */
export interface Cover {
  readonly days: readonly Range[];
  readonly quarters: readonly Range[];
}

/**
 * Splits `[from, to)` so that as much as possible comes from daily sums: what a bin holds of whole
 * UTC days. A UTC day or month needs no quarter-hours, a month in Tokyo those of its two ends.
 */
export function coverOf(starts: readonly Instant[], from: Instant, to: Instant): Cover {
  const days: Range[] = [];
  const quarters: Range[] = [];
  starts.forEach((start, i) => {
    const first = Math.max(start, from);
    const end = Math.min(starts[i + 1] ?? to, to);
    const dayFrom = Math.ceil(first / DAY_MS) * DAY_MS;
    const dayUntil = Math.floor(end / DAY_MS) * DAY_MS;
    if (dayFrom < dayUntil) {
      add(quarters, { from: first, until: dayFrom });
      add(days, { from: dayFrom, until: dayUntil });
      add(quarters, { from: dayUntil, until: end });
    } else {
      add(quarters, { from: first, until: end });
    }
  });
  return { days, quarters };
}

/** Neighbours become one range, so that a year of days is one index scan. */
function add(ranges: Range[], range: Range): void {
  if (range.from >= range.until) return;
  const last = ranges.at(-1);
  if (last?.until === range.from) ranges[ranges.length - 1] = { ...last, until: range.until };
  else ranges.push(range);
}
