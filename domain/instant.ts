import { z } from 'zod';

/** A point in time: milliseconds since 1970 UTC. Passed to the domain, never read there. */
export type Instant = number;

const RFC_3339 =
  /^(\d{4})-(\d\d)-(\d\d)[Tt]([01]\d|2[0-3]):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|[+-]\d\d:\d\d)$/;

/** Parses RFC 3339 (truncated to milliseconds); undefined if invalid. */
export function parseInstant(text: string): Instant | undefined {
  if (text.length === CANONICAL_CHARS) {
    const instant = parseCanonical(text);
    if (instant !== undefined) return instant;
  }
  const match = RFC_3339.exec(text);
  if (!match) return undefined;
  const [, year, month, day, , , , fraction = ''] = match;
  // Date.parse turns 30 February into March; refuse nonexistent dates.
  if (Number(day) > 28 && Number(day) > daysIn(Number(year), Number(month))) return undefined;
  const cut = fraction.length > 3 ? text.replace(/\.(\d{3})\d+/, '.$1') : text;
  const millis = Date.parse(cut.toUpperCase());
  return Number.isNaN(millis) ? undefined : millis;
}

const CANONICAL_CHARS = 24;
const T = 84;
const Z = 90;
const DASH = 45;
const COLON = 58;
const POINT = 46;

/** Parses the stored form (`2026-01-31T10:00:00.000Z`); undefined for any other. */
function parseCanonical(text: string): Instant | undefined {
  const at = (i: number) => text.charCodeAt(i);
  if (at(10) !== T || at(23) !== Z || at(4) !== DASH || at(7) !== DASH) return undefined;
  if (at(13) !== COLON || at(16) !== COLON || at(19) !== POINT) return undefined;
  const two = (i: number) => digit(at(i)) * 10 + digit(at(i + 1));
  const year = two(0) * 100 + two(2);
  const [month, day, hour] = [two(5), two(8), two(11)];
  const [minute, second, ms] = [two(14), two(17), digit(at(20)) * 100 + two(21)];
  const isCertain = year >= 100 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
  // NaN, from characters that are no digits, is never in range.
  if (!isCertain || !(hour <= 23 && minute <= 59 && second <= 59 && ms <= 999)) return undefined;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

const digit = (code: number): number => (code >= 48 && code <= 57 ? code - 48 : NaN);

/** Days of a month; `month` from 1. */
const daysIn = (year: number, month: number): number =>
  new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Cache of recent texts: one event repeats the same few instants. */
const texts = new Map<Instant, string>();
const MAX_TEXTS = 1_024;

/** Formats RFC 3339 UTC with milliseconds: `2026-01-31T10:00:00.000Z`. */
export function formatInstant(instant: Instant): string {
  let text = texts.get(instant);
  if (text === undefined) {
    text = new Date(instant).toISOString();
    if (texts.size >= MAX_TEXTS) texts.clear();
    texts.set(instant, text);
  }
  return text;
}

const FORM = 'expected an RFC 3339 instant such as "2026-01-31T10:00:00Z"';

/** Wire codec of an instant: RFC 3339 text ⇄ milliseconds since 1970. */
export const Instant = z.codec(z.string(FORM).max(40, FORM), z.number().int(), {
  decode: (text, ctx) => {
    const instant = parseInstant(text);
    if (instant === undefined) {
      ctx.issues.push({
        code: 'custom',
        input: text,
        message: FORM,
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
/** 24 hours in milliseconds; a calendar day may have 23 or 25. */
export const DAY_MS = 24 * HOUR_MS;
