import { min } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError } from '../../errors.js';
import type { CloseDispute, OpenDispute } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { takeFromHolds } from '../hold-book.js';
import { changeLot, freeOf, lotOf, spentOf } from '../lot-book.js';
import { DisputeClosed, DisputeOpened } from '../payment-events.js';
import type { AccountState, OpenDispute as Dispute } from '../state.js';
import { requireOpened } from './guards.js';
import { from, repayNow, requireBought, withPaidLot } from './payment-refund.js';

/**
 * Freezes what is left of what the disputed payment bought; what returns to it is frozen as it
 * arrives. Idempotent. Opening and closing are allowed on closed accounts: banks do not ask.
 */
export function openDispute(
  before: AccountState,
  command: OpenDispute,
  { now }: Context,
): AccountEvent[] {
  requireOpened(before);
  const { disputeId, paymentId } = command;
  if (before.disputes.some((dispute) => dispute.disputeId === disputeId)) return [];
  const { state, revived } = withPaidLot(before, command);
  const { lot, paidBy } = requireBought(state, command);
  const { lotId } = lot.grant;
  const frozen = from(lotId, freeOf(lot));
  const { accountId } = state;
  return [
    DisputeOpened(now, { accountId, disputeId, paymentId, paidBy, lotId, ...revived, frozen }),
  ];
}

/** Closes an open dispute; refuses `dispute_not_open`. */
export function closeDispute(
  state: AccountState,
  { disputeId, outcome }: CloseDispute,
  { now }: Context,
): AccountEvent[] {
  requireOpened(state);
  const dispute = state.disputes.find((open) => open.disputeId === disputeId);
  if (!dispute) throw new DomainError('dispute_not_open', { dispute_id: disputeId });
  const { paymentId, paidBy, lotId } = dispute;
  const { accountId } = state;
  const settled = outcome === 'won' ? won(state, dispute) : lost(state, dispute);
  return [
    DisputeClosed(now, { accountId, disputeId, paymentId, paidBy, lotId, outcome, ...settled }),
  ];
}

type Settlement = Pick<
  ReturnType<typeof DisputeClosed>['data'],
  'thawed' | 'forfeited' | 'repaid' | 'clawedBack' | 'clawedBackHeld' | 'debt'
>;

/**
 * Unfreezes exactly what was frozen, debt first, unless the lot has another open dispute. An
 * expired lot is not extended.
 */
function won({ book, debt, disputes }: AccountState, dispute: Dispute): Settlement {
  const lot = lotOf(book, dispute.lotId);
  const isLast = disputes.every((other) => other === dispute || other.lotId !== dispute.lotId);
  const frozen = isLast ? lot.frozen : 0n;
  const nothing = { clawedBack: [], clawedBackHeld: [], debt: 0n };
  if (lot.status !== 'live') {
    return { ...nothing, thawed: [], forfeited: from(dispute.lotId, frozen), repaid: [] };
  }
  const repaid = from(dispute.lotId, min(debt, frozen));
  return { ...nothing, thawed: from(dispute.lotId, frozen), forfeited: [], repaid };
}

/**
 * Takes what is frozen and held. What was spent becomes debt, repaid at once by other lots in order
 * of consumption; credits that returned to the lot before it was frozen pay first.
 */
function lost({ book, holds }: AccountState, dispute: Dispute): Settlement {
  const { lotId } = dispute;
  const lot = lotOf(book, lotId);
  const own = freeOf(lot);
  const spent = spentOf(lot) - lot.uncovered;
  const emptied = { ...lot, remaining: lot.remaining - own };
  const others = repayNow(changeLot(book, lot, emptied), spent);
  return {
    thawed: [],
    forfeited: [],
    clawedBack: from(lotId, lot.frozen),
    clawedBackHeld: takeFromHolds(holds, lotId, lot.held),
    debt: spent + own,
    repaid: [...from(lotId, own), ...others],
  };
}
