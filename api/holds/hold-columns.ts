import type { z } from 'zod';
import { numberCell, textCell } from '../exports/csv.js';
import type { OpenHold } from './read-holds.js';

type Row = z.input<typeof OpenHold>;

/** Open holds of an account, as a file. */
export const HOLD_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  hold_id: (row) => textCell(row.hold_id),
  credits: (row) => numberCell(row.credits),
  model: (row) => textCell(row.model),
  mode: (row) => textCell(row.mode),
  complexity: (row) => textCell(row.complexity),
  action: (row) => textCell(row.action),
  feature: (row) => textCell(row.feature),
  member_id: (row) => textCell(row.member_id),
  placed_at: (row) => numberCell(row.placed_at),
  expires_at: (row) => numberCell(row.expires_at),
};
