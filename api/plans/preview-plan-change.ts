import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { controlOf } from '../../domain/account/state.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Caller } from '../auth/caller.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { AccountStream } from '../accounts/account-stream.js';
import {
  PlanChangeAnswer,
  presentPlanChange,
  unchanged,
  type PlanChangePreviewBody,
} from './change-plan.js';
import { BalanceAfter, presentFigures } from '../accounts/schemas.js';
import { MoneyChecks } from '../money/money-checks.js';
import { MoneyPreview } from '../money/money-preview.js';
import { MoneyAnswer } from '../catalogue/present-plan.js';

/** What staff see of an account beside it, and a customer's widget does not. */
const forStaff = { duplicates: true, credited_90d: true, limit: true } as const;

/** Outcome of a plan change, without writing it. */
export const PlanChangePreview = PlanChangeAnswer.omit({
  event_id: true,
  occurred_at: true,
  balance_before: true,
  position: true,
  balance: true,
})
  .extend({
    ...MoneyPreview.omit(forStaff).shape,
    ...MoneyPreview.pick(forStaff).partial().shape,
    price: MoneyAnswer.nullable().describe('What the plan costs a month.'),
    balance: BalanceAfter.describe('What the balance would be right after it.'),
  })
  .meta({ id: 'PlanChangePreview' });

/** Previews a plan change: decides without writing. */
@Injectable()
export class PreviewPlanChange {
  constructor(
    private readonly stream: AccountStream,
    private readonly plans: CatalogueView,
    private readonly clock: Clock,
    private readonly checks: MoneyChecks,
  ) {}

  /** Throws the refusals of the plan change itself. */
  async of(
    accountId: string,
    { plan, when }: PlanChangePreviewBody,
    caller: Caller,
  ): Promise<z.input<typeof PlanChangePreview>> {
    const command = { type: 'ChangePlan' as const, plan, when };
    const outcome = await this.stream.preview(accountId, command);
    const { events, after } = outcome;
    const price = this.plans.planAt(plan, this.clock.now())?.price;
    const shown = await this.checks.present({ accountId, command }, outcome, caller);
    return {
      ...(caller.kind === 'widget' ? withoutStaffs(shown) : shown),
      account_id: accountId,
      ...(presentPlanChange(events.map((fact) => ({ fact }))) ?? unchanged(after, plan)),
      price: price ? { minor: Number(price.minor), currency: price.currency } : null,
      balance: presentFigures(controlOf(after)),
    };
  }
}

const withoutStaffs = ({ duplicates, credited_90d, limit, ...shown }: MoneyPreview) => shown;
