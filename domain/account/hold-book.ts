import type { Credits } from '../credits.js';
import { IntegrityError } from '../errors.js';
import type { Instant } from '../instant.js';
import { SortedMap, type Sorting } from '../sorted-map.js';
import type { HeldBack } from './hold-events.js';
import type { Allocation } from './lot.js';
import type { Task } from './purpose.js';

/** Ended holds remembered, per kind of end; older ones are known to have ended, but not how. */
export const MAX_ENDED_HOLDS = 1_000;

/** What is remembered of an expired hold, enough to settle it. */
export interface ExpiredHold {
  readonly holdId: string;
  readonly placedAt: Instant;
  readonly task: Task;
  /** Rate version by which it is settled; null for a hold of credits. */
  readonly rateVersion: number | null;
}

/** An open hold: reserved credits until the cost is known. */
export interface Hold extends ExpiredHold {
  readonly expiresAt: Instant;
  /** Reservation by lot. */
  readonly lots: readonly Allocation[];
}

/** An ended hold, and how it ended. */
export interface EndedHold {
  readonly holdId: string;
  readonly end: 'settled' | 'released';
}

interface Expiry {
  readonly expiresAt: Instant;
  readonly holdId: string;
}

/** All holds of an account that still matter. Immutable; ids sort by age. */
export interface HoldBook {
  readonly open: SortedMap<string, Hold>;
  /** Open holds, soonest expiry first. */
  readonly expiries: SortedMap<Expiry, Expiry>;
  /** Expired and not settled. */
  readonly expired: SortedMap<string, ExpiredHold>;
  readonly ended: SortedMap<string, EndedHold>;
  /** Youngest hold whose end was forgotten; `''`: none. All younger ones are known. */
  readonly floor: string;
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const idOf = ({ holdId }: { readonly holdId: string }): string => holdId;
const byId = { keyOf: idOf, compare: byText };
const expiries: Sorting<Expiry, Expiry> = {
  keyOf: (expiry) => expiry,
  compare: (a, b) => a.expiresAt - b.expiresAt || byText(a.holdId, b.holdId),
};

/** Builds the book from its holds; derives the order of expiry. */
export function holdBookOf(
  open: readonly Hold[],
  expired: readonly ExpiredHold[],
  ended: readonly EndedHold[],
  floor: string,
): HoldBook {
  return {
    open: SortedMap.of<string, Hold>(byId, open),
    expiries: SortedMap.of(
      expiries,
      open.map(({ expiresAt, holdId }) => ({ expiresAt, holdId })),
    ),
    expired: SortedMap.of<string, ExpiredHold>(byId, expired),
    ended: SortedMap.of<string, EndedHold>(byId, ended),
    floor,
  };
}

/** The holds of a new account. */
export const NO_HOLDS: HoldBook = holdBookOf([], [], [], '');

/** Total reservation of a hold. */
export const reservedOf = ({ lots }: Pick<Hold, 'lots'>): Credits =>
  lots.reduce((total, { credits }) => total + credits, 0n);

/** A hold that the log says is open; throws IntegrityError if it is not. */
export function holdOf({ open }: HoldBook, holdId: string): Hold {
  const hold = open.get(holdId);
  if (!hold) throw new IntegrityError(`hold ${holdId} is not open`, { holdId });
  return hold;
}

/** Adds or replaces a hold. */
export function putHold(book: HoldBook, hold: Hold): HoldBook {
  const { holdId, expiresAt } = hold;
  const before = book.open.get(holdId);
  const open = book.open.with(hold);
  if (before?.expiresAt === expiresAt) return { ...book, open };
  const others = before ? book.expiries.without(before) : book.expiries;
  return { ...book, open, expiries: others.with({ expiresAt, holdId }) };
}

/** Ends a hold as settled or released; an expired one may be settled later. */
export function endHold(book: HoldBook, holdId: string, end: EndedHold['end']): HoldBook {
  const { ended, floor } = remember(book.floor, book.ended.with({ holdId, end }));
  const left = { ...book, ended, floor };
  if (!book.open.get(holdId)) return { ...left, expired: book.expired.without(holdId) };
  return without(left, holdId);
}

/** Ends a hold by expiry. */
export function expireHold(book: HoldBook, holdId: string): HoldBook {
  const { placedAt, task, rateVersion } = holdOf(book, holdId);
  const known = book.expired.with({ holdId, placedAt, task, rateVersion });
  const { ended: expired, floor } = remember(book.floor, known);
  return without({ ...book, expired, floor }, holdId);
}

function without(book: HoldBook, holdId: string): HoldBook {
  const hold = holdOf(book, holdId);
  return { ...book, open: book.open.without(holdId), expiries: book.expiries.without(hold) };
}

/** Drops the oldest beyond the bound. */
function remember<Item extends { readonly holdId: string }>(
  floor: string,
  ended: SortedMap<string, Item>,
): { ended: SortedMap<string, Item>; floor: string } {
  const oldest = ended.first();
  if (ended.size <= MAX_ENDED_HOLDS || !oldest) return { ended, floor };
  const { holdId } = oldest;
  return { ended: ended.without(holdId), floor: holdId > floor ? holdId : floor };
}

/** Cuts `credits` of a lot from the holds that reserved from it, the youngest first. */
export function takeFromHolds({ open }: HoldBook, lotId: string, credits: Credits): HeldBack[] {
  const taken: HeldBack[] = [];
  let missing = credits;
  if (missing === 0n) return taken;
  for (const { holdId, lots } of [...open].reverse()) {
    const reserved = lots.find((share) => share.lotId === lotId)?.credits ?? 0n;
    const part = reserved < missing ? reserved : missing;
    missing -= part;
    if (part > 0n) taken.push({ holdId, credits: part });
  }
  return taken;
}

/** Applies cuts of a lot to its holds. */
export function cutHolds(book: HoldBook, lotId: string, cuts: readonly HeldBack[]): HoldBook {
  let left = book;
  for (const { holdId, credits } of cuts) {
    const hold = holdOf(left, holdId);
    left = putHold(left, { ...hold, lots: added(hold.lots, [{ lotId, credits: -credits }]) });
  }
  return left;
}

/** Merges allocations: each lot once, in the order of its first part. */
export function added(lots: readonly Allocation[], more: readonly Allocation[]): Allocation[] {
  const sums = new Map(lots.map(({ lotId, credits }) => [lotId, credits]));
  for (const { lotId, credits } of more) sums.set(lotId, (sums.get(lotId) ?? 0n) + credits);
  return Array.from(sums, ([lotId, credits]) => ({ lotId, credits })).filter(
    ({ credits }) => credits !== 0n,
  );
}
