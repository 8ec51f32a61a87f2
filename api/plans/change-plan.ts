import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { z } from 'zod';
import { currentTerms } from '../../domain/account/decide/plan.js';
import type { AccountEvent } from '../../domain/account/events.js';
import type { AccountState } from '../../domain/account/state.js';
import { isDearer } from '../../domain/catalogue/catalogue.js';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import type { Executed } from '../../platform/event-store/event-store.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { presentMoney } from '../catalogue/present-plan.js';
import type { Caller } from '../auth/caller.js';
import { commandMeta } from '../auth/command-meta.js';
import { CreditsText } from '../shapes/credits.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';
import { AccountStream, type Objection } from '../accounts/account-stream.js';
import { BalanceBefore, eventAnswer, reasonIfAny, writeAnswer } from '../accounts/schemas.js';
import {
  afterWrite,
  afterWriteOrNow,
  beforeWrite,
  factOf,
  requireEventOf,
  writtenBy,
  type CommandResult,
} from '../accounts/command-result.js';
import { MoneyChecks } from '../money/money-checks.js';
import { previewed } from '../money/money-preview.js';
import { checkReason } from '../money/reason-given.js';
import { ReasonNotes } from '../personal/reason-notes.js';
import { AccountId, CatalogueName } from '../shapes/ids.js';
import { PlanChangeTime } from '../shapes/words.js';
import { InstantText } from '../shapes/time.js';
import { AccountRequest } from '../accounts/account-request.js';

const newPlan = { plan: CatalogueName, when: PlanChangeTime, ...reasonIfAny };

/** The new plan, and when. */
export const PlanChangeBody = z
  .strictObject({ ...newPlan, ...previewed })
  .meta({ id: 'NewPlanChange', examples: [{ plan: 'pro', when: 'now' }] });
export type PlanChangeBody = z.output<typeof PlanChangeBody>;

/** The same, before it is confirmed. */
export const PlanChangePreviewBody = z
  .strictObject(newPlan)
  .meta({ id: 'PlanChangeToPreview', examples: [{ plan: 'pro', when: 'now' }] });
export type PlanChangePreviewBody = z.output<typeof PlanChangePreviewBody>;

const PlanChangeStatus = z
  .enum(['changed', 'scheduled', 'withdrawn', 'unchanged'])
  .meta({ id: 'PlanChangeStatus' });

const ofWrite = { ...eventAnswer, balance_before: BalanceBefore, ...writeAnswer };

/**
 * Result: changed, scheduled, withdrawn, or unchanged. Fields are null if nothing takes effect,
 * nothing was granted, or the log does not say.
 */
export const PlanChangeAnswer = z
  .object({
    account_id: AccountId,
    status: PlanChangeStatus,
    from: CatalogueName.nullable().describe('The plan until then; `unchanged`: the one there is.'),
    plan: CatalogueName.describe(
      'The plan that was asked for; `withdrawn`, also by asking for the present plan: the one ' +
        'that will not begin.',
    ),
    effective_at: InstantText.nullable().describe(
      'When the change takes effect; null where nothing changes.',
    ),
    granted: CreditsText.nullable().describe(
      'What the new plan gave at once; null where none began.',
    ),
    renews_at: InstantText.nullable().describe('When the period ends.'),
    ...ofWrite,
  })
  .meta({ id: 'PlanChangeWritten' });
export type PlanChangeAnswer = z.input<typeof PlanChangeAnswer>;

/**
 * Changes the plan without an invoice: set by an operator, or a widget choosing one that costs no
 * more. Refuses upgrades by widgets (`payments_not_set_up`).
 */
export class ChangePlan extends AccountRequest<PlanChangeBody, PlanChangeAnswer> {}

@CommandHandler(ChangePlan)
export class ChangePlanHandler implements ICommandHandler<ChangePlan> {
  constructor(
    private readonly stream: AccountStream,
    private readonly plans: CatalogueView,
    private readonly notes: ReasonNotes,
    private readonly checks: MoneyChecks,
  ) {}

  async execute({
    accountId,
    body,
    key,
    caller,
  }: ChangePlan): Promise<CommandResult<PlanChangeAnswer>> {
    checkReason(body, caller);
    const { plan, when } = body;
    const command = { type: 'ChangePlan' as const, plan, when };
    const review = await this.checks.reviewOf({ accountId, command }, caller, body);
    const meta = commandMeta(key, caller);
    const objection = caller.kind === 'widget' ? this.unpaid(body) : undefined;
    const executed = await this.notes.keepIfAny({ accountId, caller, body }, (reason) =>
      this.stream.execute(accountId, { ...command, reason }, meta, objection, review),
    );
    const after = await afterWriteOrNow(this.stream, accountId, executed);
    const { events, hit } = executed;
    const changed =
      presentPlanChange(events) ?? unchanged((await this.stream.load(accountId)).state, body.plan);
    const written = writtenBy(executed, PLAN_EVENTS);
    const before = beforeChange(executed, after.balance);
    return { answer: { account_id: accountId, ...changed, ...written, ...before, ...after }, hit };
  }

