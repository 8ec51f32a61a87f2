import type { AccountEvent } from '../../domain/account/events.js';
import { nullable, type RowOf } from '../tables/table.js';

/** Columns that say why a person did something; all are null where no person gave a reason. */
export const reasonColumns = {
  reasonCode: nullable('text'),
  /** Names the note in `app.notes`. */
  noteHmac: nullable('text'),
  ticket: nullable('text'),
};

const NO_REASON: RowOf<typeof reasonColumns> = { reasonCode: null, noteHmac: null, ticket: null };

/** The reason that an event gives. */
export function reasonOf({ data }: AccountEvent): RowOf<typeof reasonColumns> {
  if (!('reasonCode' in data)) return NO_REASON;
  const { reasonCode, noteHmac = null, ticket = null } = data;
  return { reasonCode, noteHmac, ticket };
}
