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
import type { ChangePlan, Reason, WithdrawPlanChange } from '../commands.js';
import {
  PlanChanged,
  PlanChangeScheduled,
  PlanChangeWithdrawn,
  type AccountEvent,
} from '../events.js';
import { idAt } from '../ids.js';
import { firstPeriod } from '../period.js';
import type { AccountState } from '../state.js';
import { firstBundle, requirePlan } from './bundle.js';
import { requireNotClosed, requireRoom, requireUnusedSource } from './guards.js';

/**
 * Changes the plan. At once only for upgrades: full price, full bundle, a new cycle; what is left
 * of the old bundle stays until it expires. (Prorating the price but granting a full bundle is a
 * known exploit, as is going down and up again: downgrades wait for renewal and can be withdrawn
 * until then.) Choosing the current plan withdraws a scheduled change, or does nothing.
 */
export function changePlan(
  state: AccountState,
  command: ChangePlan,
  plans: PlanLookup,
  context: Context,
): AccountEvent[] {
  requireNotClosed(state);
  requireNoSubscription(state, command);
  const to = requirePlan(plans, command.plan, context.now);
  if (to.plan === state.plan) return withdrawal(state, context.now, command.reason);
  switch (command.when) {
    case 'now':
      return upgrade(state, to, command, plans, context);
    case 'renewal':
      return schedule(state, command, plans, context);
  }
}

/** Others than the subscription itself may not change what it has sold: `subscription_active`. */
function requireNoSubscription(
  { accountId, plan, renewedBy }: AccountState,
  { origin }: ChangePlan | WithdrawPlanChange,
): void {
  if (renewedBy !== 'invoice' || origin === 'subscription') return;
  throw new DomainError('subscription_active', { account_id: accountId, plan });
}

function upgrade(
  state: AccountState,
  to: PlanTerms,
  { reason }: ChangePlan,
  plans: PlanLookup,
  { now, nextRevision, commandId }: Context,
): AccountEvent[] {
  const { accountId, timeZone } = state;
  requireDearer(currentTerms(state, plans, now), to);
  const paidBy = `operator:${commandId}`;
  requireUnusedSource(state, paidBy);
  requireRoom(state);
  const period = firstPeriod(now, timeZone);
  const withdrawn = withdrawal(state, now, reason);
  const changed = PlanChanged(now, {
    accountId,
    from: state.plan,
    plan: to.plan,
    planVersion: to.version,
    renewedBy: 'clock',
    when: 'now',
    anchor: period.startsAt,
    period,
    ...reason,
  });
  const grant = {
    lotId: idAt('lot', accountId, nextRevision + withdrawn.length + 1),
    paidBy,
    // An operator's change was paid elsewhere or not at all: there is no payment to refund.
    paid: null,
    effectiveAt: now,
    expiresAt: period.endsAt,
  };
  const repaid = min(state.debt, to.credits);
  return [...withdrawn, changed, ...firstBundle(accountId, to, grant, repaid, reason)];
}

/**
 * Schedules the change for the end of the period, or for later where that is asked for; applies it
 * at once if that has passed unpaid.
 */
function schedule(
  state: AccountState,
  { plan, reason, notBefore = 0 }: ChangePlan,
  plans: PlanLookup,
  { now }: Context,
): AccountEvent[] {
  const { accountId, plan: from, period } = state;
  const effectiveAt = Math.max(period.endsAt, notBefore, now);
  const before = state.scheduled;
  if (before?.plan === plan && before.effectiveAt === effectiveAt) return [];
  requireOneCurrency(currentTerms(state, plans, now), requirePlan(plans, plan, effectiveAt));
  const scheduled = PlanChangeScheduled(now, { accountId, from, plan, effectiveAt, ...reason });
  return [...withdrawal(state, now, reason), scheduled];
}

/** Withdraws a scheduled change; refuses `no_scheduled_plan_change`. */
export function withdrawPlanChange(
  state: AccountState,
  command: WithdrawPlanChange,
  { now }: Context,
): AccountEvent[] {
  requireNotClosed(state);
  requireNoSubscription(state, command);
  const withdrawn = withdrawal(state, now);
  if (withdrawn.length === 0) throw new DomainError('no_scheduled_plan_change');
  return withdrawn;
}

/** Withdraws a scheduled change before another decision about the plan. */
export function withdrawal(state: AccountState, now: Instant, reason?: Reason): AccountEvent[] {
  const { accountId, scheduled } = state;
  return scheduled
    ? [PlanChangeWithdrawn(now, { accountId, plan: scheduled.plan, ...reason })]
    : [];
}

/** Terms at the start of the current period, which a change is compared with. */
export function currentTerms(
  { plan, period }: Pick<AccountState, 'plan' | 'period'>,
  plans: PlanLookup,
  now: Instant,
): PlanTerms {
  // An invoice's period may begin a moment before the plan's first version.
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
