import type { z } from 'zod';
import { numberCell, textCell } from '../exports/csv.js';
import type { LedgerEntry } from './get-ledger.js';

type Row = z.output<typeof LedgerEntry>;

/** An account's ledger as a file: `available` … `debt` are changes, `…_after` what they led to. */
export const LEDGER_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  recorded_at: (row) => numberCell(row.recorded_at),
  occurred_at: (row) => numberCell(row.occurred_at),
  entry_id: (row) => textCell(row.entry_id),
  kind: (row) => textCell(row.kind),
  credits: (row) => numberCell(row.credits),
  available: (row) => numberCell(row.deltas.available),
  held: (row) => numberCell(row.deltas.held),
  frozen: (row) => numberCell(row.deltas.frozen),
  debt: (row) => numberCell(row.deltas.debt),
  available_after: (row) => numberCell(row.balance_after.available),
  held_after: (row) => numberCell(row.balance_after.held),
  debt_after: (row) => numberCell(row.balance_after.debt),
  ref_id: (row) => textCell(row.ref_id),
  paid_by: (row) => textCell(row.paid_by),
  model: (row) => textCell(row.model),
  action: (row) => textCell(row.action),
  feature: (row) => textCell(row.feature),
  member_id: (row) => textCell(row.member_id),
  outcome: (row) => textCell(row.outcome),
  reason_code: (row) => textCell(row.reason_code),
  ticket: (row) => textCell(row.ticket),
  note: (row) => textCell(row.note),
  actor: (row) => textCell(row.actor),
  cause: (row) => textCell(row.cause),
  event_id: (row) => textCell(row.event_id),
  position: (row) => numberCell(row.position),
  is_top_up: (row) => textCell(String(row.is_top_up)),
};
