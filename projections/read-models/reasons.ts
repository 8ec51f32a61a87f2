import type { AccountEvent } from '../../domain/account/events.js';
import { nullable, type RowOf } from '../tables/table.js';

/** Columns of the reason a person gave; null without one. */
export const reasonColumns = {
  reasonCode: nullable('text'),
  /** Key of the note in `app.notes`. */
  noteHmac: nullable('text'),
  ticket: nullable('text'),
};

const NO_REASON: RowOf<typeof reasonColumns> = { reasonCode: null, noteHmac: null, ticket: null };

/** Reads the reason of an event. */
export function reasonOf({ data }: AccountEvent): RowOf<typeof reasonColumns> {
  if (!('reasonCode' in data) || data.reasonCode === undefined) return NO_REASON;
  const { reasonCode, noteHmac = null, ticket = null } = data;
  return { reasonCode, noteHmac, ticket };
}
