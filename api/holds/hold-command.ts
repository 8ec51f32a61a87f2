import { Command } from '@nestjs/cqrs';
import type { CommandResult } from '../accounts/command-result.js';
import type { Caller } from '../auth/caller.js';
import type { IdempotencyKey } from '../http/idempotency.js';

/** What somebody asks of a hold, once per key. */
export abstract class HoldCommand<Body, Answer> extends Command<CommandResult<Answer>> {
  constructor(
    readonly accountId: string,
    readonly holdId: string,
    readonly body: Body,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}
