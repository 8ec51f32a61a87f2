import type { Credits } from '../credits.js';
import { IntegrityError } from '../errors.js';
import type { Instant } from '../instant.js';
import { SortedMap, type Sorting } from '../sorted-map.js';
import type { Allocation, LotGrant, LotStatus } from './lot.js';
import { freeOf, isUsedUp, type Lot } from './lot-figures.js';

/**
 * The order of consumption, public and tested: soonest expiry first (none is last) → free before
 * paid → oldest → id.
 */
export function byConsumption(a: LotGrant, b: LotGrant): number {
  if (a.expiresAt !== b.expiresAt) return (a.expiresAt ?? Infinity) - (b.expiresAt ?? Infinity);
  if ((a.paid === null) !== (b.paid === null)) return a.paid === null ? -1 : 1;
  if (a.effectiveAt !== b.effectiveAt) return a.effectiveAt - b.effectiveAt;
  return byText(a.lotId, b.lotId);
}

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

interface Ending {
  readonly expiresAt: Instant;
  readonly lotId: string;
}

/** What paid for a plan or pack lot, and that lot. */
export interface Source {
  readonly paidBy: string;
  readonly lotId: string;
}

const lotSorting: Sorting<string, Lot> = { keyOf: (lot) => lot.grant.lotId, compare: byText };
const consumption: Sorting<LotGrant, LotGrant> = { keyOf: (g) => g, compare: byConsumption };
const endings: Sorting<Ending, Ending> = {
  keyOf: (ending) => ending,
  compare: (a, b) => a.expiresAt - b.expiresAt || byText(a.lotId, b.lotId),
};
const usedUpSorting: Sorting<string, string> = { keyOf: (lotId) => lotId, compare: byText };
const byLot: Sorting<string, Source> = { keyOf: ({ lotId }) => lotId, compare: byText };
const sourceSorting: Sorting<string, Source> = { keyOf: (s) => s.paidBy, compare: byText };

/** Sources of retired packs remembered here; for older ones the event store knows the command. */
export const MAX_RETIRED_SOURCES = 5_000;

/** Summary of retired lots. */
export interface Retired {
  /** Number of retired lots. */
  readonly count: number;
  /** Their part of the reference, until the next period. */
  readonly base: Credits;
  /** Sources of the latest packs among them, by lot. */
  readonly sources: SortedMap<string, Source>;
}

/**
 * All lots of an account that still matter, with their sums. Immutable. A debit walks `order`,
 * which omits empty and frozen lots, so that its cost does not grow with history.
 */
export interface LotBook {
  /**
   * By id: live lots (empty ones too until retired, since refunds may fill them), ended lots with
   * holds, and paid lots.
   */
  readonly lots: SortedMap<string, Lot>;
  /** Lots with free credits, in order of consumption. */
  readonly order: SortedMap<LotGrant, LotGrant>;
  /** Ids of lots that may be retired, oldest first. */
  readonly usedUp: SortedMap<string, string>;
  readonly retired: Retired;
  /** Live lots with an expiry, soonest first. */
  readonly endings: SortedMap<Ending, Ending>;
  /** Sources of plan and pack lots, except those long retired: each pays once. */
  readonly sources: SortedMap<string, Source>;
  /** Σ (remaining − held − frozen) over live lots. */
  readonly available: Credits;
  /** Σ held, including ended lots. */
  readonly held: Credits;
  readonly frozen: Credits;
  /** Σ base over live lots, including retired ones. */
  readonly reference: Credits;
}

/** The lots of a new account. */
export const EMPTY_BOOK: LotBook = bookOf([], [], { count: 0, base: 0n, sources: [] });

/** Builds the book from lots and sources; derives sums and orders. */
export function bookOf(
  lots: readonly Lot[],
  sources: readonly Source[],
  retired: Omit<Retired, 'sources'> & { readonly sources: readonly Source[] },
): LotBook {
  const live = lots.filter(({ status }) => status === 'live');
  const giving = lots.filter((lot) => freeOf(lot) > 0n);
  return {
    lots: SortedMap.of(lotSorting, lots),
    order: SortedMap.of(
      consumption,
      giving.map(({ grant }) => grant),
    ),
    endings: SortedMap.of(
      endings,
      live.flatMap(({ grant: { expiresAt, lotId } }) =>
        expiresAt === null ? [] : [{ expiresAt, lotId }],
      ),
    ),
    usedUp: SortedMap.of(
      usedUpSorting,
      lots.filter(isUsedUp).map(({ grant }) => grant.lotId),
    ),
    retired: { ...retired, sources: SortedMap.of(byLot, retired.sources) },
    sources: SortedMap.of(sourceSorting, [...sources, ...retired.sources]),
    available: giving.reduce((total, lot) => total + freeOf(lot), 0n),
    held: lots.reduce((total, { held }) => total + held, 0n),
    frozen: lots.reduce((total, { frozen }) => total + frozen, 0n),
    reference: live.reduce((total, { base }) => total + base, retired.base),
  };
}

/** A lot that the log says exists; throws IntegrityError if it does not. */
export function lotOf(book: LotBook, lotId: string): Lot {
  const lot = book.lots.get(lotId);
  if (!lot) throw new IntegrityError(`no lot ${lotId}`, { lotId });
  return lot;
}

