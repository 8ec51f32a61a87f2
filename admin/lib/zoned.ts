/** Wall-clock times of a zone. Apart from `time.ts`: only pages with such a field load it. */
import { Temporal } from 'temporal-polyfill';

/** The last time that a field takes: the API takes no later ones. */
export const LAST_SECOND = '8999-12-30T23:59:59';

/**
 * The instant of a wall-clock time (`2026-10-31T23:59:59`) in a zone; '' for what is no time. Of
 * a time that the clock shows twice it is the first, of one that it skips the one after the gap.
 */
export function instantIn(local: string, zone: string): string {
  try {
    const at = Temporal.PlainDateTime.from(local).toZonedDateTime(zone);
    return at.toInstant().toString({ fractionalSecondDigits: 3 });
  } catch {
    return '';
  }
}

/** The wall-clock time of an instant in a zone, as a field takes it; '' for what is no instant. */
export function localIn(instant: string, zone: string, precision: 'minute' | 'second'): string {
  try {
    const at = Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime();
    return at.toString({ smallestUnit: precision });
  } catch {
    return '';
  }
}
