import { Module } from '@nestjs/common';
import { ApiDocument } from './api-document.js';
import { DocsController } from './docs.controller.js';

/** The API document and the pages that show it. */
@Module({
  controllers: [DocsController],
  providers: [ApiDocument],
})
export class DocsModule {}
