import { numberCell, textCell } from '../exports/csv.js';
import type { ActionRow } from './list-actions.js';

const jsonCell = (value: object | null): string =>
  textCell(value === null ? null : JSON.stringify(value));

/** What people did, as a file. */
export const ACTION_COLUMNS: Readonly<Record<string, (row: ActionRow) => string>> = {
  action_id: (row) => numberCell(row.action_id),
  at: (row) => numberCell(row.at),
  kind: (row) => textCell(row.kind),
  staff_id: (row) => textCell(row.staff_id),
  session_id: (row) => textCell(row.session_id),
  method: (row) => textCell(row.method),
  route: (row) => textCell(row.route),
  account_id: (row) => textCell(row.account_id),
  targets: (row) => jsonCell(row.targets),
  detail: (row) => jsonCell(row.detail),
  status: (row) => numberCell(row.status),
  request_id: (row) => textCell(row.request_id),
  reason_code: (row) => textCell(row.reason_code),
  ticket: (row) => textCell(row.ticket),
};
