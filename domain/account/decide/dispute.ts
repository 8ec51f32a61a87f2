import { min, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError } from '../../errors.js';
import type { CloseDispute, OpenDispute } from '../commands.js';
import { DisputeClosed, DisputeOpened, type AccountEvent } from '../events.js';
import { takeFromHolds } from '../hold-book.js';
import { changeLot, freeOf, lotOf, spentOf } from '../lot-book.js';
import type { AccountState, OpenDispute as Dispute } from '../state.js';
import { requireOpened } from './guards.js';
import { from, repayNow, requireBought } from './payment-refund.js';

/**
 * Freezes what is left of what the disputed payment bought, and nothing else. The same dispute told
 * twice happens once. Allowed on closed accounts, as is its end: banks do not ask.
 */
export function openDispute(
  state: AccountState,
  command: OpenDispute,
  { now }: Context,
): AccountEvent[] {
  requireOpened(state);
  const { disputeId, paymentId } = command;
  if (state.disputes.some((dispute) => dispute.disputeId === disputeId)) return [];
  const { lot, paidBy } = requireBought(state, command);
  const { lotId } = lot.grant;
  const frozen = from(lotId, freeOf(lot));
  const { accountId } = state;
  return [DisputeOpened(now, { accountId, disputeId, paymentId, paidBy, lotId, frozen })];
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
 * Thaws exactly what was frozen, debt first; the time of a lot that has ended is not given back.
 */
function won({ book, debt }: AccountState, dispute: Dispute): Settlement {
  const lot = lotOf(book, dispute.lotId);
  const frozen = stillFrozen(lot.frozen, dispute);
  const nothing = { clawedBack: [], clawedBackHeld: [], debt: 0n };
  if (lot.status !== 'live') {
    return { ...nothing, thawed: [], forfeited: from(dispute.lotId, frozen), repaid: [] };
  }
  const repaid = from(dispute.lotId, min(debt, frozen));
  return { ...nothing, thawed: from(dispute.lotId, frozen), forfeited: [], repaid };
}

/**
 * Takes what was frozen and what is held; what was spent, and what has been given back to the lot
 * since, becomes debt. That lot pays first with what it has, then the others in order of
 * consumption.
 */
function lost({ book, holds }: AccountState, dispute: Dispute): Settlement {
  const { lotId } = dispute;
  const lot = lotOf(book, lotId);
  const frozen = stillFrozen(lot.frozen, dispute);
  const own = freeOf(lot);
  const spent = spentOf(lot) - lot.uncovered;
  const emptied = { ...lot, remaining: lot.remaining - own };
  const others = repayNow(changeLot(book, lot, emptied), spent);
  return {
    thawed: [],
    forfeited: [],
    clawedBack: from(lotId, frozen),
    clawedBackHeld: takeFromHolds(holds, lotId, lot.held),
    debt: spent + own,
    repaid: [...from(lotId, own), ...others],
  };
}

/** A refund of the payment may have taken from what the dispute froze. */
const stillFrozen = (frozen: Credits, dispute: Dispute): Credits => min(frozen, dispute.frozen);
