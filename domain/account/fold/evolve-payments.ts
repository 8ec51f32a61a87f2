import { max } from '../../credits.js';
import type { FactOf } from '../../event.js';
import { netBackOf, type Claim } from '../claim.js';
import { freeze } from './held.js';
import { addLot, changeLot, endLot, lotOf, unclawLot, taken } from '../lot-book.js';
import type { Lot } from '../lot-figures.js';
import type { Money } from '../../money.js';
import type {
  ClaimNow,
  DisputeClosed,
  DisputeOpened,
  DisputeReinstated,
  PaymentRefunded,
  PaymentRefundUndone,
} from '../payment-events.js';
import { shareOf } from '../payment-share.js';
import { sum } from '../posting.js';
import { reviveLots } from '../retired.js';
import type { AccountState } from '../state.js';
import { holdsCut, holdsRestored } from './evolve-holds.js';

type Data<Event extends (...facts: never[]) => unknown> =
  FactOf<Event> extends { data: infer D } ? D : never;

/** Folds events of payments: takes the refunded share of a lot, and remembers it as a claim. */
export function paymentRefunded(
  state: AccountState,
  data: Data<typeof PaymentRefunded>,
): AccountState {
  const { lotId, clawedBack, clawedBackFrozen, clawedBackHeld, writtenOff, debt, repaid } = data;
  const before = reviveLots(state.book, data.revived);
  const known = lotOf(before, lotId);
  const lot = withGross(known, data.gross);
  const fromFrozen = sum(clawedBackFrozen);
  const fromHeld = sum(clawedBackHeld);
  const unspent = sum(clawedBack) + fromFrozen;
  const claim = claimed(lot, {
    kind: 'refund',
    claimId: data.paymentRefundId,
    minor: data.amount.minor,
    net: data.net.minor,
    policy: data.policy,
    unspent,
    held: clawedBackHeld,
    writtenOff,
    debt,
    repaid,
  });
  let book = changeLot(before, known, {
    ...lot,
    remaining: lot.remaining - unspent - fromHeld,
    held: lot.held - fromHeld,
    frozen: lot.frozen - fromFrozen,
    claims: [...lot.claims, claim],
  });
  if (data.whole) book = endLot(book, lotId, 'clawed_back');
  book = taken(book, repaid);
  const cut = holdsCut(state, lotId, clawedBackHeld);
  return { ...cut, book, debt: state.debt + debt - sum(repaid) };
}

const withGross = (lot: Lot, gross: Money | null): Lot =>
  gross ? { ...lot, gross: gross.minor } : lot;

/** A claim; what its share exceeds of what it took was lost unspent. */
function claimed(lot: Lot, taken: Omit<Claim, 'lost'>): Claim {
  const { minor, unspent, held, writtenOff, debt } = taken;
  const covered = unspent + sum(held) + writtenOff + debt;
  return { ...taken, lost: max(0n, shareOf(lot, minor).credits - covered) };
}

/** Freezes what is left of the disputed share. */
export function disputeOpened(state: AccountState, data: Data<typeof DisputeOpened>): AccountState {
  const { disputeId, paymentId, paidBy, lotId, amount } = data;
  const book = reviveLots(state.book, data.revived);
  const known = lotOf(book, lotId);
  const lot = withGross(known, data.gross);
  const minor = amount?.minor ?? lot.gross;
  return {
    ...state,
    book: changeLot(book, known, { ...lot, frozen: lot.frozen + sum(data.frozen) }),
    disputes: [...state.disputes, { disputeId, paymentId, paidBy, lotId, minor }],
  };
}

