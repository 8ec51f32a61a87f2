/** Figures and times as mails say them, in English. */
import { formatCredits, type Credits } from '../../../domain/credits.js';
import type { Instant } from '../../../domain/instant.js';
import { formatMoney, type Money } from '../../../domain/money.js';

const SIGNS: Readonly<Record<string, string>> = { usd: '$', eur: '€', gbp: '£' };

/** `$1,250.00`, `CHF 12.50`, `JPY 500`: exact. */
export function money(amount: Money): string {
  const minor = amount.minor < 0n ? -amount.minor : amount.minor;
  const [digits = ''] = formatMoney({ ...amount, minor }).split(' ');
  const { currency } = amount;
  const sign = SIGNS[currency] ?? `${currency.toUpperCase()} `;
  return `${amount.minor < 0n ? '-' : ''}${sign}${grouped(digits)}`;
}

/** `1,500`, `0.25`: exact. */
export const credits = (amount: Credits): string => grouped(formatCredits(amount));

/** `31 January 2026`, in UTC. */
export const day = (instant: Instant): string => DAYS.format(instant);

/** `31 January 2026, 10:00 UTC`. */
export const time = (instant: Instant): string => `${day(instant)}, ${TIMES.format(instant)} UTC`;

const DAYS = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const TIMES = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'UTC' });

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? groups : `${groups}.${fraction}`;
}
