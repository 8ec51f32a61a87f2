import { min, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError, invalidParameter } from '../../errors.js';
import type { Money } from '../../money.js';
import { allocate } from '../allocate.js';
import { countedLossOf, moneyBackOf } from '../claim.js';
import type { Paid, RecordPaymentRefund } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { takeFromHolds } from '../hold-book.js';
import type { Allocation } from '../lot.js';
import { lotPaidBy, takeFrom, type LotBook } from '../lot-book.js';
import { freeOf, type Lot } from '../lot-figures.js';
import { PaymentRefunded } from '../payment-events.js';
import { moneyLeftOf, shareOf } from '../payment-share.js';
import { retiredOf, withRevived } from '../retired.js';
import type { AccountState } from '../state.js';
import { paymentSource } from './bundle.js';
import { requireOpened } from './guards.js';

/** A lot and the payment that bought it. */
export interface BoughtLot {
  readonly lot: Lot;
  /** Its price, net of tax. */
  readonly paid: Money;
  readonly paidBy: string;
}

/** The account with the paid lot restored if it was retired. */
export const withPaidLot = (state: AccountState, { paymentId, paidBy, grant }: Paid) =>
  withRevived(
    state,
    retiredOf(state, grant && [grant]).filter(
      (retired) => retired.paidBy === (paidBy ?? paymentSource(paymentId)),
    ),
  );

/** The lot that a payment bought, ended or not; refuses `payment_not_found`. */
export function requireBought(
  { book }: AccountState,
  { paymentId, paidBy }: Pick<Paid, 'paymentId' | 'paidBy'>,
): BoughtLot {
  const source = paidBy ?? paymentSource(paymentId);
  const lot = lotPaidBy(book, source);
  if (!lot?.grant.paid) throw new DomainError('payment_not_found', { payment_id: paymentId });
  return { lot, paid: lot.grant.paid, paidBy: source };
}

/**
 * The same with what the lot was paid with, tax included. It cannot change once money went back:
 * shares of two different wholes do not add up.
 */
export function requirePaidWith(state: AccountState, command: Paid): BoughtLot {
  const bought = requireBought(state, command);
  const { gross } = command;
  const { lot, paid } = bought;
  if (!gross) return bought;
  requireCurrency('gross.currency', gross, paid);
  const isFixed =
    lot.claims.length > 0 || state.disputes.some(({ lotId }) => lotId === lot.grant.lotId);
  if (gross.minor < paid.minor || (isFixed && gross.minor !== lot.gross)) {
    const expected = isFixed ? `${lot.gross}, as before` : `at least ${paid.minor}, the price`;
    throw invalidParameter('gross.minor', `expected ${expected}`);
  }
  return { ...bought, lot: { ...lot, gross: gross.minor } };
}

/** Refuses an amount in another currency than the price. */
export function requireCurrency(name: string, amount: Money, paid: Money): void {
  if (amount.currency === paid.currency) return;
  throw invalidParameter(name, `expected ${paid.currency}`);
}

/**
 * Records a payment refund: takes the same share of what the payment bought (rounded down; all
 * parts are the whole exactly). The unspent part is clawed back, held credits last; the spent part
 * is written off or, on request, becomes debt that other lots repay at once. Allowed on closed
 * accounts: it has happened.
 */
export function recordPaymentRefund(
  before: AccountState,
  command: RecordPaymentRefund,
  { now }: Context,
): AccountEvent[] {
  requireOpened(before);
  const { state, revived } = withPaidLot(before, command);
  const { paymentRefundId, paymentId, amount, gross = null, reason } = command;
  const { policy = 'written_off' } = command;
  const bought = requirePaidWith(state, command);
  const { lot, paid, paidBy } = bought;
  requireRefundable(bought, amount);
  const share = shareOf(lot, amount.minor);
  const { free, frozen, held, spent } = takenOf(lot, share.credits);
  const debt = policy === 'debt' ? spent : 0n;
  const { lotId } = lot.grant;
  const left = free > 0n ? takeFrom(state.book, lotId, free) : state.book;
  return [
    PaymentRefunded(now, {
      accountId: state.accountId,
      paymentRefundId,
      paymentId,
      paidBy,
      lotId,
      amount,
      gross,
      net: { minor: share.net, currency: paid.currency },
      whole: amount.minor >= moneyLeftOf(lot),
      policy,
      ...revived,
      clawedBack: from(lotId, free),
      clawedBackFrozen: from(lotId, frozen),
      clawedBackHeld: takeFromHolds(state.holds, lotId, held),
      writtenOff: spent - debt,
      debt,
      repaid: repayNow(left, debt),
      ...reason,
    }),
  ];
}

/** Where a refunded share comes from: free credits, then frozen, lost, held and spent ones. */
function takenOf(lot: Lot, due: Credits) {
  const free = min(due, freeOf(lot));
  const frozen = min(due - free, lot.frozen);
  return { free, frozen, ...beyondUnspent(lot, due - free - frozen) };
}

/**
 * The part of a share that unspent credits do not cover. What the lot lost unspent (by expiry, say)
 * covers its part before spent credits do; how much of the held part will be spent is not known
 * yet: holds continue without it.
 */
export function beyondUnspent(lot: Lot, missing: Credits) {
  const lost = min(missing, lot.lost - countedLossOf(lot.claims));
  const held = min(missing - lost, lot.held);
  return { lost, held, spent: missing - lost - held };
}

/** Repays new debt at once from available credits: an account never has both. */
export const repayNow = (book: LotBook, debt: Credits): Allocation[] =>
  allocate(book, min(debt, book.available));

/** One allocation, or none for 0 credits. */
export const from = (lotId: string, credits: Credits): Allocation[] =>
  credits > 0n ? [{ lotId, credits }] : [];

/** What lost disputes took beside refunds does not make a refund impossible: it has happened. */
function requireRefundable({ lot, paid }: BoughtLot, amount: Money): void {
  requireCurrency('amount.currency', amount, paid);
  const left = lot.gross - moneyBackOf(lot.claims.filter(({ kind }) => kind === 'refund'));
  if (amount.minor > 0n && amount.minor <= left) return;
  throw invalidParameter('amount.minor', `expected 1 to ${left}, what is left of the payment`);
}
