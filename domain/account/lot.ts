/** Lots: where credits come from, how many are left, when they end. */
import { z } from 'zod';
import { Credits } from '../credits.js';
import { Instant } from '../instant.js';
import { Money } from '../money.js';

/** Origin of a lot's credits. */
export const LotSource = z.enum(['plan', 'pack', 'promo', 'adjustment']);
export type LotSource = z.output<typeof LotSource>;

/** `live`, or how a lot ended: expiry, renewal, or refund of its payment. */
export const LotStatus = z.enum(['live', 'expired', 'replaced', 'clawed_back']);
export type LotStatus = z.output<typeof LotStatus>;

/** A granted lot, as decided. */
export const LotGrant = z.strictObject({
  lotId: z.string(),
  source: LotSource,
  granted: Credits,
  /** Price of the whole lot; null if free. */
  paid: Money.nullable(),
  /** What paid for it: `invoice_line:…`, `payment:…`, `operator:…`, `free:2026-01`, `refund:…`. */
  paidBy: z.string(),
  effectiveAt: Instant,
  expiresAt: Instant.nullable(),
});
export type LotGrant = z.output<typeof LotGrant>;

/** Credits taken from, or returned to, one lot. */
export const Allocation = z.strictObject({ lotId: z.string(), credits: Credits });
export type Allocation = z.output<typeof Allocation>;

/** A billing period, decided once and stored: folding needs no time zone data. */
export const Period = z.strictObject({ n: z.number().int(), startsAt: Instant, endsAt: Instant });
export type Period = z.output<typeof Period>;
