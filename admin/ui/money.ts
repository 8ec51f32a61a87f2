import { locale, type Words } from '../i18n/words.js';
import type { Schemas } from '../lib/api.js';
import { majorText, priceText } from '../lib/price.js';

/** Money as it is read: `$25.00`. */
export const moneyText = ({ minor, currency }: Schemas['Money']): string =>
  priceText(String(minor), currency, locale());

const EXAMPLE_MINOR = 2_400;

/** What is said of a field in which no money of its currency was typed. */
export const wrongMoneyText = (currency: string, t: Words): string =>
  t('app.money_wrong', { example: majorText({ minor: EXAMPLE_MINOR, currency }) });
