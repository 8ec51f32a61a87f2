/** Credits in requests and answers, as decimal strings. */
import { z } from 'zod';
import { Credits, MAX_CREDITS_PER_AMOUNT } from '../../domain/credits.js';

/** Above 0 and up to 1,000,000,000, at most 6 decimals, as a pattern. */
const POSITIVE = '0\\.\\d{0,5}[1-9]|[1-9]\\d{0,8}(?:\\.\\d{0,5}[1-9])?|1000000000';
const MAX_CHARS = '999999999.999999'.length;

const TOO_LARGE = 'expected at most 1000000000 credits';
const bounded = Credits.refine(
  (amount) => amount <= MAX_CREDITS_PER_AMOUNT && amount >= -MAX_CREDITS_PER_AMOUNT,
  TOO_LARGE,
);

/** Positive credits in a request. Decodes to micro-credits. */
export const PositiveCredits = bounded
  .refine((amount) => amount > 0n, 'expected more than "0"')
  .meta({
    id: 'PositiveCredits',
    description: 'Credits: a canonical decimal string above 0, at most 6 decimals.',
    pattern: `^(?:${POSITIVE})$`,
    maxLength: MAX_CHARS,
    examples: ['12.5'],
  });

/** Non-zero credits in a request, to grant or take. */
export const SignedCredits = bounded
  .refine((amount) => amount !== 0n, 'expected another amount than "0"')
  .meta({
    id: 'SignedCredits',
    description: 'Credits, given (`"50"`) or taken (`"-50"`): a canonical decimal string, not 0.',
    pattern: `^-?(?:${POSITIVE})$`,
    maxLength: MAX_CHARS + 1,
    examples: ['-50'],
  });

/** A price or minimum: 0 or more credits. */
export const CreditsOrNone = bounded
  .refine((amount) => amount >= 0n, 'expected "0" or more')
  .meta({
    id: 'Price',
    description: 'Credits: a canonical decimal string, 0 or more, at most 6 decimals.',
    pattern: `^(?:0|${POSITIVE})$`,
    maxLength: MAX_CHARS,
    examples: ['0.25'],
  });

/** Credits in answers, formatted by `formatCredits`. */
export const CreditsText = z.string().meta({
  id: 'Credits',
  description: 'Credits: a canonical decimal string such as "100", "0.25" or "-7".',
  pattern: '^(?:0|-?(?:0\\.\\d{0,5}[1-9]|[1-9]\\d*(?:\\.\\d{0,5}[1-9])?))$',
  examples: ['100'],
});
