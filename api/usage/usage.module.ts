import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AccountPeriods } from './account-periods.js';
import { GetUsage } from './get-usage.js';
import { UsageController } from './usage.controller.js';

/** Usage by time, model and other dimensions. */
@Module({
  imports: [AccountsModule],
  controllers: [UsageController],
  providers: [AccountPeriods, GetUsage],
})
export class UsageModule {}
