import { min, type Credits } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError } from '../../errors.js';
import type { Instant } from '../../instant.js';
import type { Claim } from '../claim.js';
import type { ReinstateDispute, UndoPaymentRefund } from '../commands.js';
import type { AccountEvent } from '../events.js';
import { evolve } from '../fold/evolve.js';
import { freeze } from '../fold/held.js';
import { added } from '../hold-book.js';
import type { HeldBack } from '../hold-events.js';
import type { Allocation, LotStatus } from '../lot.js';
import { lotOf } from '../lot-book.js';
import type { Lot } from '../lot-figures.js';
import { DisputeReinstated, PaymentRefundUndone } from '../payment-events.js';
import { frozenOf, moneyLeftOf, shareOf } from '../payment-share.js';
import { sum } from '../posting.js';
import { retiredOf, withRevived } from '../retired.js';
import { disputedMinor, type AccountState } from '../state.js';
import { requireOpened } from './guards.js';
import { from, repayNow, requireBought } from './payment-refund.js';
import { promoLots, returnTo } from './refund.js';

/**
 * Undoes a refund that failed or was cancelled: the lot stands as if it had never been refunded,
 * and what the customer has done since stands too. Refuses `payment_refund_not_found`. Allowed on
 * closed accounts.
 */
export function undoPaymentRefund(
  state: AccountState,
  command: UndoPaymentRefund,
  context: Context,
): AccountEvent[] {
  const { paymentRefundId } = command;
  const claim = claimOf(state, command, 'refund', paymentRefundId);
  if (!claim) {
    throw new DomainError('payment_refund_not_found', { payment_refund_id: paymentRefundId });
  }
  const undone = undo(state, command, claim, context);
  const fact = (more: Settled) =>
    PaymentRefundUndone(context.now, { paymentRefundId, ...undone, ...more });
  return [fact(settled(state, undone, fact(UNSETTLED)))];
}

/** Returns what a lost dispute took, once its appeal is won; refuses `dispute_not_lost`. */
export function reinstateDispute(
  state: AccountState,
  command: ReinstateDispute,
  context: Context,
): AccountEvent[] {
  const { disputeId } = command;
  const claim = claimOf(state, command, 'dispute', disputeId);
  if (!claim) throw new DomainError('dispute_not_lost', { dispute_id: disputeId });
  const undone = undo(state, command, claim, context);
  const fact = (more: Settled) => DisputeReinstated(context.now, { disputeId, ...undone, ...more });
  return [fact(settled(state, undone, fact(UNSETTLED)))];
}

function claimOf(
  state: AccountState,
  command: UndoPaymentRefund | ReinstateDispute,
  kind: Claim['kind'],
  claimId: string,
): Claim | undefined {
  requireOpened(state);
  const { claims } = requireBought(state, command).lot;
  return claims.find((claim) => claim.kind === kind && claim.claimId === claimId);
}

type Data = ReturnType<typeof PaymentRefundUndone>['data'];
/** What depends on all else that comes back. */
type Settled = Pick<Data, 'frozen' | 'repaid'>;
const UNSETTLED: Settled = { frozen: [], repaid: [] };

function undo(
  before: AccountState,
  command: UndoPaymentRefund | ReinstateDispute,
  claim: Claim,
  { now, nextRevision }: Context,
): Omit<Data, 'paymentRefundId' | keyof Settled> {
  const retired = retiredOf(before, command.grants);
  const { state } = withRevived(before, retired);
  const { accountId } = state;
  const { lot, paid, paidBy } = requireBought(state, command);
  const { lotId } = lot.grant;
  const { claims, changed, pool } = withoutClaim(lot, claim);
  const isWhole = moneyLeftOf({ ...lot, claims }) === 0n;
  const status = isWhole ? null : statusAfter(lot, now);
  const isHeld = ({ holdId }: HeldBack) => state.holds.open.get(holdId) !== undefined;
  const back = pool.unspent + sum(pool.held.filter((cut) => !isHeld(cut)));
  const isLive = (status ?? lot.status) === 'live';
  const { lots, expired, lost } = returnTo(state.book, pool.repaid);
  const filled = retired.filter((grant) => lots.some((share) => share.lotId === grant.lotId));
  // Of what nothing repaid at once, some may have been repaid by a grant since.
  const unpaid = min(state.debt, pool.unpaid);
  const source = { accountId, paidBy: `undone:${claim.claimId}`, nextRevision, now };
  return {
    accountId,
    paymentId: command.paymentId,
    paidBy,
    lotId,
    amount: { minor: claim.minor, currency: paid.currency },
    net: { minor: claim.net, currency: paid.currency },
    status,
    returned: from(lotId, isLive ? back : 0n),
    heldAgain: pool.held.filter(isHeld),
    forfeited: from(lotId, isLive ? 0n : back),
    writtenOff: pool.writtenOff,
    cancelledDebt: unpaid,
    lots,
    ...withRevived(before, filled).revived,
    expired,
    newLots: promoLots(source, expired, pool.unpaid - unpaid),
    lost,
    claims: changed.map(({ minor: _minor, policy: _policy, net, held, repaid, ...figures }) => ({
      ...figures,
      net: { minor: net, currency: paid.currency },
      held: [...held],
      repaid: [...repaid],
    })),
  };
}

