/** Prices of one credit, of which minor units may have decimals: `0.5` cents. */

const MAX_DECIMALS = 8;

/** Formats a price in minor units of a currency (`5`, `usd`) as money: `$0.05`. */
export function priceText(minor: string, currency: string, locale: string): string {
  const style = { style: 'currency', currency } as const;
  const digits = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits ?? 0;
  const major = shifted(minor, digits);
  const format = new Intl.NumberFormat(locale, { ...style, maximumFractionDigits: MAX_DECIMALS });
  return isDecimal(major) ? format.format(major) : `${minor} ${currency}`;
}

const isDecimal = (text: string): text is `${number}` => /^\d+(\.\d+)?$/.test(text);

/** The decimal point, so many places to the left. */
function shifted(text: string, places: number): string {
  const [whole = '', fraction = ''] = text.split('.');
  const padded = whole.padStart(places + 1, '0');
  return `${padded.slice(0, padded.length - places)}.${padded.slice(padded.length - places)}${fraction}0`;
}
