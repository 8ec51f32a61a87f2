import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ModelsModule } from '../models/models.module.js';
import { EstimatesController } from './estimates.controller.js';
import { GetEstimates } from './get-estimates.js';
import { MessageBasis } from './message-basis.js';
import { QuotesController } from './quotes.controller.js';

/** Prices of requests in advance. */
@Module({
  imports: [AccountsModule, ModelsModule],
  controllers: [EstimatesController, QuotesController],
  providers: [GetEstimates, MessageBasis],
})
export class QuotesModule {}
