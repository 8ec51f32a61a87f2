import { Module } from '@nestjs/common';
import { ApiDocument } from './api-document.js';
import { DocsController } from './docs.controller.js';
import { Guides } from './guides.js';

/** The guides, the OpenAPI document, and their pages. */
@Module({
  controllers: [DocsController],
  providers: [ApiDocument, Guides],
})
export class DocsModule {}
