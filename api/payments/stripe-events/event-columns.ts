import { numberCell, textCell } from '../../exports/csv.js';
import type { StripeEventAnswer } from './present-event.js';

const flag = (value: boolean | null): string => textCell(value === null ? null : String(value));

/** The inbox as a file: without payloads. */
export const EVENT_FILE: Readonly<Record<string, (row: StripeEventAnswer) => string>> = {
  received_at: (row) => numberCell(row.received_at),
  event_id: (row) => textCell(row.event_id),
  type: (row) => textCell(row.type),
  state: (row) => textCell(row.state),
  object_id: (row) => textCell(row.object_id),
  account_id: (row) => textCell(row.account_id),
  livemode: (row) => flag(row.livemode),
  api_version: (row) => textCell(row.api_version),
  created_at: (row) => numberCell(row.created_at ?? ''),
  done_at: (row) => numberCell(row.done_at ?? ''),
  attempts: (row) => numberCell(row.attempts),
  replayed_at: (row) => numberCell(row.replayed_at ?? ''),
  replayed_by: (row) => textCell(row.replayed_by),
  error: (row) => textCell(row.error),
  payload_hash: (row) => textCell(row.payload_hash),
};
