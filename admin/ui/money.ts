import { locale } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { priceText } from '../lib/price.js';

/** Money as it is read: `$25.00`. */
export const moneyText = ({ minor, currency }: Schemas['Money']): string =>
  minor < 0
    ? `-${priceText(String(-minor), currency, locale())}`
    : priceText(String(minor), currency, locale());
