import type { z } from 'zod';
import { numberCell, textCell } from '../exports/csv.js';
import type { ListedAccount } from './present-account.js';

type Row = z.input<typeof ListedAccount>;

/** Accounts as a file. */
export const ACCOUNT_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  account_id: (row) => textCell(row.account_id),
  name: (row) => textCell(row.name),
  email: (row) => textCell(row.email),
  status: (row) => textCell(row.status),
  plan: (row) => textCell(row.plan),
  available: (row) => numberCell(row.balance.available),
  held: (row) => numberCell(row.balance.held),
  debt: (row) => numberCell(row.balance.debt),
  level: (row) => textCell(row.level),
  opened_at: (row) => numberCell(row.opened_at),
  renews_at: (row) => numberCell(row.renews_at ?? ''),
  position: (row) => numberCell(row.position),
};
