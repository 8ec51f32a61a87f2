/** Refunds and disputes as files; amounts in minor units. */
import { numberCell, textCell } from '../../exports/csv.js';
import type { DisputeAnswer } from './dispute-row.js';
import type { PaymentRefundAnswer } from './refund-row.js';

/** Refunds of payments as a file. */
export const REFUND_COLUMNS: Readonly<Record<string, (row: PaymentRefundAnswer) => string>> = {
  created_at: (row) => numberCell(row.created_at),
  refund_id: (row) => textCell(row.refund_id),
  payment_id: (row) => textCell(row.payment_id),
  account_id: (row) => textCell(row.account_id),
  status: (row) => textCell(row.status),
  failure_reason: (row) => textCell(row.failure_reason),
  currency: (row) => textCell(row.amount.currency),
  amount_minor: (row) => numberCell(row.amount.minor),
  spent: (row) => textCell(row.spent),
  clawed_back: (row) => numberCell(row.clawed_back ?? ''),
  written_off: (row) => numberCell(row.written_off ?? ''),
  debt: (row) => numberCell(row.debt ?? ''),
  request_id: (row) => textCell(row.request?.request_id ?? null),
  actor: (row) => textCell(row.request?.actor ?? null),
  reason_code: (row) => textCell(row.request?.reason_code ?? null),
  ticket: (row) => textCell(row.request?.ticket ?? null),
};

/** Disputes as a file. */
export const DISPUTE_COLUMNS: Readonly<Record<string, (row: DisputeAnswer) => string>> = {
  created_at: (row) => numberCell(row.created_at),
  dispute_id: (row) => textCell(row.dispute_id),
  payment_id: (row) => textCell(row.payment_id),
  account_id: (row) => textCell(row.account_id),
  status: (row) => textCell(row.status),
  reason: (row) => textCell(row.reason),
  currency: (row) => textCell(row.amount.currency),
  amount_minor: (row) => numberCell(row.amount.minor),
  evidence_due_at: (row) => numberCell(row.evidence_due_at ?? ''),
  in_ledger: (row) => textCell(row.in_ledger),
  clawed_back: (row) => numberCell(row.clawed_back ?? ''),
  written_off: (row) => numberCell(row.written_off ?? ''),
  debt: (row) => numberCell(row.debt ?? ''),
};
