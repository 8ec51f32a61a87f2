/** Events of holds. */
import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent } from '../event.js';
import { Instant } from '../instant.js';
import { Price, Usage } from '../model/price.js';
import { Allocation } from './lot.js';
import { purpose, task } from './purpose.js';
import { reasonIfAny } from './reason.js';

/** What a hold lost of a lot whose payment was refunded. */
export const HeldBack = z.strictObject({ holdId: z.string(), credits: Credits });
export type HeldBack = z.output<typeof HeldBack>;

/** The part of `released` that went to disputed lots: frozen, not available. */
const frozen = z.array(Allocation).optional();

/** Credits were reserved for work whose cost is known when it ends. */
export const HoldPlaced = defineEvent('HoldPlaced', {
  accountId: z.string(),
  holdId: z.string(),
  credits: Credits,
  /** Reservation by lot, in order of consumption. */
  lots: z.array(Allocation),
  expiresAt: Instant,
  ...task,
  /** Expected usage. */
  estimate: Usage.optional(),
  /** Price of the estimate: the hold is settled by the same rate version. */
  price: Price.optional(),
});

/** A hold was increased or prolonged. */
export const HoldExtended = defineEvent('HoldExtended', {
  accountId: z.string(),
  holdId: z.string(),
  /** Reserved in addition. */
  credits: Credits,
  lots: z.array(Allocation),
  /** The new expiry. */
  expiresAt: Instant,
});

/**
 * A hold was settled: credits = Σ used + Σ taken + overdrawn. Its whole reservation is used,
 * released or forfeited; an expired hold has none left.
 */
export const HoldSettled = defineEvent('HoldSettled', {
  accountId: z.string(),
  holdId: z.string(),
  /** Id of the resulting debit, for refunds. */
  debitId: z.string(),
  /** The cost. */
  credits: Credits,
  /** From the reservation. */
  used: z.array(Allocation),
  /** Beyond that, from what was available. */
  taken: z.array(Allocation),
  /** Beyond what was available: became debt. */
  overdrawn: Credits,
  /** Unused reservation, returned to its lots. */
  released: z.array(Allocation),
  frozen,
  /** Unused reservation of ended lots: lost. */
  forfeited: z.array(Allocation),
  /** Debt repaid at once from what became available, by lot. */
  repaid: z.array(Allocation),
  ...purpose,
  usage: Usage.optional(),
  price: Price.optional(),
});

/** A hold was released or expired. */
export const HoldReleased = defineEvent('HoldReleased', {
  accountId: z.string(),
  holdId: z.string(),
  reason: z.enum(['released', 'expired']),
  /** Reservation returned to its lots. */
  released: z.array(Allocation),
  frozen,
  /** Reservation of ended lots: lost. */
  forfeited: z.array(Allocation),
  /** Debt repaid at once from what became available, by lot. */
  repaid: z.array(Allocation),
  ...reasonIfAny,
});