/** How a lot stands that is no longer clawed back; null if it was not. */
function statusAfter({ status, before, grant }: Lot, now: Instant): LotStatus | null {
  if (status !== 'clawed_back') return null;
  const isOver = grant.expiresAt !== null && grant.expiresAt <= now;
  return before === 'live' && isOver ? 'expired' : before;
}

/** Freezes what other disputes cover of what came back, then lets the rest repay other debt. */
function settled(
  before: AccountState,
  { lotId, lots }: Pick<Data, 'lotId' | 'lots'>,
  undone: AccountEvent,
): Settled {
  const { book, debt, disputes } = evolve(before, undone);
  const frozen = [lotId, ...lots.map((share) => share.lotId)].flatMap((each) => {
    const lot = lotOf(book, each);
    return from(each, frozenOf(lot, disputedMinor(disputes, each)) - lot.frozen);
  });
  return { frozen, repaid: repayNow(freeze(book, frozen), debt) };
}

type Share = ReturnType<typeof shareOf>;

/** What a claim had taken and no longer takes. */
interface Pool {
  readonly unspent: Credits;
  readonly lost: Credits;
  readonly held: readonly HeldBack[];
  readonly writtenOff: Credits;
  /** Debt that other lots repaid at once. */
  readonly repaid: readonly Allocation[];
  /** The rest of the debt. */
  readonly unpaid: Credits;
}

/**
 * The later claims of a lot as they would be had one never been, which of them differ, and what is
 * left over. (Later ones would have found more unspent, and left less of it spent.)
 */
function withoutClaim(lot: Lot, claim: Claim) {
  const place = lot.claims.indexOf(claim);
  const changed: Claim[] = [];
  let left: Lot = { ...lot, claims: lot.claims.slice(0, place) };
  let pool: Pool = { ...claim, unpaid: claim.debt - sum(claim.repaid) };
  for (const later of lot.claims.slice(place + 1)) {
    const { now, rest } = retaken(later, shareOf(left, later.minor), pool);
    pool = rest;
    left = { ...left, claims: [...left.claims, now] };
    if (isChanged(later, now)) changed.push(now);
  }
  return { claims: left.claims, changed, pool };
}

/** A later claim that takes `due` credits once more, now also of what the pool has. */
function retaken(claim: Claim, share: Share, pool: Pool): { now: Claim; rest: Pool } {
  const { credits: due, net } = share;
  const unspent = min(due, claim.unspent + pool.unspent);
  const lost = min(due - unspent, claim.lost + pool.lost);
  // In the order in which they were taken: youngest holds and soonest ending lots first.
  const held = split(mergedHolds([...pool.held, ...claim.held]), due - unspent - lost);
  const spent = due - unspent - lost - sum(held.first);
  const debt = claim.policy === 'debt' ? spent : 0n;
  const writtenOff = spent - debt;
  const repaid = split(added(pool.repaid, claim.repaid), debt);
  const unpaid = claim.debt - sum(claim.repaid) - (debt - sum(repaid.first));
  return {
    now: { ...claim, net, unspent, lost, held: held.first, writtenOff, debt, repaid: repaid.first },
    rest: {
      unspent: pool.unspent + claim.unspent - unspent,
      lost: pool.lost + claim.lost - lost,
      held: held.rest,
      writtenOff: pool.writtenOff + claim.writtenOff - writtenOff,
      repaid: repaid.rest,
      unpaid: pool.unpaid + unpaid,
    },
  };
}

const isChanged = (before: Claim, now: Claim): boolean =>
  before.net !== now.net ||
  before.unspent !== now.unspent ||
  before.lost !== now.lost ||
  before.writtenOff !== now.writtenOff ||
  before.debt !== now.debt ||
  differ(before.held, now.held, ({ holdId }) => holdId) ||
  differ(before.repaid, now.repaid, ({ lotId }) => lotId);

/** Whether two lists take from other places, in another order, or other amounts. */
const differ = <Item extends { readonly credits: Credits }>(
  before: readonly Item[],
  now: readonly Item[],
  placeOf: (item: Item) => string,
): boolean =>
  before.length !== now.length ||
  before.some((item, index) => {
    const other = now[index];
    return !other || placeOf(other) !== placeOf(item) || other.credits !== item.credits;
  });

/** Merges cuts: each hold once. */
function mergedHolds(cuts: readonly HeldBack[]): HeldBack[] {
  const sums = new Map<string, Credits>();
  for (const { holdId, credits } of cuts) sums.set(holdId, (sums.get(holdId) ?? 0n) + credits);
  return Array.from(sums, ([holdId, credits]) => ({ holdId, credits }));
}

/** Splits a list after `credits`. */
function split<Item extends { readonly credits: Credits }>(
  items: readonly Item[],
  credits: Credits,
) {
  const first: Item[] = [];
  const rest: Item[] = [];
  let missing = credits;
  for (const item of items) {
    const part = min(missing, item.credits);
    missing -= part;
    if (part > 0n) first.push({ ...item, credits: part });
    if (part < item.credits) rest.push({ ...item, credits: item.credits - part });
  }
  return { first, rest };
}
