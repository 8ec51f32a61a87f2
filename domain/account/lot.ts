import { z } from 'zod';
import { Credits } from '../credits.js';
import { Instant } from '../instant.js';
import { Money } from '../money.js';

/** Where the credits of a lot come from. */
export const LotSource = z.enum(['plan', 'pack', 'promo', 'adjustment']);
export type LotSource = z.output<typeof LotSource>;

/** What a grant puts into the account: one lot, as it was decided. */
export const LotGrant = z.strictObject({
  lotId: z.string(),
  source: LotSource,
  granted: Credits,
  /** What was paid for the whole lot; null when it was free. */
  paid: Money.nullable(),
  /**
   * The one thing that paid for it: `invoice_line:…`, `payment:…`, `operator:…`, `free:2026-01`,
   * `refund:…`.
   */
  paidBy: z.string(),
  effectiveAt: Instant,
  expiresAt: Instant.nullable(),
});
export type LotGrant = z.output<typeof LotGrant>;

/** Credits taken from, or given back to, one lot. */
export const Allocation = z.strictObject({ lotId: z.string(), credits: Credits });
export type Allocation = z.output<typeof Allocation>;

/** A billing period, decided once and stored: folding reads no time-zone table. */
export const Period = z.strictObject({ n: z.number().int(), startsAt: Instant, endsAt: Instant });
export type Period = z.output<typeof Period>;
