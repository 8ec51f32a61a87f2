import { Module } from '@nestjs/common';
import { CatalogueView } from './catalogue-view.js';
import { CatalogueController } from './catalogue.controller.js';
import { CatalogueFeed } from './feed.js';
import { ListOffers } from './list-offers.js';
import { PutPackHandler } from './publish-pack.js';
import { PutPlanHandler } from './publish-plan.js';
import { CatalogueSeed } from './seed.js';

/** Plans and packs, published and read. */
@Module({
  controllers: [CatalogueController],
  providers: [
    CatalogueFeed,
    CatalogueSeed,
    CatalogueView,
    ListOffers,
    PutPlanHandler,
    PutPackHandler,
  ],
  exports: [CatalogueFeed, CatalogueSeed, CatalogueView],
})
export class CatalogueModule {}
