import type { FactOf } from '../event.js';
import type { Instant } from '../instant.js';
import { forfeitHeld, reserve, spendHeld, unreserve } from './held.js';
import { added, endHold, expireHold, holdOf, putHold } from './hold-book.js';
import type { HoldExtended, HoldPlaced, HoldReleased, HoldSettled } from './hold-events.js';
import type { Allocation } from './lot.js';
import { taken, type LotBook } from './lot-book.js';
import { sum } from './posting.js';
import { taskOf } from './purpose.js';
import type { AccountState } from './state.js';

type Data<Event extends (...facts: never[]) => unknown> =
  FactOf<Event> extends { data: infer D } ? D : never;

/** Credits of these lots are reserved. */
export function holdPlaced(
  state: AccountState,
  data: Data<typeof HoldPlaced>,
  placedAt: Instant,
): AccountState {
  const { holdId, lots, expiresAt, price } = data;
  const rateVersion = price?.rateVersion ?? null;
  const hold = { holdId, placedAt, expiresAt, lots, task: taskOf(data), rateVersion };
  return { ...state, book: reserve(state.book, lots), holds: putHold(state.holds, hold) };
}

/** More is reserved, or for longer. */
export function holdExtended(state: AccountState, data: Data<typeof HoldExtended>): AccountState {
  const { holdId, lots, expiresAt } = data;
  const hold = holdOf(state.holds, holdId);
  const holds = putHold(state.holds, { ...hold, expiresAt, lots: added(hold.lots, lots) });
  return { ...state, book: reserve(state.book, lots), holds };
}

/** What was reserved is spent or goes back; what is missing is taken, or owed. */
export function holdSettled(state: AccountState, data: Data<typeof HoldSettled>): AccountState {
  const used = spendHeld(state.book, data.used);
  const book = taken(givenBack(used, data), data.taken);
  return {
    ...state,
    book: taken(book, data.repaid),
    holds: endHold(state.holds, data.holdId, 'settled'),
    debt: state.debt + data.overdrawn - sum(data.repaid),
  };
}

/** All that was reserved goes back. */
export function holdReleased(state: AccountState, data: Data<typeof HoldReleased>): AccountState {
  const { holdId, reason, repaid } = data;
  const holds =
    reason === 'expired'
      ? expireHold(state.holds, holdId)
      : endHold(state.holds, holdId, 'released');
  const book = taken(givenBack(state.book, data), repaid);
  return { ...state, book, holds, debt: state.debt - sum(repaid) };
}

/** To lots that live on; to those that have ended it is lost. */
export const givenBack = (book: LotBook, { released, forfeited }: GivenBack): LotBook =>
  forfeitHeld(unreserve(book, released), forfeited);

interface GivenBack {
  readonly released: readonly Allocation[];
  readonly forfeited: readonly Allocation[];
}
