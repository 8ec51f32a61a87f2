import { min, type Credits } from '../credits.js';
import type { Control } from '../decider.js';
import type { Instant } from '../instant.js';
import { SortedMap, type Sorting } from '../sorted-map.js';
import type { BalanceLevel } from './events.js';
import type { Allocation, Period } from './lot.js';
import { NO_HOLDS, type HoldBook } from './hold-book.js';
import { EMPTY_BOOK, lotOf, type LotBook } from './lot-book.js';
import { membersOf, type Members } from './members.js';
import { frozenOf } from './payment-share.js';
import type { TopUpTerms } from './topup-events.js';

/** Refunded part of a debit. */
export interface Refunded {
  /** Stream revision of the debit. */
  readonly revision: number;
  readonly credits: Credits;
  /** The part that went to debt instead of lots. */
  readonly repaid: Credits;
}

/** An open dispute: its share of the lot is frozen. */
export interface OpenDispute {
  readonly disputeId: string;
  readonly paymentId: string;
  readonly paidBy: string;
  readonly lotId: string;
  /** Withdrawn of what the lot was paid with, tax included, in minor units. */
  readonly minor: bigint;
}

/** Minor units of a lot's payment that are disputed. */
export const disputedMinor = (disputes: readonly OpenDispute[], lotId: string): bigint =>
  disputes.reduce((total, each) => (each.lotId === lotId ? total + each.minor : total), 0n);

/** The part of credits returning to lots that is frozen, because their payments are disputed. */
export function frozenOnReturn(
  { book, disputes }: Pick<AccountState, 'book' | 'disputes'>,
  lots: readonly Allocation[],
): Allocation[] {
  if (disputes.length === 0) return [];
  return lots.flatMap(({ lotId, credits }) => {
    const minor = disputedMinor(disputes, lotId);
    if (minor === 0n) return [];
    const lot = lotOf(book, lotId);
    const frozen = frozenOf({ ...lot, remaining: lot.remaining + credits }, minor) - lot.frozen;
    return frozen > 0n ? [{ lotId, credits: min(frozen, credits) }] : [];
  });
}

/** Automatic top-ups that somebody consented to. */
export interface AutoTopUp extends Readonly<TopUpTerms> {
  /** Names the wording that was agreed to; its text is in the event. */
  readonly consentVersion: string;
  readonly consentedAt: Instant;
  /** How many have failed since the last that succeeded. */
  readonly failures: number;
  /** When the last of those failed; null: none has. */
  readonly failedAt: Instant | null;
  /** See `topUpDue`. */
  readonly isAsked: boolean;
}

/**
 * Whether a top-up is due: a charge left fewer credits available than the threshold, or consent was
 * given there. Holds ask for nothing, nor do credits that expire or are taken: the charge after
 * them does. It stays due until a top-up succeeds or fails, or other credits lift the account; then
 * the next charge below the threshold asks again, after a failure one that occurs at least an hour
 * later.
 *
 * Whether an attempt is under way, and what the month's cap leaves, is not known here: both are
 * about money that has not moved yet, and the rows of purchases in `api/payments` have it.
 */
export const topUpDue = ({ status, autoTopUp }: AccountState): boolean =>
  status === 'open' && autoTopUp?.isAsked === true;

/** Debits whose refunds are remembered exactly; older ones cannot be refunded further. */
export const MAX_REFUNDED_DEBITS = 10_000;
/** The refund floor while no refund has been dropped. */
export const NO_REFUND_FLOOR = -1;

const byRevision: Sorting<number, Refunded> = {
  keyOf: ({ revision }) => revision,
  compare: (a, b) => a - b,
};

/** Folded state of an account. Immutable with structural sharing. */
export interface AccountState {
  readonly status: 'unopened' | 'open' | 'suspended' | 'closed';
  readonly accountId: string;
  readonly timeZone: string;
  readonly plan: string;
  readonly planVersion: number;
  readonly renewedBy: 'clock' | 'invoice';
  /** Renewals are computed from here. */
  readonly anchor: Instant;
  readonly period: Period;
  /** Since when usage counts for it: when the period was begun, which may differ from its start. */
  readonly periodFrom: Instant;
  /** The previous period, possibly cut short by an upgrade; null in the first one. */
  readonly previousPeriod: Pick<Period, 'startsAt' | 'endsAt'> | null;
  /** The plan of the next renewal and its instant; null if unchanged. */
  readonly scheduled: { readonly plan: string; readonly effectiveAt: Instant } | null;
  /** The lot granted by this period: the next renewal replaces it. */
  readonly periodLotId: string | null;
  readonly book: LotBook;
  readonly holds: HoldBook;
  readonly members: Members;
  /** The account has or had members: only members may use it. */
  readonly membersOnly: boolean;
  readonly debt: Credits;
  readonly level: BalanceLevel;
  readonly refunds: SortedMap<number, Refunded>;
  /** Newest debit whose refunds were dropped: it and older ones cannot be refunded. */
  readonly refundFloor: number;
  readonly disputes: readonly OpenDispute[];
  /** Null: nobody has consented, or the consent has ended. */
  readonly autoTopUp: AutoTopUp | null;
}

/** Builds the bounded map of refunds. */
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
  autoTopUp: null,
};

/** When time alone will next change the account; null: never, as for a closed one. */
export function nextDueAt(state: AccountState): Instant | null {
  if (state.status === 'unopened' || state.status === 'closed') return null;
  const lotEnds = state.book.endings.first()?.expiresAt ?? null;
  const holdEnds = state.holds.expiries.first()?.expiresAt ?? null;
  return earlier(renewalDueAt(state), earlier(lotEnds, holdEnds));
}

const earlier = (a: Instant | null, b: Instant | null): Instant | null =>
  a === null || b === null ? (a ?? b) : Math.min(a, b);

/** When the clock renews or changes the plan; null while an invoice is due to. */
export function renewalDueAt({ renewedBy, scheduled, period }: AccountState): Instant | null {
  if (scheduled) return Math.max(period.endsAt, scheduled.effectiveAt);
  return renewedBy === 'clock' ? period.endsAt : null;
}

/** The control figures after the last event, for its metadata. */
export function controlOf(state: AccountState): Control {
  const { available, held, reference } = state.book;
  return { available, held, debt: state.debt, reference, nextDueAt: nextDueAt(state) };
}

/** Approximate bytes of the state in memory. */
export function weightOf({
  book,
  holds,
  members,
  refunds,
  disputes,
  autoTopUp,
}: AccountState): number {
  const perLot = 640 * book.lots.size + 16 * (book.order.size + book.usedUp.size);
  const perEnding = 80 * (book.endings.size + book.retired.sources.size);
  const perHold = 720 * holds.open.size + 300 * holds.expired.size + 100 * holds.ended.size;
  const rest =
    160 * book.sources.size + 120 * refunds.size + 240 * disputes.length + (autoTopUp ? 400 : 0);
  return 1_400 + perLot + perEnding + perHold + 160 * members.size + rest;
}
