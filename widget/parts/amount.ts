/** Amounts without floats: credits as whole micro-credits, money as whole minor units. */
import type { Money } from '../wire/wire.js';

/** Micro-credits of one credit. */
export const MICRO = 1_000_000n;

const DECIMAL = /^(-?)(\d{1,30})(?:\.(\d{1,6}))?$/;

/** `"12.5"` → `12500000n`; undefined when it is no decimal of at most six places. */
export function parseCredits(text: string): bigint | undefined {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const micro = BigInt(whole + fraction.padEnd(6, '0'));
  return sign === '-' ? -micro : micro;
}

/** Micro-credits of a text, 0 where it is none: what is shown must never throw. */
export const creditsOf = (text: string | undefined): bigint => parseCredits(text ?? '0') ?? 0n;

/** `12500000n` at 6 places → `"12.5"`. */
export function decimal(amount: bigint, places: number): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  return `${amount < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Micro-credits as a person of that language writes them, to the last digit. */
export const exactCredits = (micro: bigint, locale: string): string =>
  numbers(locale).format(textNumber(decimal(micro, 6)));

/**
 * Whole credits, rounded towards zero, so that no credit is shown that cannot be spent. An amount
 * between zero and one credit is shown exactly.
 */
export function wholeCredits(micro: bigint, locale: string): string {
  const whole = micro / MICRO;
  return whole === 0n ? exactCredits(micro, locale) : numbers(locale).format(whole);
}

/** `+7` or `−7`: the change that an entry of the ledger made, exactly. */
export const signedCredits = (micro: bigint, locale: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 6, signDisplay: 'exceptZero' })
    .format(textNumber(decimal(micro, 6)))
    // As wide as a plus: changes stand below each other.
    .replace('-', '−');

/** `$25`, `$12.50`. */
export function formatMoney({ minor, currency }: Money, locale: string): string {
  const places = placesOf(currency);
  const amount = decimal(BigInt(minor), places);
  const shown = amount.includes('.') ? places : 0;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: shown,
    maximumFractionDigits: shown,
  }).format(textNumber(amount));
}

/** Credits for an amount of money, rounded down as the server does. */
export const creditsFor = ({ minor, currency }: Money, perUnitMicro: bigint): bigint =>
  (BigInt(minor) * perUnitMicro) / 10n ** BigInt(placesOf(currency));

/** What one credit costs, rounded to a tenth of a minor unit, as money text: `$0.045`. */
export function pricePerCredit({ minor, currency }: Money, micro: bigint, locale: string): string {
  const places = placesOf(currency) + 1;
  const price = micro === 0n ? 0n : (BigInt(minor) * 10n * MICRO + micro / 2n) / micro;
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: placesOf(currency),
    maximumFractionDigits: places,
  }).format(textNumber(decimal(price, places)));
}

const MAX_AMOUNT_CHARS = 20;

/**
 * What a person typed into an amount field, in minor units: `12.50`, `12,50`, `1,000`, `١٢`.
 * Undefined when it is no amount, or has more places than the currency.
 */
export const parseMoney = (text: string, currency: string, locale: string): bigint | undefined =>
  parseAmount(text, placesOf(currency), locale);

/** The same of any decimal, as a whole number of its last place. */
export function parseAmount(text: string, places: number, locale: string): bigint | undefined {
  const { point, group } = separators(locale);
  const plain = latinDigits(text.trim()).replace(/[\s'’_\u00a0\u202f]/g, '');
  if (plain.length > MAX_AMOUNT_CHARS) return undefined;
  const grouped = new RegExp(`^\\d{1,3}(\\${group}\\d{3})+(\\${point}\\d+)?$`);
  const own = grouped.test(plain) ? plain.replaceAll(group, '') : plain;
  const [, whole, fraction = ''] = /^(\d+)(?:[.,٫](\d*))?$/.exec(own) ?? [];
  if (whole === undefined || fraction.length > places) return undefined;
  return BigInt(whole + fraction.padEnd(places, '0'));
}

function separators(locale: string): { point: string; group: string } {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.5);
  const find = (type: string) => parts.find((part) => part.type === type)?.value ?? '';
  const group = find('group');
  return { point: find('decimal') || '.', group: /[.,٬]/.test(group) ? group : ',' };
}

/** Arabic-Indic and Persian digits as 0-9. */
const latinDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

const ZERO_DECIMAL = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
);
const THREE_DECIMAL = new Set('bhd jod kwd omr tnd'.split(' '));

/** Places of a currency's minor unit, as the server counts them. */
export const placesOf = (currency: string): number =>
  ZERO_DECIMAL.has(currency) ? 0 : THREE_DECIMAL.has(currency) ? 3 : 2;

/** Formats exactly: a decimal as text is not turned into a float on the way. */
const textNumber = (text: string): Intl.StringNumericLiteral => (isNumeric(text) ? text : '0');

const isNumeric = (text: string): text is Intl.StringNumericLiteral => /^-?\d+(\.\d+)?$/.test(text);

const numbers = (locale: string) => new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
