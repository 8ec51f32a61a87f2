import type { AnyEvent } from '../../domain/log/all-events.js';
import type { Recorded } from '../../platform/event-store/records/recorded.js';
import { onEvery, type Projection } from '../tables/projection.js';
import { insert, key, logTable, value, type Change } from '../tables/table.js';

/**
 * Every command id that wrote something, by full stream name (`account-acme`). The write side looks
 * up keys here that are no longer in memory. Schema `app`, never dropped.
 */
export const OperationRow = logTable(
  'operations',
  {
    stream: key('text'),
    commandId: key('text'),
    inputHash: value('text'),
    /** Revision and position of the command's first event. */
    revision: value('bigint'),
    position: value('bigint'),
  },
  { keepFirst: true },
);

/** Builds the index of command ids for the write side; never dropped. */
export const operations: Projection = {
  name: 'operations',
  lane: 'operations',
  tables: [OperationRow],
  on: onEvery(['account', 'approval', 'catalogue', 'model'], remember),
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
