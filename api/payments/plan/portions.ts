/** How money that went back of a payment falls to the lots that it paid for. Pure. */
import type { Granted } from './money-back.js';
import { sharesOf } from './shares.js';
import type { BackNow, PaymentNow, RefundNow } from './tree.js';

/** What of an amount that went back, by a refund or dispute, is of one lot. */
export type PortionOf = (objectId: string, minor: bigint) => bigint;

/** A lot with its portions. */
export type Portioned = Granted & { readonly portionOf: PortionOf };

/**
 * Money back falls to the lots by what the payment paid for each, and to what it granted nothing
 * for: the largest remainders first. Refunds one after another, so that all of them together give
 * each lot exactly its part.
 */
export function portions(
  { received }: PaymentNow,
  { refunds }: BackNow,
  granted: Granted,
  others: readonly Granted[],
): PortionOf {
  const { part = received } = granted;
  if (others.length === 0 && part === received) return (_objectId, minor) => minor;
  const lots = [granted, ...others].sort((a, b) => compare(keyOf(a), keyOf(b)));
  const parts = lots.map((lot) => lot.part ?? received);
  const rest = parts.reduce((left, each) => left - each, received);
  const place = lots.indexOf(granted);
  const upTo = (minor: bigint) => sharesOf(minor, [...parts, rest])[place] ?? 0n;
  const portionById = new Map<string, bigint>();
  let before = 0n;
  for (const { refundId, amount } of [...refunds].sort(byAge)) {
    portionById.set(refundId, upTo(before + amount.minor) - upTo(before));
    before += amount.minor;
  }
  return (objectId, minor) => portionById.get(objectId) ?? upTo(minor);
}

/** Ends the id of a command about a lot that is not the only thing its payment can pay for. */
export const suffixOf = ({ paidBy }: Granted): string => (paidBy === undefined ? '' : `:${paidBy}`);

const keyOf = ({ paidBy }: Granted): string => paidBy ?? '';
const byAge = (a: RefundNow, b: RefundNow): number =>
  a.createdAt - b.createdAt || compare(a.refundId, b.refundId);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
