import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent } from '../event.js';
import { Instant } from '../instant.js';
import { Price, Usage } from '../model/price.js';
import { Allocation } from './lot.js';
import { purpose, task } from './purpose.js';

/** What a hold had to give up of a lot whose payment went back. */
export const HeldBack = z.strictObject({ holdId: z.string(), credits: Credits });
export type HeldBack = z.output<typeof HeldBack>;

/** The part of `released` that went to lots whose payment is disputed: frozen, not available. */
const frozen = z.array(Allocation).optional();

/** Credits were reserved for something whose cost is known once it is done. */
export const HoldPlaced = defineEvent('HoldPlaced', {
  accountId: z.string(),
  holdId: z.string(),
  credits: Credits,
  /** What is reserved of each lot, in order of consumption. */
  lots: z.array(Allocation),
  expiresAt: Instant,
  ...task,
  /** What it was expected to use. */
  estimate: Usage.optional(),
  /** How the estimate was priced: the hold is settled by the same version of the rate. */
  price: Price.optional(),
});

/** More was reserved, or for longer, while the work goes on. */
export const HoldExtended = defineEvent('HoldExtended', {
  accountId: z.string(),
  holdId: z.string(),
  /** What is reserved besides what was before. */
  credits: Credits,
  lots: z.array(Allocation),
  /** When it expires from now on. */
  expiresAt: Instant,
});

/**
 * What the hold was for is done: credits = Σ used + Σ taken + overdrawn. All that was reserved is
 * used, released or forfeited; of a hold that had expired nothing was reserved any more.
 */
export const HoldSettled = defineEvent('HoldSettled', {
  accountId: z.string(),
  holdId: z.string(),
  /** The debit that this is: what a refund names. */
  debitId: z.string(),
  /** What it cost. */
  credits: Credits,
  /** From what was reserved. */
  used: z.array(Allocation),
  /** Beyond that, from what was available. */
  taken: z.array(Allocation),
  /** Beyond what was available: became debt. */
  overdrawn: Credits,
  /** What was reserved and not used went back to its lots. */
  released: z.array(Allocation),
  frozen,
  /** The same where the lot has ended since: lost with it. */
  forfeited: z.array(Allocation),
  /** What lots had available after this and gave to debt at once, by lot. */
  repaid: z.array(Allocation),
  ...purpose,
  usage: Usage.optional(),
  price: Price.optional(),
});

/** Nothing is reserved any more: somebody let go of it, or its time was over. */
export const HoldReleased = defineEvent('HoldReleased', {
  accountId: z.string(),
  holdId: z.string(),
  reason: z.enum(['released', 'expired']),
  /** What was reserved went back to its lots. */
  released: z.array(Allocation),
  frozen,
  /** The same where the lot has ended since: lost with it. */
  forfeited: z.array(Allocation),
  /** What lots had available after this and gave to debt at once, by lot. */
  repaid: z.array(Allocation),
});
