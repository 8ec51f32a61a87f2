/** Claims: what refunds and lost disputes of a payment took of the lot that it bought. */
import type { Credits } from '../credits.js';
import type { SpentPolicy } from './commands.js';
import type { HeldBack } from './hold-events.js';
import type { Allocation } from './lot.js';

/** What one refund, or one lost dispute, took of a lot. */
export interface Claim {
  readonly kind: 'refund' | 'dispute';
  /** Id of the refund or dispute. */
  readonly claimId: string;
  /** Money that went back, tax included. All claims together may name more than was paid. */
  readonly minor: bigint;
  /** Its part of the lot's price, which is net of tax. */
  readonly net: bigint;
  /** What becomes of its spent part. */
  readonly policy: SpentPolicy;
  /** Taken of credits that were free or frozen. */
  readonly unspent: Credits;
  /** Covered by what the lot had lost unspent: by expiry, say. */
  readonly lost: Credits;
  /** Taken from open holds. */
  readonly held: readonly HeldBack[];
  /** Spent before, and written off. */
  readonly writtenOff: Credits;
  /** Spent before, and made debt. */
  readonly debt: Credits;
  /** The part of that debt that other lots repaid at once. */
  readonly repaid: readonly Allocation[];
}

type Credited = { readonly credits: Credits };

const sumOf = <Item>(items: readonly Item[], figure: (item: Item) => bigint): bigint =>
  items.reduce((total, item) => total + figure(item), 0n);
const heldIn = ({ held }: Claim): Credits => sumOf<Credited>(held, ({ credits }) => credits);

/** Taken back of a lot: unspent or held. */
export const clawedBackOf = (claims: readonly Claim[]): Credits =>
  sumOf(claims, (claim) => claim.unspent + heldIn(claim));

/** The spent part of what went back: written off or made debt. */
export const uncoveredOf = (claims: readonly Claim[]): Credits =>
  sumOf(claims, ({ writtenOff, debt }) => writtenOff + debt);

/** The part of a lot's lost credits that claims have counted. */
export const countedLossOf = (claims: readonly Claim[]): Credits =>
  sumOf(claims, ({ lost }) => lost);

/** Credits that the money back stands for. */
export const claimedOf = (claims: readonly Claim[]): Credits =>
  clawedBackOf(claims) + countedLossOf(claims) + uncoveredOf(claims);

/** Money back, tax included, in minor units; may be more than was paid. */
export const moneyBackOf = (claims: readonly Claim[]): bigint =>
  sumOf(claims, ({ minor }) => minor);

/** Money back of the lot's price, in minor units. */
export const netBackOf = (claims: readonly Claim[]): bigint => sumOf(claims, ({ net }) => net);
