import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { controlOf } from '../../domain/account/state.js';
import { Clock } from '../../platform/clock/clock.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { AccountStream } from '../accounts/account-stream.js';
import {
  PlanChangeAnswer,
  presentPlanChange,
  unchanged,
  type PlanChangeBody,
} from './change-plan.js';
import { BalanceAfter, presentFigures } from '../accounts/schemas.js';
import { MoneyAnswer } from '../catalogue/present-plan.js';

/** Outcome of a plan change, without writing it. */
export const PlanChangePreview = PlanChangeAnswer.omit({ position: true, balance: true })
  .extend({
    price: MoneyAnswer.nullable().meta({ description: 'What the plan costs a month.' }),
    balance: BalanceAfter.meta({ description: 'What the balance would be right after it.' }),
  })
  .meta({ id: 'PlanChangePreview' });

/** Previews a plan change: decides without writing. */
@Injectable()
export class PreviewPlanChange {
  constructor(
    private readonly stream: AccountStream,
    private readonly plans: CatalogueView,
    private readonly clock: Clock,
  ) {}

  /** Throws the refusals of the plan change itself. */
  async of(accountId: string, body: PlanChangeBody): Promise<z.input<typeof PlanChangePreview>> {
    const command = { type: 'ChangePlan' as const, ...body };
    const { events, after } = await this.stream.preview(accountId, command);
    const price = this.plans.planAt(body.plan, this.clock.now())?.price;
    return {
      account_id: accountId,
      ...(presentPlanChange(events.map((fact) => ({ fact }))) ?? unchanged(after, body.plan)),
      price: price ? { minor: Number(price.minor), currency: price.currency } : null,
      balance: presentFigures(controlOf(after)),
    };
  }
}
