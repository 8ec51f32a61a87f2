import { z } from 'zod';
import { divideRoundingUp, formatCredits, MICRO, type Credits } from '../../domain/credits.js';
import { Currency } from '../catalogue/present-plan.js';

/** Price of one credit of a lot. */
export const UnitPrice = z
  .object({
    minor: z.string().meta({
      description: 'Minor units of the currency a credit, at most 6 decimals, rounded up.',
      pattern: '^(?:0|(?:0\\.\\d{0,5}[1-9]|[1-9]\\d*(?:\\.\\d{0,5}[1-9])?))$',
      examples: ['5'],
    }),
    currency: Currency,
  })
  .meta({ id: 'UnitPrice' });

/** `unitPrice(1000n, 'usd', 200000000n)` → 5 cents per credit. */
export function unitPrice(
  paidMinor: bigint,
  currency: string,
  granted: Credits,
): z.output<typeof UnitPrice> {
  if (granted <= 0n) return { minor: '0', currency };
  // Any number with six decimals formats like credits.
  return { minor: formatCredits(divideRoundingUp(paidMinor * MICRO * MICRO, granted)), currency };
}
