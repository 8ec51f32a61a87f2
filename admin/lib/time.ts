/** Instants as they are shown, in the zone that the reader has chosen. */

const formats = new Map<string, Intl.DateTimeFormat>();

/** How much of an instant is shown. */
export type Precision = 'date' | 'minute' | 'second';

const SHOWN: Readonly<Record<Precision, Intl.DateTimeFormatOptions>> = {
  date: { dateStyle: 'medium' },
  minute: { dateStyle: 'medium', timeStyle: 'short' },
  second: { dateStyle: 'medium', timeStyle: 'medium' },
};

/** Formats an RFC 3339 instant; `zone` undefined: the reader's own. */
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
  return format.format(new Date(instant));
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
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}
