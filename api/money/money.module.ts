import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { StaffModule } from '../staff/staff.module.js';
import { DayLimits } from './day-limits.js';
import { MoneyChecks } from './money-checks.js';
import { StaffRecord } from './staff-record.js';

/** What is checked before people move credits, and what they are shown of it. */
@Module({
  imports: [AccountsModule, StaffModule],
  providers: [DayLimits, MoneyChecks, StaffRecord],
  exports: [DayLimits, MoneyChecks],
})
export class MoneyModule {}
