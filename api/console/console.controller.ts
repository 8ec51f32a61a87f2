import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { join } from 'node:path';
import { Public } from '../auth/allow.js';
import { builtFolder, CACHE_CONTROL, sendFile } from '../http/files.js';
import { Problem } from '../http/problem.js';
import { consolePage } from './console-page.js';

const FOLDER = builtFolder('admin');
const ASSET = /^[\w-]+(\.[\w-]+)*\.(js|css|svg|woff2)$/;

@ApiExcludeController()
@Controller('console')
export class ConsoleController {
  /** Whatever the page loads; its name changes with its content. */
  @Get('assets/:file')
  @Public()
  asset(@Param('file') name: string, @Res() reply: FastifyReply): void {
    if (!ASSET.test(name)) throw new Problem('not_found');
    sendFile(reply, join(FOLDER, 'assets'), name, CACHE_CONTROL.forEver);
  }

  @Get()
  @Public()
  home(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.page(reply);
  }

  /** The page reads its address itself: a link to any part of the console opens it there. */
  @Get('*')
  @Public()
  deepLink(@Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return this.page(reply);
  }

  private async page(reply: FastifyReply): Promise<string> {
    const { html, policy } = await consolePage(FOLDER);
    void reply.headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'referrer-policy': 'same-origin',
    });
    return html;
  }
}
