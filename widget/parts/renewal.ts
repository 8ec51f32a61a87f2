import { dateOf } from './dates.js';
import type { Words } from './strings.js';
import type { Balance } from '../wire/wire.js';

/**
 * When the plan renews, and by how much; empty where it does not. What an invoice renews may be
 * due: it is not renewed before that is paid.
 */
export function renewalText(
  words: Words,
  { plan, status, as_of }: Pick<Balance, 'plan' | 'status' | 'as_of'>,
  credits: string,
): string {
  if (status === 'closed' || !plan?.renews_at) return '';
  const date = dateOf(plan.renews_at, words.locale);
  if (Date.parse(plan.renews_at) <= Date.parse(as_of)) return words.say('renewalDue', { date });
  return words.say('renews', { date, n: credits });
}
