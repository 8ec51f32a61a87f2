import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from '../../platform/config/config.js';
import { Public } from '../auth/allow.js';
import { builtFolder, CACHE_CONTROL, sendFile } from '../http/files.js';
import { Problem } from '../http/problem.js';
import { GALLERY_PAGE, GALLERY_POLICY } from './gallery-page.js';

const FOLDER = builtFolder('widget');

@ApiExcludeController()
@Controller('w/v1')
export class WidgetController {
  constructor(private readonly config: Config) {}

  /** The widget script, for pages of any origin: it holds no secret; tokens give access. */
  @Get('credits.js')
  @Public()
  @Header('cross-origin-resource-policy', 'cross-origin')
  @Header('access-control-allow-origin', '*')
  script(@Res() reply: FastifyReply): void {
    sendFile(reply, FOLDER, 'credits.js', CACHE_CONTROL.tenMinutes);
  }

  /** Every level in every theme; sandbox mode only. */
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
  galleryScript(@Res() reply: FastifyReply): void {
    this.demandSandbox();
    sendFile(reply, FOLDER, 'gallery.js', CACHE_CONTROL.tenMinutes);
  }

  private demandSandbox(): void {
    if (!this.config.sandbox)
      throw new Problem('not_found', 'the gallery exists in sandbox mode only');
  }
}
