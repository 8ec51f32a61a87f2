import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { BuyPackHandler } from './buy-pack.js';
import { PackPurchasesController } from './pack-purchases.controller.js';

/** Purchases of packs. */
@Module({
  imports: [AccountsModule, CatalogueModule],
  controllers: [PackPurchasesController],
  providers: [BuyPackHandler],
})
export class PaymentsModule {}
