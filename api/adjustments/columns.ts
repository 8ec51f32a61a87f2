import type { z } from 'zod';
import { numberCell, textCell } from '../exports/csv.js';
import type { ListedAdjustment } from './list-adjustments.js';

type Row = z.input<typeof ListedAdjustment>;

/** The register as a file. */
export const ADJUSTMENT_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  recorded_at: (row) => numberCell(row.recorded_at),
  occurred_at: (row) => numberCell(row.occurred_at),
  adjustment_id: (row) => textCell(row.adjustment_id),
  account_id: (row) => textCell(row.account_id),
  kind: (row) => textCell(row.kind),
  credits: (row) => numberCell(row.credits),
  debt_repaid: (row) => numberCell(row.debt_repaid),
  debit_id: (row) => textCell(row.debit_id),
  reason_code: (row) => textCell(row.reason_code),
  ticket: (row) => textCell(row.ticket),
  note: (row) => textCell(row.note),
  actor: (row) => textCell(row.actor),
  actor_name: (row) => textCell(row.actor_name),
  approval_id: (row) => textCell(row.approval?.approval_id ?? null),
  approved_by: (row) => textCell(row.approval?.approved_by ?? null),
  approved_by_name: (row) => textCell(row.approval?.approved_by_name ?? null),
  event_id: (row) => textCell(row.event_id),
  position: (row) => numberCell(row.position),
};
