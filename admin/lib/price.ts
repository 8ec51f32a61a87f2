/** Prices of one credit, of which minor units may have decimals: `0.5` cents. */

const MAX_DECIMALS = 8;

/** Formats a price in minor units of a currency (`5`, `usd`) as money: `$0.05`. */
export function priceText(minor: string, currency: string, locale: string): string {
  const major = shifted(minor, digitsOf(currency));
  const style = { style: 'currency', currency } as const;
  const format = new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: MAX_DECIMALS });
  return isDecimal(major) ? format.format(major) : `${minor} ${currency}`;
}

const isDecimal = (text: string): text is `${number}` => /^-?\d+(\.\d+)?$/.test(text);

/** The decimal point, so many places to the left. */
function shifted(text: string, places: number): string {
  if (text.startsWith('-')) return `-${shifted(text.slice(1), places)}`;
  const [whole = '', fraction = ''] = text.split('.');
  const padded = whole.padStart(places + 1, '0');
  return `${padded.slice(0, padded.length - places)}.${padded.slice(padded.length - places)}${fraction}0`;
}

/** Digits of minor units, such as 2 for `usd`; 0 for what is no currency. */
function digitsOf(currency: string): number {
  if (!/^[a-z]{3}$/i.test(currency)) return 0;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  return format.resolvedOptions().maximumFractionDigits ?? 0;
}

/** Money as it is typed: `19.99`. */
export function majorText({ minor, currency }: Money): string {
  const [whole = '', fraction = ''] = shifted(String(minor), digitsOf(currency)).split('.');
  const digits = fraction.slice(0, -1);
  return digits === '' ? whole : `${whole}.${digits}`;
}

interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** Minor units of money that was typed; NaN, which the server refuses, where it is none. */
export function minorOf(text: string, currency: string): number {
  const digits = digitsOf(currency);
  const [, whole = '', fraction = ''] = /^(\d+)(?:[.](\d+))?$/.exec(text.trim()) ?? [];
  if (whole === '' || fraction.length > digits) return NaN;
  const minor = Number(whole + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? minor : NaN;
}
