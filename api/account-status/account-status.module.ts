import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { MoneyModule } from '../money/money.module.js';
import { STATUS_CONTROLLERS } from './account-status.controller.js';
import { ChangeStatusHandler } from './change-status.js';

/** Suspends, reinstates and closes accounts. */
@Module({
  imports: [AccountsModule, MoneyModule],
  controllers: STATUS_CONTROLLERS,
  providers: [ChangeStatusHandler],
})
export class AccountStatusModule {}
