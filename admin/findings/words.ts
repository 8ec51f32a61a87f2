import { locale } from '../i18n/words.js';
import { priceText } from '../lib/price.js';

/** A figure of a finding: money as money, what is none as it is. */
export function figureText(figure: string | null): string {
  const [, minor, currency] = /^(-?\d{1,18}) ([a-z]{3})$/.exec(figure ?? '') ?? [];
  if (minor === undefined || currency === undefined) return figure ?? '–';
  return priceText(minor, currency, locale());
}
