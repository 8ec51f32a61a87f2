import { divideRoundingDown, min, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError, invalidParameter } from '../../errors.js';
import type { Money } from '../../money.js';
import { allocate } from '../allocate.js';
import type { Paid, RecordPaymentRefund } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { takeFromHolds } from '../hold-book.js';
import type { Allocation } from '../lot.js';
import { freeOf, lotPaidBy, takeFrom, type Lot, type LotBook } from '../lot-book.js';
import { PaymentRefunded } from '../payment-events.js';
import { retiredOf, withRevived } from '../retired.js';
import type { AccountState } from '../state.js';
import { paymentSource } from './bundle.js';
import { requireOpened } from './guards.js';

/** A lot and the payment that bought it. */
export interface BoughtLot {
  readonly lot: Lot;
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
export function requireBought({ book }: AccountState, { paymentId, paidBy }: Paid): BoughtLot {
  const source = paidBy ?? paymentSource(paymentId);
  const lot = lotPaidBy(book, source);
  if (!lot?.grant.paid) throw new DomainError('payment_not_found', { payment_id: paymentId });
  return { lot, paid: lot.grant.paid, paidBy: source };
}

/**
 * Records a payment refund: takes the same share of what the payment bought, cumulated over its
 * refunds (rounded down; a full refund is exact). The unspent part is clawed back, held credits
 * last; the spent part is written off or, on request, becomes debt that other lots repay at once.
 * Allowed on closed accounts: it has happened.
 */
export function recordPaymentRefund(
  before: AccountState,
  command: RecordPaymentRefund,
  { now }: Context,
): AccountEvent[] {
  requireOpened(before);
  const { state, revived } = withPaidLot(before, command);
  const { paymentRefundId, paymentId, amount, policy = 'written_off' } = command;
  const bought = requireBought(state, command);
  const { lot, paid, paidBy } = bought;
  requireRefundable(bought, amount);
  const moneyBack = lot.moneyBack + amount.minor;
  const whole = moneyBack === paid.minor;
  const due = shareOf(bought, moneyBack) - shareOf(bought, lot.moneyBack);

  const free = min(due, freeOf(lot));
  const frozen = min(due - free, lot.frozen);
  // What the lot lost unspent (by expiry, say) covers its part before spent credits do.
  const taken = free + frozen + min(due - free - frozen, uncountedLoss(bought));
  // How much of the held part will be spent is not known yet: holds continue without it.
  const held = min(due - taken, lot.held);
  const spent = due - taken - held;
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
      whole,
      ...revived,
      clawedBack: from(lotId, free),
      clawedBackFrozen: from(lotId, frozen),
      clawedBackHeld: takeFromHolds(state.holds, lotId, held),
      writtenOff: spent - debt,
      debt,
      repaid: repayNow(left, debt),
    }),
  ];
}

/** Repays new debt at once from available credits: an account never has both. */
export const repayNow = (book: LotBook, debt: Credits): Allocation[] =>
  allocate(book, min(debt, book.available));

/** One allocation, or none for 0 credits. */
export const from = (lotId: string, credits: Credits): Allocation[] =>
  credits > 0n ? [{ lotId, credits }] : [];

function requireRefundable({ lot, paid }: BoughtLot, amount: Money): void {
  if (amount.currency !== paid.currency) {
    throw invalidParameter('amount.currency', `expected ${paid.currency}`);
  }
  if (amount.minor <= 0n || lot.moneyBack + amount.minor > paid.minor) {
    const left = paid.minor - lot.moneyBack;
    throw invalidParameter('amount.minor', `expected 1 to ${left}, what is left of the payment`);
  }
}

/** Credits that `minor` units of the payment bought, rounded down. */
const shareOf = ({ lot, paid }: BoughtLot, minor: bigint): Credits =>
  minor === 0n ? 0n : divideRoundingDown(lot.grant.granted * minor, paid.minor);

/** What the lot lost unspent, less what earlier refunds of the payment have counted. */
function uncountedLoss(bought: BoughtLot): Credits {
  const { lost, clawedBack, uncovered, moneyBack } = bought.lot;
  return lost - (shareOf(bought, moneyBack) - clawedBack - uncovered);
}
