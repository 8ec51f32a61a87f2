import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { AdjustmentsController } from './adjustments.controller.js';
import { ListAdjustments } from './list-adjustments.js';

/** The register of what was given, taken and refunded by hand. */
@Module({
  imports: [AccountsModule],
  controllers: [AdjustmentsController],
  providers: [ListAdjustments],
})
export class AdjustmentsModule {}
