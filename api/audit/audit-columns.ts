import { numberCell, textCell } from '../exports/csv.js';
import type { AnchorAnswer } from './list-anchors.js';
import type { VerificationAnswer } from './verifications.js';

/** Verifications of the log as a file; `findings` is how many there were. */
export const VERIFICATION_COLUMNS: Readonly<Record<string, (row: VerificationAnswer) => string>> = {
  requested_at: (row) => numberCell(row.requested_at),
  finished_at: (row) => numberCell(row.finished_at ?? ''),
  verification_id: (row) => textCell(row.verification_id),
  account_id: (row) => textCell(row.account_id),
  state: (row) => textCell(row.state),
  ok: (row) => textCell(row.ok === null ? null : String(row.ok)),
  findings: (row) => numberCell(row.findings),
  first_finding: (row) => textCell(row.data[0]?.message ?? null),
  notes: (row) => textCell(row.notes.join('; ')),
  error: (row) => textCell(row.error),
  position: (row) => numberCell(row.position ?? ''),
  requested_by: (row) => textCell(row.requested_by),
};

/** Signed anchors as a file. */
export const ANCHOR_COLUMNS: Readonly<Record<string, (row: AnchorAnswer) => string>> = {
  n: (row) => numberCell(row.n),
  signed_at: (row) => numberCell(row.signed_at),
  position: (row) => numberCell(row.position),
  events: (row) => numberCell(row.events),
  log_hash: (row) => textCell(row.log_hash),
  key_id: (row) => textCell(row.key_id),
  statement: (row) => textCell(row.statement),
  // Base64 may begin with a minus sign; a quote before it would be no part of the signature.
  signature: (row) => numberCell(row.signature),
};
