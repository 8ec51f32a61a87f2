import { z } from 'zod';

/**
 * Money: whole minor units of one currency (`{ minor: 1000n, currency: "usd" }` is $10.00). Never
 * add different currencies.
 */
export interface Money {
  readonly minor: bigint;
  readonly currency: string;
}

const WholeNumber = z.codec(
  z.number().int().min(-Number.MAX_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  z.bigint(),
  {
    decode: (n) => BigInt(n),
    encode: (n) => Number(n),
  },
);

/** Wire codec of money: `{ "minor": 1000, "currency": "usd" }`, Stripe's minor units. */
export const Money = z.strictObject({
  minor: WholeNumber,
  currency: z.string().regex(/^[a-z]{3}$/, 'expected a lower-case ISO 4217 code'),
});

/** Stripe's zero-decimal currencies: 500 is 500 yen. (Its API counts UGX with two decimals.) */
const ZERO_DECIMAL: ReadonlySet<string> = new Set(
  'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf'.split(' '),
);
const THREE_DECIMAL: ReadonlySet<string> = new Set('bhd jod kwd omr tnd'.split(' '));

/** Stripe's minor units per unit of a currency: 100 cents, 1 yen, 1,000 fils. */
export function minorPerUnit(currency: string): bigint {
  if (ZERO_DECIMAL.has(currency)) return 1n;
  return THREE_DECIMAL.has(currency) ? 1_000n : 100n;
}

/** Formats for people: `10.00 usd`, `500 jpy`, `-1.250 kwd`. */
export function formatMoney({ minor, currency }: Money): string {
  const decimals = minorPerUnit(currency).toString().length - 1;
  if (decimals === 0) return `${minor} ${currency}`;
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, -decimals);
  return `${minor < 0n ? '-' : ''}${whole}.${digits.slice(-decimals)} ${currency}`;
}
