import type { z } from 'zod';
import { numberCell, textCell } from '../exports/csv.js';
import type { LotAnswer } from './get-lots.js';

type Row = z.output<typeof LotAnswer>;

/** Lots of an account, as a file; `unit_price_minor` is what one credit was paid with. */
export const LOT_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  lot_id: (row) => textCell(row.lot_id),
  source: (row) => textCell(row.source),
  status: (row) => textCell(row.status),
  granted: (row) => numberCell(row.granted),
  remaining: (row) => numberCell(row.remaining),
  held: (row) => numberCell(row.held),
  frozen: (row) => numberCell(row.frozen),
  effective_at: (row) => numberCell(row.effective_at),
  expires_at: (row) => numberCell(row.expires_at ?? ''),
  unit_price_minor: (row) => numberCell(row.unit_price?.minor ?? ''),
  currency: (row) => textCell(row.unit_price?.currency ?? null),
  paid_by: (row) => textCell(row.paid_by),
  reason_code: (row) => textCell(row.reason_code),
  ticket: (row) => textCell(row.ticket),
  note: (row) => textCell(row.note),
  actor: (row) => textCell(row.actor),
  event_id: (row) => textCell(row.event_id),
};
