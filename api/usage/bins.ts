/** Bins of time: hours, days and months of a time zone. */
import { Temporal } from 'temporal-polyfill';
import { DAY_MS, HOUR_MS, type Instant } from '../../domain/instant.js';

/** Width of a bin, in a time zone's calendar. */
export type Granularity = 'hour' | 'day' | 'month';

/** A time range with one UTC offset; `until` is exclusive. */
interface Stretch {
  readonly from: Instant;
  readonly until: Instant;
  readonly offsetMs: number;
}

/** Limit of clock changes per request: two a year over ten years, with a margin. */
const MAX_STRETCHES = 1_000;

/**
 * Starts of all bins that overlap `[from, to)`, ascending; the first may be before `from`, at the
 * start of its hour, day or month. A bin ends where the next begins, so a day may have 23 or 25
 * hours, and an hour of a half-hour zone starts at :30 UTC.
 */
export function binStarts(
  from: Instant,
  to: Instant,
  granularity: Granularity,
  timeZone: string,
): Instant[] {
  switch (granularity) {
    case 'hour':
      return hours(from, to, timeZone);
    case 'day':
      return days(from, to, timeZone);
    case 'month':
      return months(from, to, timeZone);
  }
}

/** A clock change starts a new bin, so that the repeated hour in autumn counts as two. */
function hours(from: Instant, to: Instant, timeZone: string): Instant[] {
  const starts: Instant[] = [];
  // Two hours back include the start of the hour of `from`, whatever the offset.
  for (const stretch of stretches(from - 2 * HOUR_MS, to, timeZone)) {
    if (starts.length > 0 && starts.at(-1) !== stretch.from) starts.push(stretch.from);
    const first = floorTo(stretch.from, HOUR_MS, stretch.offsetMs);
    for (let at = first; at < stretch.until; at += HOUR_MS) {
      if (at >= stretch.from && at !== starts.at(-1)) starts.push(at);
    }
  }
  return dropBefore(starts, from);
}

/** A day begins when its date first appears, even if midnight is skipped or repeated. */
function days(from: Instant, to: Instant, timeZone: string): Instant[] {
  const starts: Instant[] = [];
  let lastDate = Number.NEGATIVE_INFINITY;
  for (const { from: start, until, offsetMs } of stretches(from - 2 * DAY_MS, to, timeZone)) {
    for (let at = start; at < until; at = floorTo(at, DAY_MS, offsetMs) + DAY_MS) {
      const date = Math.floor((at + offsetMs) / DAY_MS);
      if (date > lastDate) {
        starts.push(at);
        lastDate = date;
      }
    }
  }
  return dropBefore(starts, from);
}

function months(from: Instant, to: Instant, timeZone: string): Instant[] {
  const starts: Instant[] = [];
  let month = local(from, timeZone).toPlainDate().toPlainYearMonth();
  for (let start = startOf(month, timeZone); start < to; start = startOf(month, timeZone)) {
    starts.push(start);
    month = month.add({ months: 1 });
  }
  return starts;
}

const startOf = (month: Temporal.PlainYearMonth, timeZone: string): Instant =>
  month.toPlainDate({ day: 1 }).toZonedDateTime(timeZone).epochMilliseconds;

const local = (at: Instant, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);

/** Between clock changes the offset is constant, so bins are plain arithmetic. */
function stretches(from: Instant, to: Instant, timeZone: string): Stretch[] {
  const found: Stretch[] = [];
  let at = local(from, timeZone);
  while (at.epochMilliseconds < to) {
    if (found.length === MAX_STRETCHES)
      throw new RangeError(`too many clock changes in ${timeZone}`);
    const next = at.getTimeZoneTransition('next');
    const until = Math.min(next?.epochMilliseconds ?? to, to);
    found.push({ from: at.epochMilliseconds, until, offsetMs: at.offsetNanoseconds / 1e6 });
    if (!next) break;
    at = next;
  }
  return found;
}

const floorTo = (at: Instant, unit: number, offsetMs: number): Instant =>
  Math.floor((at + offsetMs) / unit) * unit - offsetMs;

/** Drops the bins that end at or before `from`. */
function dropBefore(starts: Instant[], from: Instant): Instant[] {
  let first = 0;
  while (first + 1 < starts.length && (starts[first + 1] ?? 0) <= from) first += 1;
  return starts.slice(first);
}
