import { min, type Credits } from '../credits.js';
import type { Allocation } from './lot.js';
import { lotOf, type LotBook } from './lot-book.js';
import { freeOf } from './lot-figures.js';

/**
 * Allocates `credits` from lots in order of consumption, or as many as there are. Visits only the
 * lots it takes from.
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
 * Walks a debit's allocations from last to first (refunds return in reverse order), skips the
 * `skipped` credits that earlier refunds returned, and stops after `credits`.
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
