import { Controller, Get, Header, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Clock } from '../../platform/clock/clock.js';
import { CatalogueView } from '../catalogue/catalogue-view.js';
import { Public } from '../auth/allow.js';
import { Problem } from '../http/problem.js';
import { onSaleAt } from './on-sale.js';
import { helpDocument, helpIndex } from './pages.js';
import { HELP_STYLE } from './style.js';

/** Pages without scripts. */
const POLICY =
  "default-src 'none';style-src 'self';img-src 'self' data:;base-uri 'none';form-action 'none';" +
  "frame-ancestors 'none'";
const HTML = 'text/html; charset=utf-8';
const CACHE = 'public, max-age=300';

@ApiExcludeController()
@Controller('help')
export class HelpController {
  constructor(
    private readonly catalogue: CatalogueView,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Public()
  @Header('content-type', HTML)
  @Header('content-security-policy', POLICY)
  @Header('cache-control', CACHE)
  index(): string {
    return helpIndex();
  }

  @Get('help.css')
  @Public()
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', CACHE)
  style(): string {
    return HELP_STYLE;
  }

  /** Uses the plans and packs currently on sale, so that pages are never outdated. */
  @Get(':page')
  @Public()
  @Header('content-security-policy', POLICY)
  page(@Param('page') page: string, @Res({ passthrough: true }) reply: FastifyReply): string {
    const text = helpDocument(page, onSaleAt(this.catalogue.current(), this.clock.now()));
    if (text === undefined) throw new Problem('not_found', 'there is no such help page: see /help');
    void reply.header('content-type', HTML).header('cache-control', CACHE);
    return text;
  }
}
