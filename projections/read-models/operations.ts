import type { AnyEvent } from '../../domain/log/all-events.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import { onEvery, type Projection } from '../tables/projection.js';
import { insert, key, logTable, value, type Change } from '../tables/table.js';

/**
 * Every command id that ever wrote something, by the full name of its stream (`account-acme`).
 * The write side looks keys up here that it no longer holds: schema `app`, never dropped.
 */
export const OperationRow = logTable(
  'operations',
  {
    stream: key('text'),
    commandId: key('text'),
    inputHash: value('text'),
    /** Revision and position of the first event the command wrote. */
    revision: value('bigint'),
    position: value('bigint'),
  },
  { keepFirst: true },
);

/** Every command id there ever was, for the write side; never dropped. */
export const operations: Projection = {
  name: 'operations',
  lane: 'operations',
  tables: [OperationRow],
  on: onEvery(['account', 'catalogue', 'model'], remember),
};

function remember({ stream, revision, position, meta }: Recorded<AnyEvent>): Change[] {
  if (meta.command_id === undefined) return [];
  const row = {
    stream,
    commandId: meta.command_id,
    inputHash: meta.input_hash ?? '',
    revision: BigInt(revision),
    position,
  };
  return [insert(OperationRow, row)];
}
