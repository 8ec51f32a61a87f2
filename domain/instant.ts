import { z } from 'zod';

/** A point in time: whole milliseconds since 1970 UTC. Given to the domain, never read there. */
export type Instant = number;

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|[+-]\d\d:\d\d)$/;

/**
 * RFC 3339 text → instant (finer than a millisecond is cut off), or undefined when it names none.
 */
export function parseInstant(text: string): Instant | undefined {
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, , , , fraction = ''] = match;
  // Date.parse rolls 30 February over to March; a date that does not exist is refused instead.
  if (Number(day) > 28 && Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const cut = fraction.length > 3 ? text.replace(/\.(\d{3})\d+/, '.$1') : text;
  const millis = Date.parse(cut.toUpperCase());
  return Number.isNaN(millis) ? undefined : millis;
}

/** Days of a month; `month` from 1. */
const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Instant → RFC 3339 UTC with milliseconds: `2026-01-31T10:00:00.000Z`. */
export const formatInstant = (instant: Instant): string => new Date(instant).toISOString();

/** Wire codec of an instant: RFC 3339 text ⇄ milliseconds since 1970. */
export const Instant = z.codec(z.string().max(40), z.number().int(), {
  decode: (text, ctx) => {
    const instant = parseInstant(text);
    if (instant === undefined) {
      ctx.issues.push({
        code: 'custom',
        input: text,
        message: 'expected an RFC 3339 instant such as "2026-01-31T10:00:00Z"',
      });
      return z.NEVER;
    }
    return instant;
  },
  encode: (instant) => formatInstant(instant),
});

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
