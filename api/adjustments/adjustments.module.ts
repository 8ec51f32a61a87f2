import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ActorNames } from '../staff/actor-names.js';
import { StaffModule } from '../staff/staff.module.js';
import { AdjustmentsController } from './adjustments.controller.js';
import { ListAdjustments } from './list-adjustments.js';

/** The register of what was given, taken and refunded by hand. */
@Module({
  imports: [AccountsModule, StaffModule],
  controllers: [AdjustmentsController],
  providers: [ActorNames, ListAdjustments],
})
export class AdjustmentsModule {}
