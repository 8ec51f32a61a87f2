import { numberCell, textCell } from '../exports/csv.js';
import type { z } from 'zod';
import type { MemberAnswer } from './list-members.js';

type Row = z.input<typeof MemberAnswer>;

/** The members of an account, as a file. */
export const MEMBER_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  member_id: (row) => textCell(row.member_id),
  limit: (row) => numberCell(row.limit ?? ''),
  used: (row) => numberCell(row.used),
  held: (row) => numberCell(row.held),
  resets_at: (row) => numberCell(row.resets_at ?? ''),
  added_at: (row) => numberCell(row.added_at ?? ''),
};
