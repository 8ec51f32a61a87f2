import type { CardEntry } from '../money/methods.js';
import { cardOf } from '../money/test-cards.js';

/** What is wrong with a card as it was written, by field. */
export function wrongInCard(
  values: Readonly<Record<string, string>>,
  now: number,
): Record<string, string> {
  const wrong: Record<string, string> = {};
  if (!cardOf(digitsOf(values['number']))) {
    wrong['number'] = 'Enter one of the test cards below: the sandbox takes no others.';
  }
  const expiry = expiryIn(values);
  if (!expiry) wrong['expiry'] = 'Enter a month and year: MM / YY.';
  else if (Date.UTC(expiry.year, expiry.month) <= now * 1_000) {
    wrong['expiry'] = 'This date is past.';
  }
  if (!/^\d{3,4}$/.test(values['cvc'] ?? '')) wrong['cvc'] = 'Enter the three digits.';
  if (values['name'] === undefined || values['name'] === '') wrong['name'] = 'Enter a name.';
  return wrong;
}

/** A card as it was written. */
export const cardIn = (values: Readonly<Record<string, string>>): CardEntry => ({
  number: digitsOf(values['number']),
  ...(expiryIn(values) ?? { month: 0, year: 0 }),
});

const digitsOf = (text = ''): string => text.replace(/[\s-]/g, '');

/** The month and year of a card as typed; the numeric keys of phones have no slash. */
function expiryIn(
  values: Readonly<Record<string, string>>,
): { month: number; year: number } | undefined {
  const typed = /^(0[1-9]|1[0-2])\s*\/?\s*(\d\d)$/.exec(values['expiry'] ?? '');
  return typed ? { month: Number(typed[1]), year: 2_000 + Number(typed[2]) } : undefined;
}
