import { numberCell, textCell } from '../exports/csv.js';
import type { ViewAnswer } from './view-shapes.js';

/** Saved views, as a file. */
export const VIEW_COLUMNS: Readonly<Record<string, (row: ViewAnswer) => string>> = {
  view_id: (row) => textCell(row.view_id),
  page: (row) => textCell(row.page),
  name: (row) => textCell(row.name),
  query: (row) => textCell(row.query),
  shared: (row) => textCell(String(row.shared)),
  own: (row) => textCell(String(row.own)),
  saved_by: (row) => textCell(row.saved_by),
  saved_at: (row) => numberCell(row.saved_at),
};