/** The lot paid for by a source, while it is kept. */
export function lotPaidBy(book: LotBook, paidBy: string): Lot | undefined {
  const source = book.sources.get(paidBy);
  return source && book.lots.get(source.lotId);
}

/** Adds a lot, of which `repaid` goes to debt at once. */
export function addLot(book: LotBook, grant: LotGrant, repaid: Credits = 0n): LotBook {
  const { lotId, expiresAt, paidBy, source, granted } = grant;
  const remaining = granted - repaid;
  const lot: Lot = {
    grant,
    status: 'live',
    before: 'live',
    remaining,
    held: 0n,
    frozen: 0n,
    lost: 0n,
    reissued: 0n,
    gross: grant.paid?.minor ?? 0n,
    claims: [],
    base: granted,
  };
  const named = source === 'plan' || source === 'pack';
  return {
    ...book,
    lots: book.lots.with(lot),
    order: remaining > 0n ? book.order.with(grant) : book.order,
    usedUp: isUsedUp(lot) ? book.usedUp.with(lotId) : book.usedUp,
    endings: expiresAt === null ? book.endings : book.endings.with({ expiresAt, lotId }),
    sources: named ? book.sources.with({ paidBy, lotId }) : book.sources,
    available: book.available + remaining,
    reference: book.reference + granted,
  };
}

/** Paid lots are kept for ever: their payment may still be refunded. */
const isKept = ({ status, grant, held }: Lot): boolean =>
  status === 'live' || grant.paid !== null || held > 0n;

/** Replaces a lot and updates sums and orders. Drops an ended lot that nothing refers to. */
export function changeLot(book: LotBook, before: Lot, after: Lot): LotBook {
  const had = freeOf(before);
  const has = freeOf(after);
  if (has < 0n || after.frozen < 0n || after.held < 0n) {
    throw new IntegrityError(`lot ${after.grant.lotId} gives more than it has`);
  }
  let order = book.order;
  if (had > 0n && has === 0n) order = order.without(after.grant);
  if (had === 0n && has > 0n) order = order.with(after.grant);
  return {
    ...book,
    lots: isKept(after) ? book.lots.with(after) : book.lots.without(after.grant.lotId),
    order,
    usedUp: usedUpAfter(book.usedUp, before, after),
    available: book.available + has - had,
    held: book.held + after.held - before.held,
    frozen: book.frozen + after.frozen - before.frozen,
  };
}

/** Runs for every debit: only a lot that empties, fills or ends changes the set. */
function usedUpAfter(usedUp: LotBook['usedUp'], before: Lot, after: Lot): LotBook['usedUp'] {
  const [was, is] = [isUsedUp(before), isUsedUp(after)];
  if (was === is) return usedUp;
  const { lotId } = after.grant;
  return is ? usedUp.with(lotId) : usedUp.without(lotId);
}

/** Takes available credits from a lot. */
export function takeFrom(book: LotBook, lotId: string, credits: Credits): LotBook {
  const lot = lotOf(book, lotId);
  return changeLot(book, lot, { ...lot, remaining: lot.remaining - credits });
}

/** Takes available credits from several lots. */
export function taken(book: LotBook, lots: readonly Allocation[]): LotBook {
  let left = book;
  for (const { lotId, credits } of lots) left = takeFrom(left, lotId, credits);
  return left;
}

/**
 * Ends a lot: free credits are lost; frozen ones stay until the dispute closes, held ones until the
 * hold ends. One that is clawed back keeps its base: it may be live again.
 */
export function endLot(book: LotBook, lotId: string, status: LotStatus): LotBook {
  const lot = lotOf(book, lotId);
  const { grant, lost } = lot;
  const remaining = lot.frozen + lot.held;
  const isBack = status === 'clawed_back';
  const base = isBack ? lot.base : 0n;
  const before = isBack && lot.status !== status ? lot.status : lot.before;
  const ended = { ...lot, status, before, remaining, lost: lost + freeOf(lot), base };
  const changed = changeLot(book, lot, ended);
  return {
    ...changed,
    endings:
      grant.expiresAt === null
        ? book.endings
        : book.endings.without({ expiresAt: grant.expiresAt, lotId }),
    reference: lot.status === 'live' ? book.reference - lot.base : book.reference,
  };
}

/** A lot is no longer clawed back: its refund failed, or its dispute was won after all. */
export function unclawLot(book: LotBook, lotId: string, status: LotStatus): LotBook {
  const lot = lotOf(book, lotId);
  const { expiresAt } = lot.grant;
  if (status !== 'live') return changeLot(book, lot, { ...lot, status, before: 'live', base: 0n });
  const base = lot.base > 0n ? lot.base : lot.remaining;
  return {
    ...changeLot(book, lot, { ...lot, status, before: 'live', base }),
    endings: expiresAt === null ? book.endings : book.endings.with({ expiresAt, lotId }),
    reference: book.reference + base,
  };
}

/** Starts a period: the level's reference becomes what live lots hold now. */
export function rebase(book: LotBook): LotBook {
  const lots = Array.from(book.lots, (lot) => {
    const base = lot.status === 'live' ? lot.remaining : 0n;
    return lot.base === base ? lot : { ...lot, base };
  });
  const reference = lots.reduce((total, { base }) => total + base, 0n);
  const retired = { ...book.retired, base: 0n };
  return { ...book, lots: SortedMap.of(lotSorting, lots), reference, retired };
}
