import { Module } from '@nestjs/common';
import { ApiDocument } from './api-document.js';
import { DocsController } from './docs.controller.js';
import { Guides } from './guides.js';

/** The guides, the API document, and the pages that show them. */
@Module({
  controllers: [DocsController],
  providers: [ApiDocument, Guides],
})
export class DocsModule {}
