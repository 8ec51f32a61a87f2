import { z } from 'zod';

/**
 * Money: whole minor units of one currency (`{ minor: 1000n, currency: "usd" }` is $10.00).
 * Currencies are never added to each other.
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