  /** Upgrades need payment, and no payment provider is connected. */
  private unpaid({ plan, when }: PlanChangeBody): Objection {
    return (now, state) => {
      const plans = this.plans.forDecisions;
      const beginsAt = when === 'now' ? now : Math.max(state.period.endsAt, now);
      const to = plans.planAt(plan, beginsAt);
      // Leave these cases to the decision's own refusals.
      if (!to || to.plan === state.plan || CHANGES_NOTHING.includes(state.status)) return undefined;
      // The subscription is changed instead, as that refusal says.
      if (state.renewedBy === 'invoice') return undefined;
      if (!isDearer(currentTerms(state, plans, now), to)) return undefined;
      const detail = 'payments are not set up yet: the plan is as it was, and nothing was charged';
      const terms = { price: presentMoney(to.price), credits: formatCredits(to.credits) };
      return new Problem('payments_not_set_up', detail, { members: { plan, ...terms } });
    };
  }
}

const CHANGES_NOTHING: readonly AccountState['status'][] = ['unopened', 'closed'];

/** Withdraws a plan change scheduled for renewal. */
export class WithdrawPlanChange extends Command<CommandResult<PlanChangeAnswer>> {
  constructor(
    readonly accountId: string,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}

@CommandHandler(WithdrawPlanChange)
export class WithdrawPlanChangeHandler implements ICommandHandler<WithdrawPlanChange> {
  constructor(private readonly stream: AccountStream) {}

  async execute({ accountId, key, caller }: WithdrawPlanChange) {
    const command = { type: 'WithdrawPlanChange' as const };
    const executed = await this.stream.execute(accountId, command, commandMeta(key, caller));
    const { fact } = requireEventOf(executed, 'PlanChangeWithdrawn');
    const after = afterWrite(executed);
    const answer = {
      account_id: accountId,
      ...withdrawn(fact),
      ...writtenBy(executed, PLAN_EVENTS),
      ...beforeChange(executed, after.balance),
      ...after,
    };
    return { answer, hit: executed.hit };
  }
}

/** What a change of plan may write, in the order in which it is written. */
const PLAN_EVENTS = ['PlanChangeWithdrawn', 'PlanChanged', 'PlanChangeScheduled'] as const;

/** Of the events of a change, only the credits of a new plan move the balance. */
function beforeChange(
  executed: Executed<AccountEvent>,
  after: PlanChangeAnswer['balance'],
): Pick<PlanChangeAnswer, 'balance_before'> {
  const granted = executed.events.find(({ fact }) => fact.type === 'PlanCreditsGranted');
  return { balance_before: granted ? beforeWrite(executed, granted) : after };
}

type Changed = Omit<PlanChangeAnswer, 'account_id' | keyof typeof ofWrite>;

const withdrawn = ({ data: { plan } }: PlanChangeWithdrawn): Changed => ({
  ...NOTHING,
  status: 'withdrawn',
  from: null,
  plan,
});
type PlanChangeWithdrawn = Extract<AccountEvent, { type: 'PlanChangeWithdrawn' }>;

const NOTHING = { effective_at: null, granted: null, renews_at: null };

/** Presents the events of a plan change, recorded or previewed. */
export function presentPlanChange(
  events: readonly { readonly fact: AccountEvent }[],
): Changed | undefined {
  const facts = events.map(({ fact }) => fact);
  const changed = factOf(facts, 'PlanChanged');
  const scheduled = factOf(facts, 'PlanChangeScheduled');
  if (changed?.data.when === 'now') {
    const { from, plan, period } = changed.data;
    return {
      status: 'changed',
      from,
      plan,
      effective_at: formatInstant(changed.occurredAt),
      granted: formatCredits(factOf(facts, 'PlanCreditsGranted')?.data.lot.granted ?? 0n),
      renews_at: formatInstant(period.endsAt),
    };
  }
  if (!scheduled) {
    const taken = factOf(facts, 'PlanChangeWithdrawn');
    return taken && withdrawn(taken);
  }
  const { from, plan, effectiveAt } = scheduled.data;
  const effective_at = formatInstant(effectiveAt);
  return { status: 'scheduled', from, plan, effective_at, granted: null, renews_at: effective_at };
}

/** Presents an account that already has this plan, or will have it at renewal. */
export function unchanged({ plan: from, period, scheduled }: AccountState, plan: string): Changed {
  const isWaiting = plan !== from && scheduled?.plan === plan;
  return {
    ...NOTHING,
    status: 'unchanged',
    from,
    plan,
    effective_at: isWaiting ? formatInstant(scheduled.effectiveAt) : null,
    renews_at: formatInstant(period.endsAt),
  };
}
