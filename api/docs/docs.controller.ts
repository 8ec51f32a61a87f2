import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Get, Header, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from '../../platform/config/config.js';
import { Public } from '../auth/allow.js';
import { ApiDocument } from './api-document.js';
import { EXAMPLE_KEY } from '../http/idempotency.js';
import { Problem } from '../http/problem.js';

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Scrip API</title>
    <link rel="stylesheet" href="/docs/swagger-ui.css">
    <link rel="icon" href="data:,">
  </head>
  <body>
    <div id="swagger-ui"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;
const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  tryItOutEnabled: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayOperationId: true,
  displayRequestDuration: true,
  validatorUrl: null,
  // Whoever leaves the key of the example as it is means a new command each time.
  requestInterceptor: (request) => {
    if (request.headers['Idempotency-Key'] === '${EXAMPLE_KEY}') {
      const random = Math.random().toString(36).slice(2);
      request.headers['Idempotency-Key'] = 'docs-' + Date.now() + '-' + random;
    }
    return request;
  },
});
`;
const LINKS = {
  name: 'Scrip',
  docs: '/docs',
  openapi: '/openapi.json',
  health: '/health/ready',
};
/** The page may load what this server gives, and nothing from anywhere else. */
const PAGE_POLICY =
  "default-src 'none';script-src 'self';style-src 'self' 'unsafe-inline';img-src 'self' data:;" +
  "connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'";

const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const ASSETS: Readonly<Record<string, string>> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};

@ApiExcludeController()
@Controller()
export class DocsController {
  constructor(
    private readonly document: ApiDocument,
    private readonly config: Config,
  ) {}

  /** A person is led to the demo or the documentation, a program told where things are. */
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
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', PAGE_POLICY)
  page(): string {
    return PAGE;
  }

  @Get('docs/start.js')
  @Public()
  @Header('content-type', 'text/javascript; charset=utf-8')
  start(): string {
    return START;
  }

  @Get('docs/:asset')
  @Public()
  async asset(
    @Param('asset') asset: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer> {
    const type = Object.hasOwn(ASSETS, asset) ? ASSETS[asset] : undefined;
    if (type === undefined) throw new Problem('not_found');
    void reply.header('content-type', type).header('cache-control', 'public, max-age=3600');
    return readFile(join(folder, asset));
  }
}
