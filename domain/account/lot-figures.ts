/** State of one lot, and what follows from its figures. */
import type { Credits } from '../credits.js';
import { clawedBackOf, uncoveredOf, type Claim } from './claim.js';
import type { LotGrant, LotStatus } from './lot.js';

/**
 * State of one lot. `granted = remaining + lost + clawed back + spent`, so what was spent is not
 * stored.
 */
export interface Lot {
  readonly grant: LotGrant;
  readonly status: LotStatus;
  /** Its status before it was clawed back; otherwise `live`. */
  readonly before: LotStatus;
  /** What is left, whether held, frozen or free. */
  readonly remaining: Credits;
  /** The part of `remaining` reserved by open holds. */
  readonly held: Credits;
  /** The part of `remaining` frozen by open disputes. */
  readonly frozen: Credits;
  /** Gone unspent: expired, forfeited by a renewal, or adjusted away. */
  readonly lost: Credits;
  /** The part of spent credits refunded as promo lots, because this lot has ended. */
  readonly reissued: Credits;
  /** What it was paid with by any means, tax included, in minor units; 0 if free. */
  readonly gross: bigint;
  /** Refunds and lost disputes of its payment, oldest first. */
  readonly claims: readonly Claim[];
  /** Its part of the level's reference: left when the period began, or granted since. */
  readonly base: Credits;
}

/** What a lot can give now. */
export const freeOf = ({ remaining, held, frozen }: Lot): Credits => remaining - held - frozen;

/** What is left of a lot and not held: free or frozen. */
export const unspentOf = ({ remaining, held }: Lot): Credits => remaining - held;

/** Spent credits of a lot: by debits, or on debt when it was granted. */
export const spentOf = ({ grant, remaining, lost, claims }: Lot): Credits =>
  grant.granted - remaining - lost - clawedBackOf(claims);

/**
 * Whether the lot's state follows from its grant alone: no expiry, nothing left, no payment refund.
 * What a free lot lost unspent does not matter.
 */
export function isUsedUp({ grant, status, remaining, lost, claims }: Lot): boolean {
  if (remaining > 0n || status !== 'live' || grant.expiresAt !== null) return false;
  return grant.paid === null || (lost === 0n && claims.length === 0);
}

/** What debit refunds may still return for a lot: spent, paid for, not returned elsewhere. */
export function returnableOf(lot: Lot): Credits {
  const returnable = spentOf(lot) - uncoveredOf(lot.claims) - lot.reissued;
  return returnable > 0n ? returnable : 0n;
}
