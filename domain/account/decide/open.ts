import type { PlanLookup } from '../../catalogue/catalogue.js';
import type { Context } from '../../decider.js';
import { DomainError } from '../../errors.js';
import type { OpenAccount } from '../commands.js';
import { AccountOpened, type AccountEvent } from '../events.js';
import { idAt } from '../ids.js';
import { firstPeriod, timeZoneNamed } from '../period.js';
import type { AccountState } from '../state.js';
import { firstBundle, freeSource, isFree, requirePlan } from './bundle.js';

const DEFAULT_PLAN = 'free';

/**
 * Opens an account and grants the first bundle of its plan. The instant of opening anchors all
 * renewals. Refuses `account_exists`, `plan_not_found`, and unknown time zones.
 */
export function openAccount(
  state: AccountState,
  command: OpenAccount,
  plans: PlanLookup,
  { now, nextRevision, commandId }: Context,
): AccountEvent[] {
  const { accountId } = command;
  if (state.status !== 'unopened') {
    throw new DomainError('account_exists', { account_id: accountId });
  }
  const timeZone = timeZoneNamed(command.timeZone);
  const terms = requirePlan(plans, command.plan ?? DEFAULT_PLAN, now);
  const period = firstPeriod(now, timeZone);
  const opened = AccountOpened(now, {
    accountId,
    plan: terms.plan,
    planVersion: terms.version,
    renewedBy: 'clock',
    timeZone,
    anchor: now,
    period,
  });
  const grant = {
    lotId: idAt('lot', accountId, nextRevision + 1),
    paidBy: isFree(terms) ? freeSource(now, timeZone) : `operator:${commandId}`,
    paid: null,
    effectiveAt: now,
    expiresAt: period.endsAt,
  };
  return [opened, ...firstBundle(accountId, terms, grant, 0n)];
}
