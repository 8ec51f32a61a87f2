import { min } from '../../credits.js';
import type { Context } from '../../decider.js';
import { invalidParameter } from '../../errors.js';
import { DAY_MS, HOUR_MS, type Instant } from '../../instant.js';
import type { RecordPlanPayment } from '../commands.js';
import { PlanChanged, type AccountEvent } from '../events.js';
import { idAt } from '../ids.js';
import type { Lot } from '../lot-figures.js';
import type { AccountState } from '../state.js';
import { firstBundle, INVOICE_GRACE_MS, invoiceSource, type Bundle, type Grant } from './bundle.js';
import { hasGranted, requireAmount, requireOpened, requireRoom } from './guards.js';
import { withdrawal } from './plan.js';
import { changeAtRenewal, renewal } from './renew.js';

/** A renewal's period may begin this much before the one that it follows ends. */
const RENEWAL_LEAD_MS = HOUR_MS;
/** Least lifetime of a lot whose line is recorded after its period. */
const LATE_FOR_MS = 30 * DAY_MS;

/**
 * Grants the bundle that an invoice line paid for, by the terms of the price that was paid: as a
 * new cycle, a renewal, or a lot beside the current period. What was paid for before stays until
 * its own end. Idempotent. Refuses a line that has paid for something else
 * (`source_already_used`), and `account_closed`: that payment is to be refunded.
 */
export function recordPlanPayment(
  state: AccountState,
  command: RecordPlanPayment,
  { now, nextRevision }: Context,
): AccountEvent[] {
  requireOpened(state);
  const { lineId, plan, planVersion: version, credits, paid, paidAt } = command;
  const { startsAt, endsAt } = command.period;
  if (credits === 0n) return [];
  const paidBy = invoiceSource(lineId);
  if (hasGranted(state, paidBy, (lot) => isSame(lot, command))) return [];
  requireAmount(credits);
  requireRoom(state);
  if (endsAt <= startsAt) throw invalidParameter('period', 'expected an end after its start');
  const bundle = { plan, version, credits };
  const grantAt = (revision: number): Grant => ({
    lotId: idAt('lot', state.accountId, revision),
    paidBy,
    paid: paid.minor === 0n ? null : paid,
    effectiveAt: now,
    expiresAt: endOf(endsAt, now),
  });
  switch (formOf(state, command, now)) {
    case 'beside': {
      const more = { paidAt, beside: true } as const;
      const repaid = min(state.debt, credits);
      return firstBundle(state.accountId, bundle, grantAt(nextRevision), repaid, more);
    }
    case 'renewal': {
      // The invoice of a scheduled plan may be paid a moment before the clock changes the plan.
      const isChanged = plan !== state.plan;
      const changed = isChanged ? [changeAtRenewal(state, bundle, 'invoice', now)] : [];
      const period = { n: state.period.n + 1, startsAt, endsAt };
      const grant = grantAt(nextRevision + changed.length);
      return [...changed, renewal(state, bundle, period, grant, now, paidAt)];
    }
    case 'cycle': {
      const begun = newCycle(state, bundle, { n: 0, startsAt, endsAt }, now);
      const grant = grantAt(nextRevision + begun.length);
      const repaid = min(state.debt, credits);
      return [...begun, ...firstBundle(state.accountId, bundle, grant, repaid, { paidAt })];
    }
  }
}

function isSame({ grant }: Lot, { credits, paid }: RecordPlanPayment): boolean {
  const { minor, currency } = grant.paid ?? { ...paid, minor: 0n };
  return grant.granted === credits && minor === paid.minor && currency === paid.currency;
}

/**
 * The grace after the period's end. A line learnt after its end gives time to use what it bought.
 */
function endOf(endsAt: Instant, now: Instant): Instant {
  const graceEndsAt = endsAt + INVOICE_GRACE_MS;
  return now > endsAt ? Math.max(graceEndsAt, now + LATE_FOR_MS) : graceEndsAt;
}

/**
 * `beside`: the line's period is over, or older than the one that an invoice has begun already. Two
 * that begin in the same second are of an upgrade made at once: the plan that is billed now stays.
 * `renewal`: it follows that one. Otherwise a new cycle, as for a plan that nobody had billed.
 */
function formOf(
  { plan, scheduled, renewedBy, period }: AccountState,
  { plan: billed, period: span, isCurrent }: RecordPlanPayment,
  now: Instant,
): 'beside' | 'renewal' | 'cycle' {
  if (span.endsAt <= now) return 'beside';
  if (renewedBy !== 'invoice') return 'cycle';
  if (span.startsAt < period.startsAt) return 'beside';
  if (span.startsAt === period.startsAt) return isCurrent && billed !== plan ? 'cycle' : 'beside';
  const isNext = span.startsAt >= period.endsAt - RENEWAL_LEAD_MS;
  return isNext && (billed === plan || billed === scheduled?.plan) ? 'renewal' : 'cycle';
}

/** The plan from now on, billed by invoice; a scheduled change no longer applies. */
function newCycle(
  state: AccountState,
  { plan, version }: Bundle,
  period: AccountState['period'],
  now: Instant,
): AccountEvent[] {
  const { accountId, plan: from } = state;
  const changed = PlanChanged(now, {
    accountId,
    from,
    plan,
    planVersion: version,
    renewedBy: 'invoice',
    when: 'now',
    anchor: period.startsAt,
    period,
  });
  return [...withdrawal(state, now), changed];
}
