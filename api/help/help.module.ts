import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { HelpController } from './help.controller.js';

/** Help pages for end users. */
@Module({
  imports: [CatalogueModule],
  controllers: [HelpController],
})
export class HelpModule {}
