import { min, type Credits } from '../credits.js';
import type { Allocation } from './lot.js';
import { freeOf, lotOf, type LotBook } from './lot-book.js';

/**
 * Takes `credits` from the lots in order of consumption, or as much of them as there is. Stops as
 * soon as it has enough: its cost is that of the lots it takes from.
 */
export function allocate(book: LotBook, credits: Credits): Allocation[] {
  const allocations: Allocation[] = [];
  let missing = credits;
  if (missing === 0n) return allocations;
  for (const { lotId } of book.order) {
    const taken = min(missing, freeOf(lotOf(book, lotId)));
    allocations.push({ lotId, credits: taken });
    missing -= taken;
    if (missing === 0n) break;
  }
  return allocations;
}

/**
 * Walks what a debit took from the last lot to the first (refunds give back in the reverse order),
 * leaves out the `skipped` credits that earlier refunds gave back, and cuts off after `credits`.
 */
export function allocateBack(
  lots: readonly Allocation[],
  skipped: Credits,
  credits: Credits,
): Allocation[] {
  const allocations: Allocation[] = [];
  let toSkip = skipped;
  let missing = credits;
  for (const { lotId, credits: taken } of lots.toReversed()) {
    const before = min(toSkip, taken);
    const back = min(missing, taken - before);
    toSkip -= before;
    missing -= back;
    if (back > 0n) allocations.push({ lotId, credits: back });
  }
  return allocations;
}
