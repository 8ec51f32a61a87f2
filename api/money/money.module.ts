import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { MoneyChecks } from './money-checks.js';

/** What is checked before people move credits, and what they are shown of it. */
@Module({
  imports: [AccountsModule, StaffModule],
  providers: [MoneyChecks],
  exports: [MoneyChecks],
})
export class MoneyModule {}
