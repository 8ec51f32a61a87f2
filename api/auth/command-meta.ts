import type { CommandMeta } from '../../platform/event-store/event-store.js';
import type { Caller } from './caller.js';
import type { IdempotencyKey } from '../http/idempotency.js';

/** Event metadata of the command that a request sends. */
export const commandMeta = (
  { commandId, inputHash, requestId }: IdempotencyKey,
  { actor }: Caller,
): CommandMeta => ({ commandId, inputHash, actor, cause: requestId });
