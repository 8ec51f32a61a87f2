import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { ListModels } from './list-models.js';
import { ListRates } from './list-rates.js';
import { ModelsController } from './models.controller.js';
import { PublishModelRateHandler } from './publish-rate.js';
import { PutModelHandler } from './put-model.js';
import { RatesView } from './rates-view.js';

/** Models and their rates. */
@Module({
  imports: [CatalogueModule],
  controllers: [ModelsController],
  providers: [RatesView, ListModels, ListRates, PutModelHandler, PublishModelRateHandler],
  exports: [RatesView],
})
export class ModelsModule {}
