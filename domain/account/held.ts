import type { Credits } from '../credits.js';
import type { Allocation } from './lot.js';
import { changeLot, lotOf, type Lot, type LotBook } from './lot-book.js';

/** Reserves for a hold what was available. */
export const reserve = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({ held: lot.held + credits }));

/** Gives back to lots that live on what a hold had reserved of them. */
export const unreserve = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({ held: lot.held - credits }));

/** Freezes what has come back to lots whose payment is disputed. */
export const freeze = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({ frozen: lot.frozen + credits }));

/** Spends what a hold had reserved, also of a lot that has ended since. */
export const spendHeld = (book: LotBook, lots: readonly Allocation[]): LotBook =>
  changeEach(book, lots, (lot, credits) => ({
    held: lot.held - credits,
    remaining: lot.remaining - credits,
  }));

/** What a hold had reserved of lots that have ended since is lost with them. */
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
