import { z } from 'zod';

/** Credits in memory: whole micro-credits (1 credit = 1,000,000). Never a float. */
export type Credits = bigint;

/** Micro-credits per credit. */
export const MICRO = 1_000_000n;

/** Limit of an amount in a request: 1,000,000,000 credits. */
export const MAX_CREDITS_PER_AMOUNT: Credits = 1_000_000_000n * MICRO;

const CANONICAL = /^(?:0|-?(?:0\.\d*[1-9]|[1-9]\d*(?:\.\d*[1-9])?))$/;
const DECIMALS = 6;
/** Maximum length before parsing: 24 whole digits, sign, point and six decimals. */
const MAX_TEXT_CHARS = 32;
/** Integers of this many characters are exact as JavaScript numbers. */
const EXACT_CHARS = 15;

/** Formats as canonical decimal: `12500000n` → `"12.5"`, never an exponent or `-0`. */
export function formatCredits(amount: Credits): string {
  const negative = amount < 0n;
  const digits = (negative ? -amount : amount).toString();
  const whole = digits.length > DECIMALS ? digits.slice(0, -DECIMALS) : '0';
  const fraction = digits.padStart(DECIMALS, '0').slice(-DECIMALS).replace(/0+$/, '');
  return `${negative ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Parses a canonical decimal; undefined if the text is not canonical. */
export function parseCredits(text: string): Credits | undefined {
  if (text === '0') return 0n;
  if (text.length > MAX_TEXT_CHARS || !CANONICAL.test(text)) return undefined;
  const point = text.indexOf('.');
  const whole = point < 0 ? text : text.slice(0, point);
  const fraction = point < 0 ? '' : text.slice(point + 1);
  if (fraction.length > DECIMALS) return undefined;
  const micro = whole + fraction.padEnd(DECIMALS, '0');
  // Fast path for every amount of every event read: short text is exact as a number.
  return BigInt(micro.length <= EXACT_CHARS ? Number(micro) : micro);
}

const FORM = 'expected a decimal string such as "12.5", at most 6 decimals, no trailing zeros';

/**
 * Wire codec of credits: canonical decimal string with at most 6 decimals ⇄ bigint micro-credits.
 * Refuses `"1e2"`, `"1.0"` and numbers.
 */
export const Credits = z.codec(z.string(FORM).max(MAX_TEXT_CHARS, FORM), z.bigint(), {
  decode: (text, ctx) => {
    const amount = parseCredits(text);
    if (amount === undefined) {
      ctx.issues.push({
        code: 'custom',
        input: text,
        message: FORM,
      });
      return z.NEVER;
    }
    return amount;
  },
  encode: (amount) => formatCredits(amount),
});

/** Division that rounds towards positive infinity; `divisor` must be positive. */
export function divideRoundingUp(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor > 0n ? quotient + 1n : quotient;
}

/** Division that rounds towards negative infinity; `divisor` must be positive. */
export function divideRoundingDown(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

/** The smaller of two amounts. */
export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
/** The larger of two amounts. */
export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
