import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { MoneyModule } from '../money/money.module.js';
import { ModelsModule } from '../models/models.module.js';
import { AdjustCreditsHandler } from './adjust-credits.js';
import { BatchController } from './batch.controller.js';
import { DebitBatchHandler } from './debit-batch.js';
import { DebitCreditsHandler } from './debit-credits.js';
import { DebitsController } from './debits.controller.js';
import { FindDebit } from './find-debit.js';
import { MoveByHand } from './move-by-hand.js';
import { PriceRequests } from './price-request.js';
import { RefundDebitHandler } from './refund-debit.js';

/** Debits, refunds and adjustments, single and in batches. */
@Module({
  imports: [AccountsModule, CatalogueModule, ModelsModule, MoneyModule],
  controllers: [DebitsController, BatchController],
  providers: [
    FindDebit,
    MoveByHand,
    PriceRequests,
    DebitBatchHandler,
    DebitCreditsHandler,
    RefundDebitHandler,
    AdjustCreditsHandler,
  ],
  exports: [PriceRequests],
})
export class DebitsModule {}
