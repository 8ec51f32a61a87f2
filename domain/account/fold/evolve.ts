import { IntegrityError } from '../../errors.js';
import type { Instant } from '../../instant.js';
import type { AccountEvent } from '../events.js';
import { holdExtended, holdPlaced, holdReleased, holdSettled } from './evolve-holds.js';
import { memberAdded, memberLimitSet, memberRemoved } from './evolve-members.js';
import { consented, withTopUp } from './evolve-topup.js';
import { disputeClosed, disputeOpened, paymentRefunded, undone } from './evolve-payments.js';
import { freeze } from './held.js';
import { revisionOf } from '../ids.js';
import { addLot, changeLot, endLot, lotOf, rebase, taken, type LotBook } from '../lot-book.js';
import type { Allocation, Period } from '../lot.js';
import { countRefunded, countUsed } from '../members.js';
import { retireLots, reviveLots } from '../retired.js';
import { MAX_REFUNDED_DEBITS, type AccountState } from '../state.js';

type Data<Type extends AccountEvent['type']> = Extract<AccountEvent, { type: Type }>['data'];

/** Folds one event of an account. Reads no clock or time zone: the event holds all results. */
export function evolve(state: AccountState, event: AccountEvent): AccountState {
  const next = applied(state, event);
  return next.autoTopUp ? withTopUp(next, next.autoTopUp, event) : next;
}

function applied(state: AccountState, event: AccountEvent): AccountState {
  switch (event.type) {
    case 'AccountOpened':
      return opened(state, event.data, event.occurredAt);
    case 'PlanCreditsGranted': {
      const { lot, repaid, beside } = event.data;
      const periodLotId = beside ? state.periodLotId : lot.lotId;
      return granted({ ...state, periodLotId }, lot, repaid);
    }
    case 'PackPurchased':
      return granted(state, event.data.lot, event.data.repaid);
    case 'CreditsDebited': {
      const { lots, overdrawn, credits, memberId, countedAt = event.occurredAt } = event.data;
      const by = { memberId, periodFrom: state.periodFrom };
      const members = countUsed(state.members, by, credits, countedAt);
      return { ...state, book: taken(state.book, lots), members, debt: state.debt + overdrawn };
    }
    case 'HoldPlaced':
      return holdPlaced(state, event.data, event.occurredAt);
    case 'HoldExtended':
      return holdExtended(state, event.data);
    case 'HoldSettled':
      return holdSettled(state, event.data, event.occurredAt);
    case 'HoldReleased':
      return holdReleased(state, event.data);
    case 'DebitRefunded':
      return debitRefunded(state, event.data);
    case 'CreditsAdjusted': {
      const { lot, lots, repaid } = event.data;
      if (lot) return granted(state, lot, repaid);
      return { ...state, book: adjustedAway(state.book, lots) };
    }
    case 'PlanChanged':
      return planChanged(state, event.data, event.occurredAt);
    case 'PlanChangeScheduled':
      return { ...state, scheduled: scheduled(event.data) };
    case 'PlanChangeWithdrawn':
      return { ...state, scheduled: null };
    case 'PeriodRenewed':
      return renewed(state, event.data, event.occurredAt);
    case 'LotExpired':
      return { ...state, book: endLot(state.book, event.data.lotId, 'expired') };
    case 'LotsRetired':
      return { ...state, book: retireLots(state.book, event.data.lots) };
    case 'PaymentRefunded':
      return paymentRefunded(state, event.data);
    case 'PaymentRefundUndone':
      return undone(state, event.data, { kind: 'refund', claimId: event.data.paymentRefundId });
    case 'DisputeOpened':
      return disputeOpened(state, event.data);
    case 'DisputeClosed':
      return disputeClosed(state, event.data);
    case 'DisputeReinstated':
      return undone(state, event.data, { kind: 'dispute', claimId: event.data.disputeId });
    case 'AutoTopUpConfigured':
      return { ...state, autoTopUp: consented(event.data, event.occurredAt) };
    case 'AutoTopUpTurnedOff':
      return { ...state, autoTopUp: null };
    case 'AutoTopUpSucceeded':
    case 'AutoTopUpFailed':
      return state;
    case 'MemberAdded':
      return memberAdded(state, event.data, event.occurredAt);
    case 'MemberLimitSet':
      return memberLimitSet(state, event.data);
    case 'MemberRemoved':
      return memberRemoved(state, event.data);
    case 'AccountSuspended':
      return { ...state, status: 'suspended' };
    case 'AccountReinstated':
      return { ...state, status: 'open' };
    case 'AccountClosed':
      return { ...state, status: 'closed', autoTopUp: null };
    case 'BalanceLevelChanged':
      return { ...state, level: event.data.to };
  }
}

