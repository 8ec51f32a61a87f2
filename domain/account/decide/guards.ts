/** Conditions that several commands share; each refuses if it does not hold. */
import { formatCredits, MAX_CREDITS_PER_AMOUNT, type Credits } from '../../credits.js';
import { DomainError, invalidParameter } from '../../errors.js';
import { SECOND_MS, type Instant } from '../../instant.js';
import { lotPaidBy } from '../lot-book.js';
import type { Lot } from '../lot-figures.js';
import type { AccountState } from '../state.js';

/** Limit of non-empty live lots per account. */
export const MAX_LOTS_PER_ACCOUNT = 10_000;
/**
 * The same including empty lots that must be kept: with an expiry to come, or paid for and ended or
 * partly refunded.
 */
export const MAX_KEPT_LOTS = 20_000;
/** Tolerated lead of a caller's clock. */
export const MAX_CLOCK_LEAD_MS = 5 * SECOND_MS;

/** Refuses `account_not_found`. */
export function requireOpened({ status }: AccountState): void {
  if (status === 'unopened') throw new DomainError('account_not_found');
}

/** What becomes of a payment: it has granted already, it grants, or it is to be refunded. */
export function verdictOn({ status, book }: AccountState, paidBy: string): PaymentVerdict {
  if (book.sources.get(paidBy)) return 'granted';
  return status === 'closed' ? 'refund' : 'grant';
}

/** See `verdictOn`. */
export type PaymentVerdict = 'granted' | 'grant' | 'refund';

/**
 * Whether a payment has granted this lot already. Refuses `source_already_used` if it has granted
 * another one, and `account_closed` naming the payment if it has granted nothing and never will.
 */
export function hasGranted(
  state: AccountState,
  paidBy: string,
  isSame: (lot: Lot) => boolean,
): boolean {
  switch (verdictOn(state, paidBy)) {
    case 'granted': {
      const lot = lotPaidBy(state.book, paidBy);
      if (!lot || !isSame(lot)) requireUnusedSource(state, paidBy);
      return true;
    }
    case 'refund': {
      const details = { account_id: state.accountId, paid_by: paidBy, remedy: 'refund' };
      throw new DomainError('account_closed', details);
    }
    case 'grant':
      return false;
  }
}

/** Refuses `account_not_found` and `account_closed`. Suspension only blocks debits and holds. */
export function requireNotClosed(state: AccountState): void {
  requireOpened(state);
  if (state.status === 'closed') throw closed(state);
}

/** Refuses `account_not_found`, `account_closed` and `account_suspended`. */
export function requireActive(state: AccountState): void {
  requireNotClosed(state);
  if (state.status === 'suspended') {
    throw new DomainError('account_suspended', { account_id: state.accountId });
  }
}

const closed = ({ accountId }: AccountState) =>
  new DomainError('account_closed', { account_id: accountId });

/** Refuses `amount_too_large`; `credits` is not negative. */
export function requireAmount(credits: Credits): void {
  if (credits > MAX_CREDITS_PER_AMOUNT) {
    throw new DomainError('amount_too_large', { most: formatCredits(MAX_CREDITS_PER_AMOUNT) });
  }
}

/** Refuses `validation_failed` for 0 and less, then `amount_too_large`. */
export function requirePositive(credits: Credits): void {
  if (credits <= 0n) throw invalidParameter('credits', 'expected more than 0');
  requireAmount(credits);
}

/** Refuses `occurred_at_not_allowed` for usage in the future. */
export function requireHappened(occurredAt: Instant, now: Instant): void {
  if (occurredAt > now + MAX_CLOCK_LEAD_MS) {
    throw new DomainError('occurred_at_not_allowed');
  }
}

/** Refuses `too_many_lots` if `more` would not fit. */
export function requireRoom({ book }: AccountState, more = 1): void {
  const kept = book.lots.size - book.usedUp.size;
  if (book.order.size + more > MAX_LOTS_PER_ACCOUNT) throw tooManyLots(MAX_LOTS_PER_ACCOUNT);
  if (kept + more > MAX_KEPT_LOTS) throw tooManyLots(MAX_KEPT_LOTS);
}

/** The refusal for more lots than allowed. */
export const tooManyLots = (most: number) => new DomainError('too_many_lots', { most });

/** Refuses `source_already_used`: nothing pays for two lots. */
export function requireUnusedSource({ book }: AccountState, paidBy: string): void {
  const source = book.sources.get(paidBy);
  if (source) {
    throw new DomainError('source_already_used', { paid_by: paidBy, lot_id: source.lotId });
  }
}

/** The `insufficient_credits` refusal, with what was required and what is available. */
export function insufficientCredits(state: AccountState, required: Credits): DomainError {
  return new DomainError('insufficient_credits', {
    required: formatCredits(required),
    available: formatCredits(state.book.available),
    held: formatCredits(state.book.held),
  });
}
