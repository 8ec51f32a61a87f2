import { numberCell, textCell } from '../../exports/csv.js';
import type { ListedPayment } from './payment-row.js';

/** Payments as a file; amounts in minor units. */
export const PAYMENT_COLUMNS: Readonly<Record<string, (row: ListedPayment) => string>> = {
  created_at: (row) => numberCell(row.created_at),
  payment_id: (row) => textCell(row.payment_id),
  account_id: (row) => textCell(row.account_id),
  purchase_id: (row) => textCell(row.purchase?.purchase_id ?? null),
  pack: (row) => textCell(row.purchase?.pack ?? null),
  credits: (row) => numberCell(row.purchase?.credits ?? ''),
  status: (row) => textCell(row.status),
  standing: (row) => textCell(row.standing),
  currency: (row) => textCell(row.amount.currency),
  amount_minor: (row) => numberCell(row.amount.minor),
  received_minor: (row) => numberCell(row.received.minor),
  refunded_minor: (row) => numberCell(row.refunded.minor),
  balance_currency: (row) => textCell(row.disputed.currency),
  fee_minor: (row) => numberCell(row.fee?.minor ?? ''),
  net_minor: (row) => numberCell(row.net?.minor ?? ''),
  disputed_minor: (row) => numberCell(row.disputed.minor),
  dispute_fee_minor: (row) => numberCell(row.dispute_fee.minor),
  kept_minor: (row) => numberCell(row.kept?.minor ?? ''),
  customer_id: (row) => textCell(row.customer_id),
  failure_code: (row) => textCell(row.failure_code),
  receipt_url: (row) => textCell(row.receipt_url),
  invoice_id: (row) => textCell(row.invoice?.invoice_id ?? null),
  plan: (row) => textCell(row.invoice?.plan ?? null),
};
