/** Credits as text: the API's decimal strings, shown and added without ever becoming a float. */

const DECIMALS = 6;
const MICRO = 10n ** BigInt(DECIMALS);
type Decimal = `${number}`;

const isDecimal = (text: string): text is Decimal => /^-?\d+(\.\d+)?$/.test(text);

/** Micro-credits of a decimal string. Throws RangeError for what is no amount. */
export function toMicro(text: string): bigint {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === '') throw new RangeError(`no amount: ${text}`);
  const micro = BigInt(whole) * MICRO + BigInt(fraction.padEnd(DECIMALS, '0'));
  return sign === '-' ? -micro : micro;
}

/** The decimal string of micro-credits, without trailing zeros: `-0.25`. */
export function fromMicro(micro: bigint): string {
  const size = micro < 0n ? -micro : micro;
  const fraction = String(size % MICRO)
    .padStart(DECIMALS, '0')
    .replace(/0+$/, '');
  return `${micro < 0n ? '-' : ''}${size / MICRO}${fraction === '' ? '' : `.${fraction}`}`;
}

/** The exact sum of decimal strings. */
export const sumOf = (amounts: readonly string[]): string =>
  fromMicro(amounts.reduce((sum, amount) => sum + toMicro(amount), 0n));

/** An amount as it is shown: what stands before the decimal point, and what follows with it. */
export interface ShownAmount {
  readonly whole: string;
  readonly fraction: string;
}

/** How the sign is shown: `always` where the amount is a change. */
export type Sign = 'auto' | 'always';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: string, sign: Sign): Intl.NumberFormat {
  const key = `${locale} ${sign}`;
  const known = formats.get(key);
  if (known) return known;
  const signDisplay = sign === 'always' ? 'exceptZero' : 'auto';
  const made = new Intl.NumberFormat(locale, { maximumFractionDigits: DECIMALS, signDisplay });
  formats.set(key, made);
  return made;
}

/** Formats an amount, every digit of it. Text that is no amount is shown as it is. */
export function showAmount(text: string, locale: string, sign: Sign = 'auto'): ShownAmount {
  if (!isDecimal(text)) return { whole: text, fraction: '' };
  const parts = formatOf(locale, sign).formatToParts(text);
  const at = parts.findIndex(({ type }) => type === 'decimal');
  const join = (some: typeof parts) => some.map(({ value }) => value).join('');
  if (at < 0) return { whole: join(parts), fraction: '' };
  return { whole: join(parts.slice(0, at)), fraction: join(parts.slice(at)) };
}

/** An amount as one text. */
export function amountText(text: string, locale: string, sign: Sign = 'auto'): string {
  const { whole, fraction } = showAmount(text, locale, sign);
  return whole + fraction;
}

/** A percentage with one decimal, as `percentOf` and `changeOf` round it: `22` is 22.0. */
export function percentText(text: string, locale: string, sign: Sign = 'auto'): string {
  const plain = text.replace(/^\+/, '');
  if (!isDecimal(plain)) return text;
  const digits = { minimumFractionDigits: 1, maximumFractionDigits: 1 };
  const signDisplay = sign === 'always' ? 'exceptZero' : 'auto';
  return new Intl.NumberFormat(locale, { ...digits, signDisplay }).format(plain);
}

/** How many decimals the longest of some amounts has. */
export const decimalsOf = (amounts: readonly string[]): number =>
  Math.max(0, ...amounts.map((amount) => (amount.split('.')[1] ?? '').length));
