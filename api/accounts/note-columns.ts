import { numberCell, textCell } from '../exports/csv.js';
import type { NoteAnswer } from './list-notes.js';

/** Notes about an account, as a file. */
export const NOTE_COLUMNS: Readonly<Record<string, (row: NoteAnswer) => string>> = {
  created_at: (row) => numberCell(row.created_at),
  note_id: (row) => textCell(row.note_id),
  account_id: (row) => textCell(row.account_id),
  text: (row) => textCell(row.text),
  ticket: (row) => textCell(row.ticket),
  pinned: (row) => textCell(String(row.pinned)),
  created_by: (row) => textCell(row.created_by),
  erased_at: (row) => numberCell(row.erased_at ?? ''),
};
