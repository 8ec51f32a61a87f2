import { numberCell, textCell } from '../exports/csv.js';
import type { z } from 'zod';
import type { ApiKeyAnswer } from './list-api-keys.js';

type Row = z.input<typeof ApiKeyAnswer>;

/** All keys, as a file; never the keys themselves. */
export const API_KEY_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  id: (row) => textCell(row.id),
  name: (row) => textCell(row.name),
  scopes: (row) => textCell(row.scopes.join(' ')),
  requests_per_second: (row) => numberCell(row.requests_per_second ?? ''),
  created_by: (row) => textCell(row.created_by),
  created_at: (row) => numberCell(row.created_at),
  expires_at: (row) => numberCell(row.expires_at ?? ''),
  revoked_at: (row) => numberCell(row.revoked_at ?? ''),
};
