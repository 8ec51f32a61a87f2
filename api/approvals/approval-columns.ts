import type { z } from 'zod';
import { numberCell, textCell } from '../exports/csv.js';
import type { ListedApproval } from './present-approval.js';

type Row = z.input<typeof ListedApproval>;

/** What people asked others to approve, as a file. */
export const APPROVAL_COLUMNS: Readonly<Record<string, (row: Row) => string>> = {
  requested_at: (row) => numberCell(row.requested_at),
  approval_id: (row) => textCell(row.approval_id),
  account_id: (row) => textCell(row.account_id),
  account_name: (row) => textCell(row.account_name),
  command: (row) => textCell(row.command.type),
  credits: (row) => numberCell(row.credits ?? ''),
  reason_code: (row) => textCell(row.reason_code),
  ticket: (row) => textCell(row.ticket),
  note: (row) => textCell(row.note),
  status: (row) => textCell(row.status),
  requested_by: (row) => textCell(row.requested_by.actor),
  requester: (row) => textCell(row.requested_by.name),
  expires_at: (row) => numberCell(row.expires_at),
  decided_by: (row) => textCell(row.decided_by?.actor ?? null),
  decider: (row) => textCell(row.decided_by?.name ?? null),
  decided_at: (row) => numberCell(row.decided_at ?? ''),
  event_id: (row) => textCell(row.event_id),
  position: (row) => numberCell(row.position),
};
