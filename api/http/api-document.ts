import { Injectable } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { describeApi } from './openapi.js';
import { Problem } from './problem.js';

/** The OpenAPI document: made once all routes are known, then only handed out. */
@Injectable()
export class ApiDocument {
  private made: string | undefined;

  /** Describes the routes of an application. */
  make(app: NestFastifyApplication): void {
    this.made = JSON.stringify(describeApi(app));
  }

  /** As JSON. */
  get text(): string {
    if (this.made === undefined) throw new Problem('not_found');
    return this.made;
  }
}
