import { numberCell, textCell } from '../exports/csv.js';
import type { EventAnswer } from './present-event.js';

/** Events of an account as a file; `data` is the stored JSON. */
export const EVENT_COLUMNS: Readonly<Record<string, (row: EventAnswer) => string>> = {
  recorded_at: (row) => numberCell(row.recorded_at),
  occurred_at: (row) => numberCell(row.occurred_at),
  event_id: (row) => textCell(row.event_id),
  type: (row) => textCell(row.type),
  revision: (row) => numberCell(row.revision),
  credits: (row) => numberCell(row.credits),
  available_after: (row) => numberCell(row.balance_after?.available ?? ''),
  held_after: (row) => numberCell(row.balance_after?.held ?? ''),
  debt_after: (row) => numberCell(row.balance_after?.debt ?? ''),
  reason_code: (row) => textCell(row.reason_code),
  ticket: (row) => textCell(row.ticket),
  note: (row) => textCell(row.note),
  actor: (row) => textCell(row.actor),
  caused_by: (row) => textCell(row.caused_by),
  position: (row) => numberCell(row.position),
  data: (row) => textCell(JSON.stringify(row.data)),
};
