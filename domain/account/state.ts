import type { Credits } from '../credits.js';
import type { Control } from '../decider.js';
import type { Instant } from '../instant.js';
import { SortedMap, type Sorting } from '../sorted-map.js';
import type { BalanceLevel } from './events.js';
import type { Allocation, Period } from './lot.js';
import { NO_HOLDS, type HoldBook } from './hold-book.js';
import { EMPTY_BOOK, type LotBook } from './lot-book.js';
import { membersOf, type Members } from './members.js';

/** How much of a debit has been refunded. */
export interface Refunded {
  /** Stream revision of the debit. */
  readonly revision: number;
  readonly credits: Credits;
  /** The part that went to debt instead of lots. */
  readonly repaid: Credits;
}

/** A dispute that is open: nothing of the lot its payment bought is available meanwhile. */
export interface OpenDispute {
  readonly disputeId: string;
  readonly paymentId: string;
  readonly paidBy: string;
  readonly lotId: string;
}

/** The part of what returns to lots that stays frozen, because the payment is disputed. */
export const disputedOf = (
  { disputes }: Pick<AccountState, 'disputes'>,
  lots: readonly Allocation[],
): { frozen?: Allocation[] } => {
  const frozen = lots.filter((share) => disputes.some(({ lotId }) => lotId === share.lotId));
  return frozen.length > 0 ? { frozen } : {};
};

/** Refunded debits whose refunds are known exactly; of older ones no more is refunded. */
export const MAX_REFUNDED_DEBITS = 10_000;
/** The refund floor while no refund was ever forgotten. */
export const NO_REFUND_FLOOR = -1;

const byRevision: Sorting<number, Refunded> = {
  keyOf: ({ revision }) => revision,
  compare: (a, b) => a - b,
};

/** One account, folded. Immutable: each change shares what it leaves as it was. */
export interface AccountState {
  readonly status: 'unopened' | 'open' | 'suspended' | 'closed';
  readonly accountId: string;
  readonly timeZone: string;
  readonly plan: string;
  readonly planVersion: number;
  readonly renewedBy: 'clock' | 'invoice';
  /** Renewals are counted from here. */
  readonly anchor: Instant;
  readonly period: Period;
  /** Since when usage counts for it: when it was begun here, which may not be when it starts. */
  readonly periodFrom: Instant;
  /** The period before, which an upgrade may have cut short; null in the account's first one. */
  readonly previousPeriod: Pick<Period, 'startsAt' | 'endsAt'> | null;
  /** The plan that the next renewal brings, from this instant on; null when it brings the same. */
  readonly scheduled: { readonly plan: string; readonly effectiveAt: Instant } | null;
  /** The lot that this period granted: the next renewal replaces it. */
  readonly periodLotId: string | null;
  readonly book: LotBook;
  readonly holds: HoldBook;
  readonly members: Members;
  /** Somebody has or had a seat: nobody but members is taken any more. */
  readonly membersOnly: boolean;
  readonly debt: Credits;
  readonly level: BalanceLevel;
  readonly refunds: SortedMap<number, Refunded>;
  /** Newest debit whose refunds were forgotten: it and all older ones are refunded no more. */
  readonly refundFloor: number;
  readonly disputes: readonly OpenDispute[];
}

/** Builds the bounded memory of refunds. */
export const refundsOf = (refunds: Iterable<Refunded>): SortedMap<number, Refunded> =>
  SortedMap.of(byRevision, refunds);

/** An account before its first event. */
export const UNOPENED: AccountState = {
  status: 'unopened',
  accountId: '',
  timeZone: 'UTC',
  plan: '',
  planVersion: 0,
  renewedBy: 'clock',
  anchor: 0,
  period: { n: 0, startsAt: 0, endsAt: 0 },
  periodFrom: 0,
  previousPeriod: null,
  scheduled: null,
  periodLotId: null,
  book: EMPTY_BOOK,
  holds: NO_HOLDS,
  members: membersOf([]),
  membersOnly: false,
  debt: 0n,
  level: 'ok',
  refunds: refundsOf([]),
  refundFloor: NO_REFUND_FLOOR,
  disputes: [],
};

/**
 * When time alone will next change the account; null when never. On a closed one time has stopped.
 */
export function nextDueAt(state: AccountState): Instant | null {
  if (state.status === 'unopened' || state.status === 'closed') return null;
  const lotEnds = state.book.endings.first()?.expiresAt ?? null;
  const holdEnds = state.holds.expiries.first()?.expiresAt ?? null;
  return earlier(renewalDueAt(state), earlier(lotEnds, holdEnds));
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** When the clock renews the plan or changes it; null while that is for an invoice to do. */
export function renewalDueAt({ renewedBy, scheduled, period }: AccountState): Instant | null {
  if (scheduled) return Math.max(period.endsAt, scheduled.effectiveAt);
  return renewedBy === 'clock' ? period.endsAt : null;
}

/** The control figures after the last event: what its metadata carries. */
export function controlOf(state: AccountState): Control {
  const { available, held, reference } = state.book;
  return { available, held, debt: state.debt, reference, nextDueAt: nextDueAt(state) };
}

/** Rough bytes of the state: what its lots, sources, holds and the rest weigh in memory. */
export function weightOf({ book, holds, members, refunds, disputes }: AccountState): number {
  const perLot = 640 * book.lots.size + 16 * (book.order.size + book.usedUp.size);
  const perEnding = 80 * (book.endings.size + book.retired.sources.size);
  const perHold = 720 * holds.open.size + 300 * holds.expired.size + 100 * holds.ended.size;
  const rest = 160 * book.sources.size + 120 * refunds.size + 240 * disputes.length;
  return 1_400 + perLot + perEnding + perHold + 160 * members.size + rest;
}
