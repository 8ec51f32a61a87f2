import type { PlanTerms } from '../../catalogue/catalogue.js';
import { min } from '../../credits.js';
import type { Instant } from '../../instant.js';
import { PeriodRenewed, PlanChanged, type AccountEvent } from '../events.js';
import type { Allocation, Period } from '../lot.js';
import { lotOf } from '../lot-book.js';
import { freeOf } from '../lot-figures.js';
import type { AccountState } from '../state.js';
import { bundleOf, type Bundle, type Grant } from './bundle.js';

/** Applies the scheduled plan; the renewal that follows begins its period. */
export function changeAtRenewal(
  { accountId, plan: from, anchor, period }: AccountState,
  to: Pick<PlanTerms, 'plan' | 'version'>,
  renewedBy: AccountState['renewedBy'],
  at: Instant,
): AccountEvent {
  return PlanChanged(at, {
    accountId,
    from,
    plan: to.plan,
    planVersion: to.version,
    renewedBy,
    when: 'renewal',
    anchor,
    period,
  });
}

/** One event: what ended plan lots forfeit, and the new lot (none without `grant`). */
export function renewal(
  state: AccountState,
  terms: Bundle,
  period: Period,
  grant: Grant | undefined,
  at: Instant,
  paidAt?: Instant,
): AccountEvent {
  const lot = grant && bundleOf(terms, grant);
  return PeriodRenewed(at, {
    accountId: state.accountId,
    plan: terms.plan,
    planVersion: terms.version,
    period,
    // Paid early, it does not forfeit other lots that have not ended yet.
    forfeited: overAt(state, Math.min(period.startsAt, at)),
    ...(lot && { lot }),
    repaid: lot ? min(state.debt, lot.granted) : 0n,
    ...(paidAt !== undefined && { paidAt }),
  });
}

/**
 * What a renewal forfeits: the lot of the previous period and every plan lot that ends with it,
 * empty ones included. Packs, promos and adjustments are untouched.
 */
function overAt({ book, periodLotId }: AccountState, at: Instant): Allocation[] {
  const over: Allocation[] = [];
  for (const { lotId, expiresAt } of book.endings) {
    const lot = lotOf(book, lotId);
    const isOver = lotId === periodLotId || expiresAt <= at;
    if (lot.grant.source === 'plan' && isOver) over.push({ lotId, credits: freeOf(lot) });
  }
  // A lot that a refund has ended is over too, should the refund fail.
  const last = periodLotId === null ? undefined : book.lots.get(periodLotId);
  if (last?.status === 'clawed_back') over.push({ lotId: last.grant.lotId, credits: 0n });
  return over;
}
