import type { FactOf } from '../../event.js';
import type { Instant } from '../../instant.js';
import { forfeitHeld, freeze, reserve, spendHeld, unreserve } from './held.js';
import {
  added,
  cutHolds,
  endHold,
  expireHold,
  holdOf,
  putHold,
  reservedOf,
  type Hold,
} from '../hold-book.js';
import type {
  HeldBack,
  HoldExtended,
  HoldPlaced,
  HoldReleased,
  HoldSettled,
} from '../hold-events.js';
import type { Allocation } from '../lot.js';
import { taken, type LotBook } from '../lot-book.js';
import { countHeld, countUsed, type Members } from '../members.js';
import { sum } from '../posting.js';
import { taskOf } from '../purpose.js';
import type { AccountState } from '../state.js';

type Data<Event extends (...facts: never[]) => unknown> =
  FactOf<Event> extends { data: infer D } ? D : never;

/** Folds events of holds: reserves the credits of a new hold. */
export function holdPlaced(
  state: AccountState,
  data: Data<typeof HoldPlaced>,
  placedAt: Instant,
): AccountState {
  const { holdId, lots, expiresAt, price } = data;
  const rateVersion = price?.rateVersion ?? null;
  const hold = { holdId, placedAt, expiresAt, lots, task: taskOf(data), rateVersion };
  return {
    ...state,
    book: reserve(state.book, lots),
    holds: putHold(state.holds, hold),
    members: countHeld(state.members, by(state, hold), data.credits),
  };
}

/** Reserves more, or for longer. */
export function holdExtended(state: AccountState, data: Data<typeof HoldExtended>): AccountState {
  const { holdId, lots, expiresAt } = data;
  const hold = holdOf(state.holds, holdId);
  const holds = putHold(state.holds, { ...hold, expiresAt, lots: added(hold.lots, lots) });
  const members = countHeld(state.members, by(state, hold), data.credits);
  return { ...state, book: reserve(state.book, lots), holds, members };
}

/** Spends or returns the reservation; takes what is missing, or records debt. */
export function holdSettled(
  state: AccountState,
  data: Data<typeof HoldSettled>,
  occurredAt: Instant,
): AccountState {
  const used = spendHeld(state.book, data.used);
  const book = taken(givenBack(used, data), data.taken);
  const user = { memberId: data.memberId, periodFrom: state.periodFrom };
  return {
    ...state,
    book: taken(book, data.repaid),
    holds: endHold(state.holds, data.holdId, 'settled'),
    members: countUsed(releaseMembers(state, data.holdId), user, data.credits, occurredAt),
    debt: state.debt + data.overdrawn - sum(data.repaid),
  };
}

/** Returns the whole reservation. */
export function holdReleased(state: AccountState, data: Data<typeof HoldReleased>): AccountState {
  const { holdId, reason, repaid } = data;
  const holds =
    reason === 'expired'
      ? expireHold(state.holds, holdId)
      : endHold(state.holds, holdId, 'released');
  const book = taken(givenBack(state.book, data), repaid);
  return {
    ...state,
    book,
    holds,
    members: releaseMembers(state, holdId),
    debt: state.debt - sum(repaid),
  };
}

/** Cuts holds after a payment refund; the lot itself is changed separately. */
export function holdsCut(
  state: AccountState,
  lotId: string,
  cuts: readonly HeldBack[],
): AccountState {
  if (cuts.length === 0) return state;
  let { members } = state;
  for (const { holdId, credits } of cuts) {
    members = countHeld(members, by(state, holdOf(state.holds, holdId)), -credits);
  }
  return { ...state, members, holds: cutHolds(state.holds, lotId, cuts) };
}

/** Gives open holds back what a payment refund had cut; the lot itself is changed separately. */
export const holdsRestored = (
  state: AccountState,
  lotId: string,
  cuts: readonly HeldBack[],
): AccountState =>
  holdsCut(
    state,
    lotId,
    cuts.map(({ holdId, credits }) => ({ holdId, credits: -credits })),
  );

const by = ({ periodFrom }: AccountState, { task }: Pick<Hold, 'task'>) => ({
  memberId: task.memberId,
  periodFrom,
});

/** Members without what an open hold had reserved. */
function releaseMembers(state: AccountState, holdId: string): Members {
  const hold = state.holds.open.get(holdId);
  if (!hold) return state.members;
  return countHeld(state.members, by(state, hold), -reservedOf(hold));
}

/** Returns credits: to live lots, frozen if disputed; those of ended lots are lost. */
export const givenBack = (
  book: LotBook,
  { released, frozen = [], forfeited }: GivenBack,
): LotBook => forfeitHeld(freeze(unreserve(book, released), frozen), forfeited);

interface GivenBack {
  readonly released: readonly Allocation[];
  readonly frozen?: readonly Allocation[] | undefined;
  readonly forfeited: readonly Allocation[];
}
