import {
  planChangeKind,
  requireOneCurrency,
  type PlanLookup,
  type PlanTerms,
} from '../../catalogue/catalogue.js';
import { min } from '../../credits.js';
import type { Context } from '../../decider.js';
import { DomainError } from '../../errors.js';
import type { Instant } from '../../instant.js';
import type { ChangePlan, InvoiceLine, WithdrawPlanChange } from '../commands.js';
import {
  PlanChanged,
  PlanChangeScheduled,
  PlanChangeWithdrawn,
  type AccountEvent,
} from '../events.js';
import { idAt } from '../ids.js';
import { firstPeriod } from '../period.js';
import type { AccountState } from '../state.js';
import {
  firstBundle,
  INVOICE_GRACE_MS,
  invoiceSource,
  requireLinePeriod,
  requirePlan,
} from './bundle.js';
import { requireNotClosed, requireRoom, requireUnusedSource } from './guards.js';

/**
 * Moves to another plan. At once: only to a dearer one, for its full price and full bundle, in a
 * new cycle; what is left of the old bundle stays until its own expiry. (Prorating the money but
 * granting a whole bundle is a known exploit; so is down and up again: a downgrade waits for the
 * renewal, and can be withdrawn until then.) Picking the present plan takes back a change that was
 * scheduled; without one it is no change.
 */
export function changePlan(
  state: AccountState,
  command: ChangePlan,
  plans: PlanLookup,
  context: Context,
): AccountEvent[] {
  requireNotClosed(state);
  const to = requirePlan(plans, command.plan, context.now);
  if (to.plan === state.plan) {
    // An invoice of the present plan that is told once more is nobody's choice.
    const isPicked = command.when === 'renewal' || !command.invoiceLine;
    return isPicked ? withdrawal(state, context.now) : [];
  }
  switch (command.when) {
    case 'now':
      return upgrade(state, to, command.invoiceLine, plans, context);
    case 'renewal':
      return schedule(state, to.plan, plans, context);
  }
}

function upgrade(
  state: AccountState,
  to: PlanTerms,
  line: InvoiceLine | undefined,
  plans: PlanLookup,
  { now, nextRevision, commandId }: Context,
): AccountEvent[] {
  const { accountId, timeZone } = state;
  requireDearer(currentTerms(state, plans, now), to);
  const paidBy = line ? invoiceSource(line.id) : `operator:${commandId}`;
  requireUnusedSource(state, paidBy);
  requireRoom(state);
  const period = line?.period
    ? { n: 0, ...requireLinePeriod(line.period) }
    : firstPeriod(now, timeZone);
  const withdrawn = withdrawal(state, now);
  const changed = PlanChanged(now, {
    accountId,
    from: state.plan,
    plan: to.plan,
    planVersion: to.version,
    renewedBy: line ? 'invoice' : 'clock',
    when: 'now',
    anchor: period.startsAt,
    period,
  });
  const grant = {
    lotId: idAt('lot', accountId, nextRevision + withdrawn.length + 1),
    paidBy,
    // What an operator sets was paid for elsewhere or not at all: no money of ours to give back.
    paid: line?.paid ?? null,
    effectiveAt: now,
    expiresAt: period.endsAt + (line ? INVOICE_GRACE_MS : 0),
  };
  const repaid = min(state.debt, to.credits);
  return [...withdrawn, changed, ...firstBundle(accountId, to, grant, repaid)];
}

/** Takes effect when the period ends; at once where that is over and no invoice was paid since. */
function schedule(
  state: AccountState,
  plan: string,
  plans: PlanLookup,
  { now }: Context,
): AccountEvent[] {
  if (state.scheduled?.plan === plan) return [];
  const { accountId, plan: from, period } = state;
  const effectiveAt = Math.max(period.endsAt, now);
  requireOneCurrency(currentTerms(state, plans, now), requirePlan(plans, plan, effectiveAt));
  const scheduled = PlanChangeScheduled(now, { accountId, from, plan, effectiveAt });
  return [...withdrawal(state, now), scheduled];
}

/** Takes back a scheduled change; refuses `no_scheduled_plan_change`. */
export function withdrawPlanChange(
  state: AccountState,
  _command: WithdrawPlanChange,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  const withdrawn = withdrawal(state, now);
  if (withdrawn.length === 0) throw new DomainError('no_scheduled_plan_change');
  return withdrawn;
}

/** What was scheduled is taken back before anything else is decided of the plan. */
function withdrawal(state: AccountState, now: Instant): AccountEvent[] {
  const { accountId, scheduled } = state;
  return scheduled ? [PlanChangeWithdrawn(now, { accountId, plan: scheduled.plan })] : [];
}

/** The terms that the current period began with: what the account has is what it is compared by. */
export function currentTerms(
  { plan, period }: Pick<AccountState, 'plan' | 'period'>,
  plans: PlanLookup,
  now: Instant,
): PlanTerms {
  // An invoice may say that the period began a moment before the plan itself did.
  return plans.planAt(plan, period.startsAt) ?? requirePlan(plans, plan, now);
}

function requireDearer(from: PlanTerms, to: PlanTerms): void {
  if (planChangeKind(from, to) === 'upgrade' && to.price.minor > from.price.minor) return;
  throw new DomainError(
    'plan_change_not_allowed',
    { from: from.plan, to: to.plan, allowed_when: 'renewal' },
    'only a plan with a higher price can begin at once: send `when` as "renewal" for another',
  );
}
