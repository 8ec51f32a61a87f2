/** Billing periods and their cycles. */
import { Temporal } from 'temporal-polyfill';
import { invalidParameter } from '../errors.js';
import type { Instant } from '../instant.js';
import type { Period } from './lot.js';

/**
 * Renewal `n` of a cycle: `n` months after the anchor in local time, on the last day of shorter
 * months. Always computed from the anchor, so that 31 January leads to 28 February and then 31
 * March. A local time skipped by a clock change moves forward; a repeated one is taken the first
 * time.
 */
export function renewalAt(anchor: Instant, timeZone: string, n: number): Instant {
  if (n === 0) return anchor;
  return Temporal.Instant.fromEpochMilliseconds(anchor)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime()
    .add({ months: n }, { overflow: 'constrain' })
    .toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds;
}

/** The first period of a cycle. */
export const firstPeriod = (anchor: Instant, timeZone: string): Period => ({
  n: 0,
  startsAt: anchor,
  endsAt: renewalAt(anchor, timeZone, 1),
});

/**
 * The period after `current`. If invoices have left the anchor's rhythm, it lasts until the first
 * renewal of that rhythm after its start.
 */
export function nextPeriod(
  anchor: Instant,
  timeZone: string,
  current: Pick<Period, 'n' | 'endsAt'>,
): Period {
  const startsAt = current.endsAt;
  if (renewalAt(anchor, timeZone, current.n + 1) === startsAt) {
    const n = current.n + 1;
    return { n, startsAt, endsAt: renewalAt(anchor, timeZone, n + 1) };
  }
  let n = Math.max(0, wholeMonths(anchor, startsAt, timeZone));
  // Clamping may hide a month from the difference: 31 January to 28 February is zero months, yet
  // renewal 1.
  if (renewalAt(anchor, timeZone, n + 1) <= startsAt) n += 1;
  return { n, startsAt, endsAt: renewalAt(anchor, timeZone, n + 1) };
}

/**
 * The period of a free plan after `current`. It never ends in the month in which it starts, as it
 * otherwise might where a lapse has begun it: the next bundle comes in a later month.
 */
export function nextFreePeriod(
  anchor: Instant,
  timeZone: string,
  current: Pick<Period, 'n' | 'endsAt'>,
): Period {
  const { n, startsAt, endsAt } = nextPeriod(anchor, timeZone, current);
  return monthOf(startsAt, timeZone) === monthOf(endsAt, timeZone)
    ? { n: n + 1, startsAt, endsAt: renewalAt(anchor, timeZone, n + 2) }
    : { n, startsAt, endsAt };
}

/** Calendar month of an instant in the time zone: `2026-01`. */
export function monthOf(instant: Instant, timeZone: string): string {
  return localTime(instant, timeZone).toPlainDate().toPlainYearMonth().toString();
}

/** Canonical name of an IANA time zone; refuses `validation_failed`. */
export function timeZoneNamed(name: string): string {
  const refusal = invalidParameter('time_zone', 'expected an IANA zone such as "Europe/Berlin"');
  // Temporal also accepts offsets and timestamps; only names are stored.
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name)) throw refusal;
  try {
    return localTime(0, name).timeZoneId;
  } catch {
    throw refusal;
  }
}

const localTime = (instant: Instant, timeZone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(timeZone);

function wholeMonths(from: Instant, to: Instant, timeZone: string): number {
  const start = localTime(from, timeZone).toPlainDateTime();
  return start.until(localTime(to, timeZone).toPlainDateTime(), { largestUnit: 'months' }).months;
}
