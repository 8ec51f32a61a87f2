import type { PlanLookup, PlanTerms } from '../../catalogue/catalogue.js';
import { min } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError, invalidParameter } from '../../errors.js';
import type { Instant } from '../../instant.js';
import type { RenewPeriod } from '../commands.js';
import { PeriodRenewed, PlanChanged, type AccountEvent } from '../events.js';
import { idAt } from '../ids.js';
import type { Allocation, Period } from '../lot.js';
import { freeOf, lotOf, lotPaidBy } from '../lot-book.js';
import type { AccountState } from '../state.js';
import {
  bundleOf,
  INVOICE_GRACE_MS,
  invoiceSource,
  requireLinePeriod,
  requirePlan,
  type Grant,
} from './bundle.js';
import { requireNotClosed, requireRoom, requireUnusedSource } from './guards.js';

/**
 * Begins the period that an invoice line paid for. Idempotent. Refuses a line that paid for
 * something else (`source_already_used`), and a plan not renewed by invoices
 * (`plan_change_not_allowed`): a late invoice grants nothing after a cancellation.
 */
export function renewPeriod(
  state: AccountState,
  { invoiceLine, plan = state.plan }: RenewPeriod,
  plans: PlanLookup,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  const paidBy = invoiceSource(invoiceLine.id);
  const earlier = lotPaidBy(state.book, paidBy)?.grant.paid;
  const { paid } = invoiceLine;
  if (earlier?.minor === paid.minor && earlier.currency === paid.currency) return [];
  requireUnusedSource(state, paidBy);
  requireRoom(state);
  if (state.renewedBy !== 'invoice' || (plan !== state.plan && plan !== state.scheduled?.plan)) {
    throw new DomainError('plan_change_not_allowed', { plan: state.plan, invoiced: plan });
  }
  const span = requireLinePeriod(invoiceLine.period);
  if (span.startsAt <= state.period.startsAt) {
    throw invalidParameter('period', 'expected a later period than the current one');
  }
  const terms = requirePlan(plans, plan, span.startsAt);
  // The invoice of a scheduled plan may be paid a moment before the clock changes the plan.
  const changed = plan === state.plan ? [] : [changeAtRenewal(state, terms, now)];
  const grant = {
    lotId: idAt('lot', state.accountId, nextRevision + changed.length),
    paidBy,
    paid,
    effectiveAt: now,
    expiresAt: span.endsAt + INVOICE_GRACE_MS,
  };
  const period = { n: state.period.n + 1, ...span };
  return [...changed, renewal(state, terms, period, grant, now)];
}

/** Applies the scheduled plan; the renewal that follows begins its period. */
export function changeAtRenewal(
  { accountId, plan: from, renewedBy, anchor, period }: AccountState,
  to: PlanTerms,
  at: Instant,
): AccountEvent {
  return PlanChanged(at, {
    accountId,
    from,
    plan: to.plan,
    planVersion: to.version,
    // The clock renews free plans; a paid plan keeps its kind of renewal.
    renewedBy: to.price.minor === 0n ? 'clock' : renewedBy,
    when: 'renewal',
    anchor,
    period,
  });
}

/** One event: what ended plan lots forfeit, and the new lot (none without `grant`). */
export function renewal(
  state: AccountState,
  terms: PlanTerms,
  period: Period,
  grant: Grant | undefined,
  at: Instant,
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
  return over;
}
