import type { CommandMeta } from '../../platform/event-store/event-store.js';
import type { Caller } from './caller.js';
import type { IdempotencyKey } from '../http/idempotency.js';

/** What stands in the metadata of the events that a request causes. */
export const commandMeta = (
  { commandId, inputHash, requestId }: IdempotencyKey,
  { actor }: Caller,
): CommandMeta => ({ commandId, inputHash, actor, cause: requestId });
