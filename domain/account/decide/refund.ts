import { formatCredits, min, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError } from '../../errors.js';
import { DAY_MS, type Instant } from '../../instant.js';
import { allocateBack } from '../allocate.js';
import { chargeOf, type Charge } from '../charge.js';
import type { RefundDebit } from '../commands.js';
import { DebitRefunded, type AccountEvent } from '../events.js';
import { idAt, revisionOf } from '../ids.js';
import type { Allocation, LotGrant } from '../lot.js';
import type { LotBook } from '../lot-book.js';
import { returnableOf } from '../lot-figures.js';
import { sum } from '../posting.js';
import { purposeOf } from '../purpose.js';
import { retiredOf, withRevived } from '../retired.js';
import { frozenOnReturn, type AccountState } from '../state.js';
import { requireOpened, requirePositive, requireRoom, tooManyLots } from './guards.js';

/** Limit of retired lots that one refund restores. */
const MAX_REVIVED_AT_ONCE = 1_000;
/** Lifetime of credits refunded in place of an expired lot. */
const REISSUED_FOR_MS = 30 * DAY_MS;

/**
 * Refunds a debit in whole or part: debt first, then its lots in reverse order, frozen if disputed.
 * An expired lot is replaced by a promo lot of 30 days; nothing returns to a clawed back lot. Debt
 * of the debit that a later grant has repaid returns as a promo lot without expiry. Allowed on
 * closed accounts.
 */
export function refundDebit(
  before: AccountState,
  command: RefundDebit,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireOpened(before);
  const { debitId, debit: fact, reason } = command;
  const debit = chargeOf(fact);
  const retired = retiredOf(before, command.grants).filter(({ lotId }) =>
    debit.lots.some((share) => share.lotId === lotId),
  );
  const { state } = withRevived(before, retired);
  const { accountId } = state;
  const { credits, returned } = requireRefundable(state, command, debit);
  const repaid = min(state.debt, credits);
  const back = distribute(state.book, debit, returned, credits - repaid);
  const refundId = idAt('rfd', accountId, nextRevision);
  const source = { accountId, paidBy: `refund:${refundId}`, nextRevision, now };
  const newLots = promoLots(source, back.expired, back.owed);
  const filled = retired.filter(({ lotId }) => back.lots.some((share) => share.lotId === lotId));
  const frozen = frozenOnReturn(state, back.lots);
  const more = newLots.length + filled.length;
  if (more > 0) requireRoom(before, more);
  // The event lists every lot and is bounded: such a debit is refunded in parts.
  if (filled.length > MAX_REVIVED_AT_ONCE) throw tooManyLots(MAX_REVIVED_AT_ONCE);
  return [
    DebitRefunded(now, {
      accountId,
      refundId,
      debitId,
      credits,
      repaid,
      lots: back.lots,
      ...withRevived(before, filled).revived,
      ...(frozen.length > 0 && { frozen }),
      expired: back.expired,
      newLots,
      lost: back.lost,
      ...reason,
      debit: { occurredAt: fact.occurredAt, ...countedOf(debit), ...purposeOf(debit) },
    }),
  ];
}

/** What to refund of a debit, and what earlier refunds returned to its lots. */
function requireRefundable(
  { accountId, refunds, refundFloor }: AccountState,
  { debitId, credits: wanted }: RefundDebit,
  debit: Charge,
): { credits: Credits; returned: Credits } {
  const revision = revisionOf(debitId);
  const isTheDebit = debit.accountId === accountId && debit.debitId === debitId;
  if (!isTheDebit || revision === undefined) {
    throw new DomainError('debit_not_found', { debit_id: debitId });
  }
  const before = refunds.get(revision);
  const refundable = debit.credits - (before?.credits ?? 0n);
  if (!before && revision <= refundFloor) throw forgotten(debitId);
  if (refundable === 0n && debit.credits > 0n) throw refundedAlready(debitId, debit.credits);
  if (refundable === 0n || (wanted ?? 0n) > refundable) {
    throw exceeded(debitId, debit.credits, refundable);
  }
  const credits = wanted ?? refundable;
  requirePositive(credits);
  return { credits, returned: (before?.credits ?? 0n) - (before?.repaid ?? 0n) };
}

const countedOf = ({ countedAt }: Charge) => (countedAt === undefined ? {} : { countedAt });

/** Where credits go that come back to the lots they came from. */
export interface Distribution {
  readonly lots: Allocation[];
  readonly expired: Allocation[];
  readonly lost: Credits;
}

/** Distributes over the debit's lots, after the `returned` credits of earlier refunds. */
function distribute(book: LotBook, debit: Charge, returned: Credits, credits: Credits) {
  const shares = allocateBack(debit.lots, returned, credits);
  // Debt of the debit that has been repaid since: no lot gave it.
  return { ...returnTo(book, shares), owed: credits - sum(shares) };
}

/** Returns credits to the lots they came from, as far as those are still paid for. */
export function returnTo(book: LotBook, shares: readonly Allocation[]): Distribution {
  const lots: Allocation[] = [];
  const expired: Allocation[] = [];
  let lost = 0n;
  for (const { lotId, credits: share } of shares) {
    const lot = book.lots.get(lotId);
    // A lot that is no longer kept was free and has expired; paid lots are kept for ever.
    const back = lot ? min(share, returnableOf(lot)) : share;
    lost += share - back;
    if (back > 0n) (lot?.status === 'live' ? lots : expired).push({ lotId, credits: back });
  }
  return { lots, expired, lost };
}

/** Lots in place of those that have ended (30 days), and for debt repaid since (no expiry). */
export function promoLots(
  { accountId, paidBy, nextRevision, now }: PromoSource,
  expired: readonly Allocation[],
  owed: Credits,
): LotGrant[] {
  const reissued = { credits: sum(expired), expiresAt: now + REISSUED_FOR_MS };
  const repaidSince = { credits: owed, expiresAt: null };
  return [reissued, repaidSince]
    .filter(({ credits }) => credits > 0n)
    .map(({ credits, expiresAt }, index) => ({
      lotId: idAt('lot', accountId, nextRevision, index),
      source: 'promo',
      granted: credits,
      paid: null,
      paidBy,
      effectiveAt: now,
      expiresAt,
    }));
}

interface PromoSource {
  readonly accountId: string;
  readonly paidBy: string;
  readonly nextRevision: number;
  readonly now: Instant;
}

function exceeded(debitId: string, debited: Credits, refundable: Credits): DomainError {
  const figures = { debited: formatCredits(debited), refundable: formatCredits(refundable) };
  const reason = `expected at most ${figures.refundable}`;
  return new DomainError('refund_exceeds_debit', {
    debit_id: debitId,
    ...figures,
    invalid_parameters: [{ name: 'credits', reason }],
  });
}

function refundedAlready(debitId: string, debited: Credits): DomainError {
  const figures = { debited: formatCredits(debited), refundable: '0' };
  return new DomainError(
    'refund_exceeds_debit',
    { debit_id: debitId, ...figures, reason: 'refunded_already' },
    `all ${figures.debited} credits of the debit are refunded already`,
  );
}

const forgotten = (debitId: string): DomainError =>
  new DomainError(
    'refund_exceeds_debit',
    { debit_id: debitId, reason: 'too_old' },
    'too many debits were refunded since to know what is left of this one: use an adjustment',
  );
