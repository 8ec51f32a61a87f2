import { Command } from '@nestjs/cqrs';
import type { CommandMeta } from '../../platform/event-store/event-store.js';

/** Publishes a version of something that is sold or priced, by a command of the domain. */
export abstract class Publish<DomainCommand, Result> extends Command<Result> {
  constructor(
    readonly command: DomainCommand,
    readonly meta: CommandMeta,
  ) {
    super();
  }
}
