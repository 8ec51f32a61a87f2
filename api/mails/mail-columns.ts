import { numberCell, textCell } from '../exports/csv.js';
import type { MailAnswer } from './list-mails.js';

/** Mails about an account, as a file. */
export const MAIL_COLUMNS: Readonly<Record<string, (row: MailAnswer) => string>> = {
  created_at: (row) => numberCell(row.created_at),
  mail_id: (row) => textCell(row.mail_id),
  account_id: (row) => textCell(row.account_id),
  kind: (row) => textCell(row.kind),
  addressee: (row) => textCell(row.addressee),
  state: (row) => textCell(row.state),
  attempts: (row) => numberCell(String(row.attempts)),
  error: (row) => textCell(row.error),
  due_at: (row) => numberCell(row.due_at ?? ''),
  sent_at: (row) => numberCell(row.sent_at ?? ''),
};