function opened(
  state: AccountState,
  data: Data<'AccountOpened'>,
  periodFrom: Instant,
): AccountState {
  const { accountId, plan, planVersion, renewedBy, timeZone, anchor, period } = data;
  return {
    ...state,
    status: 'open',
    accountId,
    plan,
    planVersion,
    renewedBy,
    timeZone,
    anchor,
    period,
    periodFrom,
  };
}

function granted(
  state: AccountState,
  lot: Data<'PackPurchased'>['lot'],
  repaid: bigint,
): AccountState {
  return { ...state, book: addLot(state.book, lot, repaid), debt: state.debt - repaid };
}

function adjustedAway(book: LotBook, lots: readonly Allocation[]): LotBook {
  return lots.reduce((left, { lotId, credits }) => {
    const lot = lotOf(left, lotId);
    const remaining = lot.remaining - credits;
    return changeLot(left, lot, { ...lot, remaining, lost: lot.lost + credits });
  }, book);
}

function debitRefunded(state: AccountState, data: Data<'DebitRefunded'>): AccountState {
  let book = reviveLots(state.book, data.revived);
  for (const { lotId, credits } of data.lots) {
    const lot = lotOf(book, lotId);
    book = changeLot(book, lot, { ...lot, remaining: lot.remaining + credits });
  }
  book = freeze(book, data.frozen ?? []);
  for (const { lotId, credits } of data.expired) {
    // Drops an ended free lot: no payment refund will refer to it.
    const lot = book.lots.get(lotId);
    if (lot) book = changeLot(book, lot, { ...lot, reissued: lot.reissued + credits });
  }
  for (const lot of data.newLots) book = addLot(book, lot);
  const { memberId, occurredAt, countedAt = occurredAt } = data.debit;
  const by = { memberId, periodFrom: state.periodFrom };
  const members = countRefunded(state.members, by, data.credits, countedAt);
  return { ...remembered(state, data), book, members, debt: state.debt - data.repaid };
}

/** Remembers how much of the debit was refunded; drops the oldest debit beyond the bound. */
function remembered(state: AccountState, data: Data<'DebitRefunded'>): AccountState {
  const revision = revisionOf(data.debitId);
  if (revision === undefined) throw new IntegrityError(`${data.debitId} is no id of a debit`);
  const before = state.refunds.get(revision);
  const credits = (before?.credits ?? 0n) + data.credits;
  const repaid = (before?.repaid ?? 0n) + data.repaid;
  const refunds = state.refunds.with({ revision, credits, repaid });
  const oldest = refunds.first();
  if (refunds.size <= MAX_REFUNDED_DEBITS || !oldest) return { ...state, refunds };
  return { ...state, refunds: refunds.without(oldest.revision), refundFloor: oldest.revision };
}

const scheduled = ({ plan, effectiveAt }: Data<'PlanChangeScheduled'>) => ({ plan, effectiveAt });

function planChanged(state: AccountState, data: Data<'PlanChanged'>, at: Instant): AccountState {
  const { plan, planVersion, renewedBy, anchor, period, when } = data;
  const changed = { ...state, plan, planVersion, renewedBy, anchor, period, scheduled: null };
  if (when === 'renewal') return changed;
  const begun = { periodFrom: at, previousPeriod: endedBy(state, period), periodLotId: null };
  return { ...changed, ...begun, book: rebase(state.book) };
}

/** The period before `next`, cut short where `next` starts before its end. */
const endedBy = ({ period }: AccountState, next: Period) => ({
  startsAt: period.startsAt,
  endsAt: Math.min(period.endsAt, next.startsAt),
});

function renewed(
  state: AccountState,
  data: Data<'PeriodRenewed'>,
  periodFrom: Instant,
): AccountState {
  const { plan, planVersion, period, forfeited, lot, repaid } = data;
  const left = forfeited.reduce((book, { lotId }) => endLot(book, lotId, 'replaced'), state.book);
  const book = rebase(left);
  const periodLotId = lot?.lotId ?? null;
  const previousPeriod = endedBy(state, period);
  const begun = { plan, planVersion, period, periodFrom, previousPeriod, periodLotId };
  const next = { ...state, ...begun, book };
  return lot ? granted(next, lot, repaid) : next;
}
