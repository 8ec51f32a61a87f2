import type { Credits } from '../credits.js';
import { IntegrityError } from '../errors.js';
import type { Instant } from '../instant.js';
import { SortedMap, type Sorting } from '../sorted-map.js';
import type { Allocation, LotGrant } from './lot.js';

/** `live`, or how a lot ended: in time, by a renewal, or because its payment went back. */
export type LotStatus = 'live' | 'expired' | 'replaced' | 'clawed_back';

/**
 * One lot as it stands. Of what was granted, everything is in exactly one place:
 * `granted = remaining + lost + clawedBack + spent`, so what was spent need not be kept.
 */
export interface Lot {
  readonly grant: LotGrant;
  readonly status: LotStatus;
  /** Still here, held, frozen or neither. */
  readonly remaining: Credits;
  /** The part of `remaining` that open holds have reserved. */
  readonly held: Credits;
  /** The part of `remaining` that an open dispute holds. */
  readonly frozen: Credits;
  /** Gone without being spent: expired, forfeited by a renewal, or adjusted away. */
  readonly lost: Credits;
  /** Taken back because its payment went back. */
  readonly clawedBack: Credits;
  /** The part of what was spent that its payment no longer covers (written off or made debt). */
  readonly uncovered: Credits;
  /**
   * The part of what was spent that debit refunds gave back as promo lots, this one having ended.
   */
  readonly reissued: Credits;
  /** How much of its payment has gone back, in minor units. */
  readonly moneyBack: bigint;
  /** What the level's reference counts for it: held when the period began, or granted since. */
  readonly base: Credits;
}

/** What a lot can give now. */
export const freeOf = ({ remaining, held, frozen }: Lot): Credits => remaining - held - frozen;

/** What of a lot has been spent: by debits, or on debt when it was granted. */
export const spentOf = ({ grant, remaining, lost, clawedBack }: Lot): Credits =>
  grant.granted - remaining - lost - clawedBack;

/**
 * Whether all of it follows from what it was granted as: it has no end, nothing is left of it, and
 * no money for it has gone back. What a free lot lost without being spent matters to nobody.
 */
export function isUsedUp({ grant, status, remaining, ...lot }: Lot): boolean {
  if (remaining > 0n || status !== 'live' || grant.expiresAt !== null) return false;
  return grant.paid === null || (lot.lost === 0n && lot.clawedBack === 0n && lot.moneyBack === 0n);
}

/** What debit refunds may still return for a lot: spent, paid for, and not given back elsewhere. */
export function returnableOf(lot: Lot): Credits {
  const returnable = spentOf(lot) - lot.uncovered - lot.reissued;
  return returnable > 0n ? returnable : 0n;
}

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

/** What paid for a plan or pack lot, and the lot it paid for. */
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

/** Retired packs whose sources are known here; of older ones the event store knows the command. */
export const MAX_RETIRED_SOURCES = 5_000;

/** What is kept of lots that have left the book although they live. */
export interface Retired {
  /** How many there are. */
  readonly count: number;
  /** Their part of the reference, until a period begins. */
  readonly base: Credits;
  /** What paid for the latest of the packs among them, by lot. */
  readonly sources: SortedMap<string, Source>;
}

/**
 * All lots of an account that still matter, and their sums. Immutable. A debit walks `order`, where
 * empty and frozen lots are not, and changes the lots it takes from: nothing it does grows with
 * history.
 */
export interface LotBook {
  /**
   * By id: live lots, empty ones too until they are retired (a refund may fill them), those that
   * have ended while something of them is held, and those that were paid for.
   */
  readonly lots: SortedMap<string, Lot>;
  /** Lots that can give something, in order of consumption. */
  readonly order: SortedMap<LotGrant, LotGrant>;
  /** Ids of lots that may be retired, oldest first. */
  readonly usedUp: SortedMap<string, string>;
  readonly retired: Retired;
  /** Live lots that will expire, soonest first. */
  readonly endings: SortedMap<Ending, Ending>;
  /** What paid for plan and pack lots, but for those long retired: nothing is named twice. */
  readonly sources: SortedMap<string, Source>;
  /** Σ (remaining − held − frozen) over live lots. */
  readonly available: Credits;
  /** Σ held, of lots that have ended too. */
  readonly held: Credits;
  readonly frozen: Credits;
  /** Σ base over live lots, retired ones too. */
  readonly reference: Credits;
}

