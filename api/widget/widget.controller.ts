import type { IncomingHttpHeaders } from 'node:http';
import { Controller, Get, Header, Headers, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from '../../platform/config/config.js';
import { Public } from '../auth/allow.js';
import { Problem } from '../http/problem.js';
import { encodingFor } from './accept-encoding.js';
import { GALLERY_PAGE, GALLERY_POLICY } from './gallery-page.js';
import { widgetFile } from './widget-file.js';

/** Fetched anew after ten minutes; what has not changed is not sent again. */
const CACHE = 'public, max-age=600, stale-while-revalidate=86400';

@ApiExcludeController()
@Controller('w/v1')
export class WidgetController {
  constructor(private readonly config: Config) {}

  /** The widget, for pages of any origin: it holds no secret, and a token opens the API. */
  @Get('credits.js')
  @Public()
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cross-origin-resource-policy', 'cross-origin')
  @Header('access-control-allow-origin', '*')
  async script(
    @Headers() headers: IncomingHttpHeaders,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    return send('credits.js', headers, reply);
  }

  /** Every level in every dress, to be looked at; sandbox mode only. */
  @Get('gallery')
  @Public()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', GALLERY_POLICY)
  gallery(): string {
    this.demandSandbox();
    return GALLERY_PAGE;
  }

  @Get('gallery.js')
  @Public()
  @Header('content-type', 'text/javascript; charset=utf-8')
  async galleryScript(
    @Headers() headers: IncomingHttpHeaders,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    this.demandSandbox();
    return send('gallery.js', headers, reply);
  }

  private demandSandbox(): void {
    if (!this.config.sandbox)
      throw new Problem('not_found', 'the gallery exists in sandbox mode only');
  }
}

/** As small as the client takes it; not at all to whoever has this very version. */
async function send(
  name: 'credits.js' | 'gallery.js',
  headers: IncomingHttpHeaders,
  reply: FastifyReply,
): Promise<Buffer | undefined> {
  const encoding = encodingFor(headers['accept-encoding']);
  const { content, etag } = await widgetFile(name, encoding);
  void reply.headers({ etag, 'cache-control': CACHE, vary: 'accept-encoding' });
  if (headers['if-none-match']?.split(/,\s*/).includes(etag)) {
    void reply.status(304);
    return undefined;
  }
  if (encoding !== 'identity') void reply.header('content-encoding', encoding);
  return content;
}
