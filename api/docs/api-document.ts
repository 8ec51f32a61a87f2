import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { describeApi } from './openapi.js';
import { Problem } from '../http/problem.js';

/** Serves the OpenAPI document; generated on first request to keep startup fast. */
@Injectable()
export class ApiDocument {
  private app: NestFastifyApplication | undefined;
  private made: string | undefined;

  /** Sets the application to describe. */
  of(app: NestFastifyApplication): void {
    this.app = app;
  }

  /** As JSON. */
  get text(): string {
    if (!this.app) throw new Problem('not_found');
    this.made ??= JSON.stringify(describeApi(this.app));
    return this.made;
  }
}
