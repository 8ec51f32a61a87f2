import { onePage, type ExportedList } from '../exports/csv-export.js';
import { numberCell, textCell } from '../exports/csv.js';
import type { z } from 'zod';
import type { RoleLimitAnswer } from './role-limits.js';
import type { SessionAnswer } from './session-shapes.js';
import type { StaffAnswer } from './staff-shapes.js';

type Row = z.input<typeof StaffAnswer>;

/** All people who use the console, as a file. */
export const STAFF_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  staff_id: (row) => textCell(row.staff_id),
  name: (row) => textCell(row.name),
  email: (row) => textCell(row.email),
  role: (row) => textCell(row.role),
  active: (row) => textCell(String(row.active)),
  has_password: (row) => textCell(String(row.has_password)),
  has_totp: (row) => textCell(String(row.has_totp)),
  seen_at: (row) => numberCell(row.seen_at ?? ''),
  created_by: (row) => textCell(row.created_by),
  created_at: (row) => numberCell(row.created_at),
};

const SESSION_COLUMNS: Readonly<Record<string, (row: z.input<typeof SessionAnswer>) => string>> = {
  session_id: (row) => textCell(row.session_id),
  current: (row) => textCell(String(row.current)),
  address: (row) => textCell(row.address),
  user_agent: (row) => textCell(row.user_agent),
  created_at: (row) => numberCell(row.created_at),
  seen_at: (row) => numberCell(row.seen_at),
  idle_until: (row) => numberCell(row.idle_until),
  ends_at: (row) => numberCell(row.ends_at),
};

/** Open sessions of a person, as an export. */
export const sessionsFile = (
  data: z.input<typeof SessionAnswer>[],
): ExportedList<z.input<typeof SessionAnswer>> => ({
  name: 'sessions',
  subject: 'staff',
  columns: SESSION_COLUMNS,
  read: () => Promise.resolve(onePage(data)),
});

/** The limits of roles, as a file. */
export const LIMIT_COLUMNS: Readonly<
  Record<string, (row: z.input<typeof RoleLimitAnswer>) => string>
> = {
  role: (row) => textCell(row.role),
  per_action: (row) => numberCell(row.per_action),
  per_day: (row) => numberCell(row.per_day),
  updated_by: (row) => textCell(row.updated_by),
  updated_at: (row) => numberCell(row.updated_at ?? ''),
};
