import { Command } from '@nestjs/cqrs';
import type { Caller } from '../auth/caller.js';
import type { IdempotencyKey } from '../http/idempotency.js';
import type { CommandResult } from './command-result.js';

/** What somebody asks of an account, once per key. */
export abstract class AccountRequest<Body, Answer> extends Command<CommandResult<Answer>> {
  constructor(
    readonly accountId: string,
    readonly body: Body,
    readonly key: IdempotencyKey,
    readonly caller: Caller,
  ) {
    super();
  }
}
