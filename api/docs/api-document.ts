import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { describeApi } from './openapi.js';
import { Problem } from '../http/problem.js';

/** The OpenAPI document: made when it is first asked for, so that nobody's start waits for it. */
@Injectable()
export class ApiDocument {
  private app: NestFastifyApplication | undefined;
  private made: string | undefined;

  /** Says whose routes the document describes. */
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
