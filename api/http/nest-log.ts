import type { LoggerService } from '@nestjs/common';
import type { Logger } from '../../platform/log.js';

/** Forwards Nest's log, without its startup messages. */
export class NestLog implements LoggerService {
  constructor(private readonly to: Logger) {}

  log(message: unknown, ...context: unknown[]): void {
    this.to.debug({ context: context.at(-1) }, String(message));
  }

  warn(message: unknown, ...context: unknown[]): void {
    this.to.warn({ context: context.at(-1) }, String(message));
  }

  error(message: unknown, ...context: unknown[]): void {
    this.to.error({ err: message, context }, 'nest');
  }
}
