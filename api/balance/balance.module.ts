import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { ModelsModule } from '../models/models.module.js';
import { BalanceController } from './balance.controller.js';
import { ExplainBalance } from './explain-balance.js';
import { GetBalance } from './get-balance.js';
import { GetLedger } from './get-ledger.js';
import { GetLots } from './get-lots.js';
import { LotOrigins } from './lot-origins.js';
import { LotsAt } from './lots-at.js';

/** Reads of balance, lots, ledger and explanations. */
@Module({
  imports: [AccountsModule, ModelsModule],
  controllers: [BalanceController],
  providers: [ExplainBalance, GetBalance, GetLedger, GetLots, LotOrigins, LotsAt],
  exports: [GetBalance],
})
export class BalanceModule {}
