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
 * Freezes what is left of what the disputed payment bought, and nothing else; what returns to it
 * until the dispute ends is frozen as it comes. The same dispute told twice happens once. Allowed
 * on closed accounts, as is its end: banks do not ask.
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

/** Ends a dispute that is open; refuses `dispute_not_open`. */
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
 * Thaws exactly what was frozen, debt first, unless another dispute of the lot is open; the time of
 * a lot that has ended is not given back.
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
 * Takes what was frozen and what is held; what was spent becomes debt, which the other lots repay
 * at once in order of consumption. Before what returns to a disputed lot was frozen, it could be
 * had: what is left of that pays first.
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
