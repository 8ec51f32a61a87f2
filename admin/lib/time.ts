/** Instants as they are shown, in the zone that the reader has chosen. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** How much of an instant is shown. */
export type Precision = 'date' | 'minute' | 'second';

const SHOWN: Readonly<Record<Precision, Intl.DateTimeFormatOptions>> = {
  date: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  second: { dateStyle: 'medium', timeStyle: 'medium' },
};

/**
 * Formats an RFC 3339 instant; `zone` undefined: the reader's own. A line breaks between its day
 * and its time alone. What is no instant, as an address may say, is shown as it is.
 */
export function showInstant(
  instant: string,
  locale: string,
  zone: string | undefined,
  precision: Precision = 'minute',
): string {
  const key = `${locale} ${zone ?? ''} ${precision}`;
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(locale, { ...SHOWN[precision], ...(zone && { timeZone: zone }) });
  formats.set(key, format);
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant;
  const parts = format.formatToParts(at);
  const hour = parts.findIndex(({ type }) => type === 'hour');
  return parts
    .map(({ value }, n) => (n === hour - 1 ? value : value.replace(/\s/g, '\u00a0')))
    .join('');
}

/** The midnight where the reader is with which a day (`2026-01-31`) begins; '' for none. */
export function midnightOf(day: string): string {
  const midnight = new Date(`${day}T00:00:00`);
  return Number.isNaN(midnight.getTime()) ? '' : midnight.toISOString();
}

/** The day of an instant where the reader is; '' for none. */
export function dayOf(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return '';
  const digits = (value: number, count: number) => String(value).padStart(count, '0');
  return `${digits(at.getFullYear(), 4)}-${digits(at.getMonth() + 1, 2)}-${digits(at.getDate(), 2)}`;
}

const MINUTE_S = 60;
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** A span of time in its largest whole unit: "12 seconds", "3 minutes". */
export function durationText(seconds: number, locale: string): string {
  const [unit, length] =
    seconds < MINUTE_S
      ? (['second', 1] as const)
      : seconds < HOUR_S
        ? (['minute', MINUTE_S] as const)
        : seconds < DAY_S
          ? (['hour', HOUR_S] as const)
          : (['day', DAY_S] as const);
  const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.floor(seconds / length));
}
