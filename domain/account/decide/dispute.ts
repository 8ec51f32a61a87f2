import { max, min, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError, invalidParameter } from '../../errors.js';
import type { Claim } from '../claim.js';
import type { CloseDispute, OpenDispute, SpentPolicy } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { takeFromHolds } from '../hold-book.js';
import { changeLot, lotOf } from '../lot-book.js';
import { unspentOf, type Lot } from '../lot-figures.js';
import { DisputeClosed, DisputeOpened } from '../payment-events.js';
import { frozenOf, moneyLeftOf, shareOf } from '../payment-share.js';
import { sum } from '../posting.js';
import { disputedMinor, type AccountState, type OpenDispute as Dispute } from '../state.js';
import { requireOpened } from './guards.js';
import {
  beyondUnspent,
  from,
  repayNow,
  requireCurrency,
  requirePaidWith,
  withPaidLot,
} from './payment-refund.js';

/**
 * Freezes the disputed share of what the payment bought, as far as it is left; what returns to it
 * is frozen as it arrives, up to that share. Idempotent. Opening and closing are allowed on closed
 * accounts: banks do not ask.
 */
export function openDispute(
  before: AccountState,
  command: OpenDispute,
  { now }: Context,
): AccountEvent[] {
  requireOpened(before);
  const { state, revived } = withPaidLot(before, command);
  const { disputeId, paymentId, amount, gross = null } = command;
  const { lot, paid, paidBy } = requirePaidWith(state, command);
  const { lotId } = lot.grant;
  if (isKnown(state, lot, disputeId)) return [];
  requireCurrency('amount.currency', amount, paid);
  if (amount.minor <= 0n) throw invalidParameter('amount.minor', 'expected more than 0');
  const disputed = disputedMinor(state.disputes, lotId) + amount.minor;
  return [
    DisputeOpened(now, {
      accountId: state.accountId,
      disputeId,
      paymentId,
      paidBy,
      lotId,
      amount,
      net: { minor: shareOf(lot, amount.minor).net, currency: paid.currency },
      gross,
      ...revived,
      frozen: from(lotId, frozenOf(lot, disputed) - lot.frozen),
    }),
  ];
}

const isKnown = ({ disputes }: AccountState, { grant, claims }: Lot, disputeId: string): boolean =>
  disputes.some((open) => open.disputeId === disputeId && open.lotId === grant.lotId) ||
  claims.some(({ kind, claimId }) => kind === 'dispute' && claimId === disputeId);

/** Closes an open dispute; refuses `dispute_not_open`. */
export function closeDispute(
  state: AccountState,
  { disputeId, paidBy: source, outcome, policy = 'debt' }: CloseDispute,
  { now }: Context,
): AccountEvent[] {
  requireOpened(state);
  const dispute = state.disputes.find(
    (open) => open.disputeId === disputeId && (source === undefined || open.paidBy === source),
  );
  if (!dispute) throw new DomainError('dispute_not_open', { dispute_id: disputeId });
  const { paymentId, paidBy, lotId, minor } = dispute;
  const { accountId } = state;
  const { currency = '' } = lotOf(state.book, lotId).grant.paid ?? {};
  const settled = outcome === 'won' ? won(state, dispute) : lost(state, dispute, policy);
  const { net, ...taken } = settled;
  return [
    DisputeClosed(now, {
      accountId,
      disputeId,
      paymentId,
      paidBy,
      lotId,
      outcome,
      amount: { minor, currency },
      net: { minor: net, currency },
      policy,
      ...taken,
    }),
  ];
}

type Closed = ReturnType<typeof DisputeClosed>['data'];
type Settlement = { readonly net: bigint } & Pick<
  Closed,
  | 'whole'
  | 'thawed'
  | 'forfeited'
  | 'repaid'
  | 'clawedBack'
  | 'clawedBackFree'
  | 'clawedBackHeld'
  | 'writtenOff'
  | 'debt'
>;

/** Minor units of the lot's payment that its other open disputes are about. */
const othersOf = ({ disputes }: AccountState, dispute: Dispute): bigint =>
  disputedMinor(disputes, dispute.lotId) - dispute.minor;

/**
 * Unfreezes exactly what the dispute had frozen, debt first. An expired lot is not extended: what
 * thaws of it is forfeited.
 */
function won(state: AccountState, dispute: Dispute): Settlement {
  const { lotId, minor } = dispute;
  const lot = lotOf(state.book, lotId);
  const { thawed, forfeited } = freed(lot, lot.frozen - frozenOf(lot, othersOf(state, dispute)));
  return {
    net: shareOf(lot, minor).net,
    whole: false,
    thawed: from(lotId, thawed),
    forfeited: from(lotId, forfeited),
    repaid: from(lotId, min(state.debt, thawed)),
    clawedBack: [],
    clawedBackFree: [],
    clawedBackHeld: [],
    writtenOff: 0n,
    debt: 0n,
  };
}

/** Nothing thaws below zero: what returned before events froze it was never frozen. */
function freed({ status }: Lot, thawed: Credits): { thawed: Credits; forfeited: Credits } {
  const credits = max(thawed, 0n);
  return status === 'live'
    ? { thawed: credits, forfeited: 0n }
    : { thawed: 0n, forfeited: credits };
}

/**
 * Takes the dispute's share: of what is frozen, then of what the lot lost, holds or has spent. The
 * spent part becomes debt, repaid at once by other lots in order of consumption, or is written off.
 */
function lost(state: AccountState, dispute: Dispute, policy: SpentPolicy): Settlement {
  const { lotId } = dispute;
  const lot = lotOf(state.book, lotId);
  const claim = lostClaim(state, lot, dispute, policy);
  const { unspent, held, writtenOff, debt, net } = claim;
  const fromHolds = sum(held);
  const after = {
    ...lot,
    remaining: lot.remaining - unspent - fromHolds,
    held: lot.held - fromHolds,
    claims: [...lot.claims, claim],
  };
  const melted = max(lot.frozen - frozenOf(after, othersOf(state, dispute)), 0n);
  const fromFrozen = min(unspent, melted);
  const { thawed, forfeited } = freed(lot, melted - fromFrozen);
  const remaining = after.remaining - forfeited;
  const book = changeLot(state.book, lot, { ...after, remaining, frozen: lot.frozen - melted });
  return {
    net,
    whole: claim.minor >= moneyLeftOf(lot),
    thawed: from(lotId, thawed),
    forfeited: from(lotId, forfeited),
    repaid: repayNow(book, state.debt + debt),
    clawedBack: from(lotId, fromFrozen),
    clawedBackFree: from(lotId, unspent - fromFrozen),
    clawedBackHeld: [...held],
    writtenOff,
    debt,
  };
}

function lostClaim(
  { holds }: AccountState,
  lot: Lot,
  { disputeId, lotId, minor }: Dispute,
  policy: SpentPolicy,
): Claim {
  const { credits, net } = shareOf(lot, minor);
  const unspent = min(credits, unspentOf(lot));
  const { lost: covered, held, spent } = beyondUnspent(lot, credits - unspent);
  const debt = policy === 'debt' ? spent : 0n;
  return {
    kind: 'dispute',
    claimId: disputeId,
    minor,
    net,
    policy,
    unspent,
    lost: covered,
    held: takeFromHolds(holds, lotId, held),
    writtenOff: spent - debt,
    debt,
    repaid: [],
  };
}
