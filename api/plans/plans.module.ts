import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { MoneyModule } from '../money/money.module.js';
import { ChangePlanHandler, WithdrawPlanChangeHandler } from './change-plan.js';
import { PlanChangesController } from './plan-changes.controller.js';
import { PreviewPlanChange } from './preview-plan-change.js';

/** Changes of plan. */
@Module({
  imports: [AccountsModule, CatalogueModule, MoneyModule],
  controllers: [PlanChangesController],
  providers: [PreviewPlanChange, ChangePlanHandler, WithdrawPlanChangeHandler],
})
export class PlansModule {}