/** The lots of an account that never had any. */
export const EMPTY_BOOK: LotBook = bookOf([], [], { count: 0, base: 0n, sources: [] });

/** Builds the book from its lots and sources: sums and orders follow from them. */
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

/** A lot that the log says is there; throws IntegrityError when it is not. */
export function lotOf(book: LotBook, lotId: string): Lot {
  const lot = book.lots.get(lotId);
  if (!lot) throw new IntegrityError(`no lot ${lotId}`, { lotId });
  return lot;
}

/** The lot that a payment, invoice line, operator or free period paid for, while it is kept. */
export function lotPaidBy(book: LotBook, paidBy: string): Lot | undefined {
  const source = book.sources.get(paidBy);
  return source && book.lots.get(source.lotId);
}

/** A new lot, of which `repaid` goes to debt at once. */
export function addLot(book: LotBook, grant: LotGrant, repaid: Credits = 0n): LotBook {
  const { lotId, expiresAt, paidBy, source, granted } = grant;
  const remaining = granted - repaid;
  const lot: Lot = {
    grant,
    status: 'live',
    remaining,
    held: 0n,
    frozen: 0n,
    lost: 0n,
    clawedBack: 0n,
    uncovered: 0n,
    reissued: 0n,
    moneyBack: 0n,
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

/** A lot that was paid for is kept for ever: its payment may still go back. */
const isKept = ({ status, grant, held }: Lot): boolean =>
  status === 'live' || grant.paid !== null || held > 0n;

/**
 * Puts a lot in the place of what it was before, and keeps sums and order true. One that has ended
 * and that nobody will ask for again is forgotten.
 */
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

/** Looked at with every debit: only a lot that empties, fills or ends changes anything. */
function usedUpAfter(usedUp: LotBook['usedUp'], before: Lot, after: Lot): LotBook['usedUp'] {
  const [was, is] = [isUsedUp(before), isUsedUp(after)];
  if (was === is) return usedUp;
  const { lotId } = after.grant;
  return is ? usedUp.with(lotId) : usedUp.without(lotId);
}

/** Takes what was available of a lot. */
export function takeFrom(book: LotBook, lotId: string, credits: Credits): LotBook {
  const lot = lotOf(book, lotId);
  return changeLot(book, lot, { ...lot, remaining: lot.remaining - credits });
}

/** The same for several lots. */
export function taken(book: LotBook, lots: readonly Allocation[]): LotBook {
  let left = book;
  for (const { lotId, credits } of lots) left = takeFrom(left, lotId, credits);
  return left;
}

/**
 * Ends a lot: what it had free is lost; what is frozen stays until its dispute is closed, and what
 * is held until its hold ends.
 */
export function endLot(book: LotBook, lotId: string, status: LotStatus): LotBook {
  const lot = lotOf(book, lotId);
  const { grant, lost } = lot;
  const remaining = lot.frozen + lot.held;
  const ended = { ...lot, status, remaining, lost: lost + freeOf(lot), base: 0n };
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

/** A period begins: from here on the level compares with what each live lot holds now. */
export function rebase(book: LotBook): LotBook {
  const lots = [...book.lots].map((lot) =>
    lot.status === 'live' && lot.base !== lot.remaining ? { ...lot, base: lot.remaining } : lot,
  );
  const reference = lots.reduce((total, { base }) => total + base, 0n);
  const retired = { ...book.retired, base: 0n };
  return { ...book, lots: SortedMap.of(lotSorting, lots), reference, retired };
}