/** Thaws the disputed share, or takes it and remembers it as a claim. */
export function disputeClosed(state: AccountState, data: Data<typeof DisputeClosed>): AccountState {
  const { disputeId, lotId, outcome, thawed, forfeited, clawedBack, clawedBackHeld, debt } = data;
  const isIt = (each: { disputeId: string; lotId: string }) =>
    each.disputeId === disputeId && each.lotId === lotId;
  const lot = lotOf(state.book, lotId);
  const forfeit = sum(forfeited);
  const fromFrozen = sum(clawedBack);
  const unspent = fromFrozen + sum(data.clawedBackFree);
  const fromHeld = sum(clawedBackHeld);
  const claims =
    outcome === 'lost' ? [...lot.claims, lostClaim(state, lot, data, unspent)] : lot.claims;
  const settled = {
    ...lot,
    remaining: lot.remaining - forfeit - unspent - fromHeld,
    held: lot.held - fromHeld,
    frozen: lot.frozen - sum(thawed) - forfeit - fromFrozen,
    lost: lot.lost + forfeit,
    claims,
  };
  const changed = taken(changeLot(state.book, lot, settled), data.repaid);
  const book = data.whole ? endLot(changed, lotId, 'clawed_back') : changed;
  const disputes = state.disputes.filter((each) => !isIt(each));
  const cut = holdsCut(state, lotId, clawedBackHeld);
  return { ...cut, disputes, book, debt: state.debt + debt - sum(data.repaid) };
}

function lostClaim(
  { disputes }: AccountState,
  lot: Lot,
  data: Data<typeof DisputeClosed>,
  unspent: bigint,
): Claim {
  const { disputeId, lotId, policy, clawedBackHeld, writtenOff, debt, repaid } = data;
  const dispute = disputes.find((each) => each.disputeId === disputeId && each.lotId === lotId);
  const minor = dispute?.minor ?? 0n;
  const net = data.net?.minor ?? (lot.grant.paid?.minor ?? 0n) - netBackOf(lot.claims);
  const taken = { unspent, held: clawedBackHeld, writtenOff, debt, repaid };
  return claimed(lot, { kind: 'dispute', claimId: disputeId, minor, net, policy, ...taken });
}

/** Returns what a refund or lost dispute had taken, as if it had never been. */
export function undone(
  state: AccountState,
  data: Data<typeof PaymentRefundUndone> | Data<typeof DisputeReinstated>,
  { kind, claimId }: Pick<Claim, 'kind' | 'claimId'>,
): AccountState {
  const { lotId, returned, heldAgain, forfeited, cancelledDebt, repaid } = data;
  const revived = reviveLots(state.book, data.revived);
  const lot = lotOf(revived, lotId);
  const held = sum(heldAgain);
  const others = lot.claims.filter((claim) => claim.kind !== kind || claim.claimId !== claimId);
  let book = changeLot(revived, lot, {
    ...lot,
    remaining: lot.remaining + sum(returned) + held,
    held: lot.held + held,
    lost: lot.lost + sum(forfeited),
    claims: others.map((claim) => standing(claim, data.claims)),
  });
  if (data.status) book = unclawLot(book, lotId, data.status);
  for (const { lotId: other, credits } of data.lots) {
    const gave = lotOf(book, other);
    book = changeLot(book, gave, { ...gave, remaining: gave.remaining + credits });
  }
  book = freeze(book, data.frozen);
  for (const { lotId: other, credits } of data.expired) {
    const gave = book.lots.get(other);
    if (gave) book = changeLot(book, gave, { ...gave, reissued: gave.reissued + credits });
  }
  for (const fresh of data.newLots) book = addLot(book, fresh);
  book = taken(book, repaid);
  const again = holdsRestored(state, lotId, heldAgain);
  return { ...again, book, debt: state.debt - cancelledDebt - sum(repaid) };
}

/** A claim as it stands now, if the event says that it takes something else. */
function standing(claim: Claim, changed: readonly ClaimNow[]): Claim {
  const now = changed.find(({ kind, claimId }) => kind === claim.kind && claimId === claim.claimId);
  return now ? { ...claim, ...now, net: now.net.minor } : claim;
}
