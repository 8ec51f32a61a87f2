/** Instants and time zones in requests and answers. */
import { z } from 'zod';
import { Instant } from '../../domain/instant.js';
import { invalid } from '../http/problem.js';

const EARLIEST = Date.UTC(1970, 0, 1);
const LATEST = Date.UTC(9_000, 0, 1);

/** An instant in a request: RFC 3339 in the years 1970 to 8999, which every store can hold. */
export const RequestInstant = Instant.refine(
  (instant) => instant >= EARLIEST && instant < LATEST,
  'expected a year from 1970 to 8999',
).meta({
  id: 'Instant',
  description: 'RFC 3339 with its offset from UTC, of the years 1970 to 8999.',
  format: 'date-time',
  examples: ['2026-01-31T10:00:00Z'],
});

/** Refuses (422) an instant in the future, naming its field. */
export function requirePast(name: string, instant: Instant | undefined, now: Instant): void {
  if (instant === undefined || instant <= now) return;
  throw invalid([{ name, reason: 'expected an instant that is not in the future' }]);
}

/** Refuses (422) two bounds in the wrong order, naming their fields. */
export function requireOrder(
  bounds: { readonly from?: Instant | undefined; readonly to?: Instant | undefined },
  [from, to]: readonly [string, string] = ['from', 'to'],
): void {
  if (bounds.from === undefined || bounds.to === undefined || bounds.from <= bounds.to) return;
  throw invalid([{ name: from, reason: `must not be after \`${to}\`` }]);
}

/** An instant in an answer. */
export const InstantText = z
  .string()
  .meta({ format: 'date-time', examples: ['2026-01-31T10:00:00.000Z'] });

/** Names like `Europe/Berlin`: offsets such as `+02:00` have no daylight-saving time. */
const IANA_NAME = /^[A-Za-z][A-Za-z0-9_+\-/]{0,63}$/;

/** An IANA time zone known to this machine. */
export const TimeZone = z
  .string()
  .refine(isTimeZone, 'expected an IANA time zone such as "Europe/Berlin"')
  .meta({
    id: 'TimeZone',
    description: 'An IANA time zone.',
    pattern: IANA_NAME.source,
    examples: ['Europe/Berlin'],
  });

function isTimeZone(name: string): boolean {
  if (!IANA_NAME.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
