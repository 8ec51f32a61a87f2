import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module.js';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { DebitsModule } from '../debits/debits.module.js';
import { MoneyModule } from '../money/money.module.js';
import { ModelsModule } from '../models/models.module.js';
import { ExtendHoldHandler } from './extend-hold.js';
import { FindHold } from './find-hold.js';
import { HoldsController } from './holds.controller.js';
import { PlaceHoldHandler } from './place-hold.js';
import { ReadHolds } from './read-holds.js';
import { ReleaseHoldHandler } from './release-hold.js';
import { SettleHoldHandler } from './settle-hold.js';

/** Holds: credits reserved for work whose cost is not known yet. */
@Module({
  imports: [AccountsModule, CatalogueModule, DebitsModule, ModelsModule, MoneyModule],
  controllers: [HoldsController],
  providers: [
    FindHold,
    ReadHolds,
    PlaceHoldHandler,
    ExtendHoldHandler,
    SettleHoldHandler,
    ReleaseHoldHandler,
  ],
})
export class HoldsModule {}
