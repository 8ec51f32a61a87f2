import type { Credits } from '../../credits.js';
import type { Allocation } from '../lot.js';
import { changeLot, lotOf, type LotBook } from '../lot-book.js';
import type { Lot } from '../lot-figures.js';

/** Reserves available credits for a hold. */
export const reserve = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({ held: lot.held + credits }));

/** Returns a hold's reservation to live lots. */
export const unreserve = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({ held: lot.held - credits }));

/** Freezes credits that returned to disputed lots. */
export const freeze = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({ frozen: lot.frozen + credits }));

/** Spends a hold's reservation, even from lots that have ended. */
export const spendHeld = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({
    held: lot.held - credits,
    remaining: lot.remaining - credits,
  }));

/** Forfeits a hold's reservation from ended lots. */
export const forfeitHeld = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({
    held: lot.held - credits,
    remaining: lot.remaining - credits,
    lost: lot.lost + credits,
  }));

type Change = (lot: Lot, credits: Credits) => Partial<Lot>;

function changeEach(book: LotBook, lots: readonly Allocation[], change: Change): LotBook {
  let changed = book;
  for (const { lotId, credits } of lots) {
    const lot = lotOf(changed, lotId);
    changed = changeLot(changed, lot, { ...lot, ...change(lot, credits) });
  }
  return changed;
}
