import type { Credits } from '../credits.js';
import type { AccountEvent } from './events.js';
import type { Allocation } from './lot.js';

/** What one event changes, in micro-credits. */
export interface Posting {
  readonly available: Credits;
  readonly held: Credits;
  readonly frozen: Credits;
  readonly debt: Credits;
}

const NOTHING: Posting = { available: 0n, held: 0n, frozen: 0n, debt: 0n };

/** Sum of allocations, in micro-credits. */
export const sum = (allocations: readonly Pick<Allocation, 'credits'>[]): Credits =>
  allocations.reduce((total, { credits }) => total + credits, 0n);

/**
 * The `credits` of an entry: Δavailable + Δheld + Δfrozen − Δdebt (a hold is 0, a renewal granted −
 * forfeited).
 */
export const postedCredits = ({ available, held, frozen, debt }: Posting): Credits =>
  available + held + frozen - debt;

/** Derives the change from the event alone, without state: what projections add up. */
export function postingOf(event: AccountEvent): Posting {
  switch (event.type) {
    case 'PlanCreditsGranted':
    case 'PackPurchased':
      return granted(event.data.lot.granted, event.data.repaid);
    case 'CreditsDebited':
      return { ...NOTHING, available: -sum(event.data.lots), debt: event.data.overdrawn };
    case 'HoldPlaced':
    case 'HoldExtended': {
      const held = sum(event.data.lots);
      return { ...NOTHING, available: -held, held };
    }
    case 'HoldSettled': {
      const { used, taken, overdrawn, released, forfeited, repaid } = event.data;
      const frozen = sum(event.data.frozen ?? []);
      return {
        available: sum(released) - frozen - sum(taken) - sum(repaid),
        held: -sum(used) - sum(released) - sum(forfeited),
        frozen,
        debt: overdrawn - sum(repaid),
      };
    }
    case 'HoldReleased': {
      const { released, forfeited, repaid } = event.data;
      const frozen = sum(event.data.frozen ?? []);
      return {
        available: sum(released) - frozen - sum(repaid),
        held: -sum(released) - sum(forfeited),
        frozen,
        debt: -sum(repaid),
      };
    }
    case 'DebitRefunded': {
      const { lots, newLots, repaid } = event.data;
      const fresh = newLots.reduce((total, lot) => total + lot.granted, 0n);
      const frozen = sum(event.data.frozen ?? []);
      return { ...NOTHING, available: sum(lots) - frozen + fresh, frozen, debt: -repaid };
    }
    case 'CreditsAdjusted': {
      const { lot, lots, repaid } = event.data;
      return lot ? granted(lot.granted, repaid) : { ...NOTHING, available: -sum(lots) };
    }
    case 'PeriodRenewed': {
      const { lot, repaid, forfeited } = event.data;
      const fresh = granted(lot?.granted ?? 0n, repaid);
      return { ...fresh, available: fresh.available - sum(forfeited) };
    }
    case 'LotExpired':
      return { ...NOTHING, available: -event.data.forfeited };
    case 'PaymentRefunded': {
      const { clawedBack, clawedBackFrozen, clawedBackHeld, debt, repaid } = event.data;
      return {
        available: -sum(clawedBack) - sum(repaid),
        held: -sum(clawedBackHeld),
        frozen: -sum(clawedBackFrozen),
        debt: debt - sum(repaid),
      };
    }
    case 'DisputeOpened':
      return { ...NOTHING, available: -sum(event.data.frozen), frozen: sum(event.data.frozen) };
    case 'PaymentRefundUndone':
    case 'DisputeReinstated': {
      const { returned, lots, newLots, frozen, heldAgain, cancelledDebt, repaid } = event.data;
      const fresh = newLots.reduce((total, lot) => total + lot.granted, 0n);
      return {
        available: sum(returned) + sum(lots) + fresh - sum(frozen) - sum(repaid),
        held: sum(heldAgain),
        frozen: sum(frozen),
        debt: -cancelledDebt - sum(repaid),
      };
    }
    case 'DisputeClosed': {
      const { thawed, forfeited, repaid, clawedBack, clawedBackHeld, debt } = event.data;
      return {
        available: sum(thawed) - sum(repaid) - sum(event.data.clawedBackFree),
        held: -sum(clawedBackHeld),
        frozen: -sum(thawed) - sum(forfeited) - sum(clawedBack),
        debt: debt - sum(repaid),
      };
    }
    case 'AccountOpened':
    case 'PlanChanged':
    case 'PlanChangeScheduled':
    case 'PlanChangeWithdrawn':
    case 'MemberAdded':
    case 'MemberLimitSet':
    case 'MemberRemoved':
    case 'AutoTopUpConfigured':
    case 'AutoTopUpSucceeded':
    case 'AutoTopUpFailed':
    case 'AutoTopUpTurnedOff':
    case 'AccountSuspended':
    case 'AccountReinstated':
    case 'AccountClosed':
    case 'LotsRetired':
    case 'BalanceLevelChanged':
      return NOTHING;
  }
}

function granted(credits: Credits, repaid: Credits): Posting {
  return { ...NOTHING, available: credits - repaid, debt: -repaid };
}
