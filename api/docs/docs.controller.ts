import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from '../../platform/config/config.js';
import { Public } from '../auth/allow.js';
import { CACHE_CONTROL, sendFile } from '../http/files.js';
import { Problem } from '../http/problem.js';
import { ApiDocument } from './api-document.js';
import { GUIDE_POLICY } from './guide-page.js';
import { GUIDE_STYLE } from './guide-style.js';
import { Guides, imageFolder } from './guides.js';
import {
  OWN_REFERENCE_FILES,
  REFERENCE_PAGE,
  REFERENCE_POLICY,
  SWAGGER_FILES,
  SWAGGER_FOLDER,
} from './reference-page.js';

const LINKS = {
  name: 'Scrip',
  docs: '/docs',
  api_reference: '/docs/api',
  openapi: '/openapi.json',
  health: '/health/ready',
};
const HTML = 'text/html; charset=utf-8';
const CACHE = 'public, max-age=300';

@ApiExcludeController()
@Controller()
export class DocsController {
  constructor(
    private readonly document: ApiDocument,
    private readonly guides: Guides,
    private readonly config: Config,
  ) {}

  /** Redirects browsers to the demo or the documentation; lists links for programs. */
  @Get()
  @Public()
  root(
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): typeof LINKS | undefined {
    void reply.header('vary', 'accept');
    if (!accept?.includes('text/html')) return LINKS;
    const forPeople = this.config.demoUrl === undefined ? LINKS.docs : '/demo';
    void reply.status(302).header('location', forPeople);
    return undefined;
  }

  @Get('openapi.json')
  @Public()
  @Header('content-type', 'application/json; charset=utf-8')
  openApi(): string {
    return this.document.text;
  }

  @Get('docs')
  @Public()
  overview(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.guide('/docs', reply);
  }

  @Get('docs/api')
  @Public()
  @Header('content-type', HTML)
  @Header('content-security-policy', REFERENCE_POLICY)
  reference(): string {
    return REFERENCE_PAGE;
  }

  @Get('docs/api/:file')
  @Public()
  referenceFile(@Param('file') name: string, @Res() reply: FastifyReply): void {
    const own = OWN_REFERENCE_FILES.get(name);
    if (own) {
      void reply
        .headers({ 'content-type': own.type, 'cache-control': CACHE_CONTROL.anHour })
        .send(own.text);
      return;
    }
    if (!SWAGGER_FILES.has(name)) throw new Problem('not_found');
    sendFile(reply, SWAGGER_FOLDER, name, CACHE_CONTROL.anHour);
  }

  @Get('docs/guides.css')
  @Public()
  @Header('content-type', 'text/css; charset=utf-8')
  @Header('cache-control', CACHE)
  style(): string {
    return GUIDE_STYLE;
  }

  @Get('docs/images/:image')
  @Public()
  image(@Param('image') name: string, @Res() reply: FastifyReply): void {
    if (!/^[\w-]+\.webp$/.test(name)) throw new Problem('not_found');
    sendFile(reply, imageFolder(), name, CACHE_CONTROL.anHour);
  }

  @Get('docs/:guide')
  @Public()
  page(
    @Param('guide') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.guide(`/docs/${name}`, reply);
  }

  @Get('docs/decisions/:decision')
  @Public()
  decision(
    @Param('decision') name: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.guide(`/docs/decisions/${name}`, reply);
  }

  private async guide(path: string, reply: FastifyReply): Promise<string> {
    const page = await this.guides.page(path);
    if (page === undefined) throw new Problem('not_found', 'there is no such guide: see /docs');
    void reply.headers({
      'content-type': HTML,
      'content-security-policy': GUIDE_POLICY,
      'cache-control': CACHE,
    });
    return page;
  }
}
