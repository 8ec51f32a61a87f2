/** Subscriptions and invoices as files; amounts in minor units. */
import { numberCell, textCell } from '../../exports/csv.js';
import type { ListedInvoice } from './invoice-row.js';
import type { ListedSubscription } from './subscription-row.js';

/** Subscriptions as a file. */
export const SUBSCRIPTION_COLUMNS: Readonly<Record<string, (row: ListedSubscription) => string>> = {
  created_at: (row) => numberCell(row.created_at),
  subscription_id: (row) => textCell(row.subscription_id),
  account_id: (row) => textCell(row.account_id),
  customer_id: (row) => textCell(row.customer_id),
  status: (row) => textCell(row.status),
  plan: (row) => textCell(row.plan),
  plan_version: (row) => numberCell(String(row.plan_version ?? '')),
  currency: (row) => textCell(row.price?.currency ?? null),
  price_minor: (row) => numberCell(row.price?.minor ?? ''),
  period_starts_at: (row) => numberCell(row.period_starts_at),
  period_ends_at: (row) => numberCell(row.period_ends_at),
  next_plan: (row) => textCell(row.next_plan),
  next_at: (row) => numberCell(row.next_at ?? ''),
  pending_plan: (row) => textCell(row.pending_plan),
  pending_until: (row) => numberCell(row.pending_until ?? ''),
  unpaid_invoice_id: (row) => textCell(row.unpaid?.invoice_id ?? null),
  due_minor: (row) => numberCell(row.unpaid?.due.minor ?? ''),
  attempts: (row) => numberCell(String(row.unpaid?.attempts ?? '')),
  next_attempt_at: (row) => numberCell(row.unpaid?.next_attempt_at ?? ''),
  credits_end_at: (row) => numberCell(row.credits_end_at ?? ''),
  besides: (row) => textCell(row.besides),
  canceled_at: (row) => numberCell(row.canceled_at ?? ''),
  ended_at: (row) => numberCell(row.ended_at ?? ''),
  seen_at: (row) => numberCell(row.seen_at),
};

/** Invoices as a file. */
export const INVOICE_COLUMNS: Readonly<Record<string, (row: ListedInvoice) => string>> = {
  created_at: (row) => numberCell(row.created_at),
  invoice_id: (row) => textCell(row.invoice_id),
  number: (row) => textCell(row.number),
  account_id: (row) => textCell(row.account_id),
  subscription_id: (row) => textCell(row.subscription_id),
  status: (row) => textCell(row.status),
  reason: (row) => textCell(row.reason),
  currency: (row) => textCell(row.total.currency),
  total_minor: (row) => numberCell(row.total.minor),
  paid_minor: (row) => numberCell(row.paid.minor),
  balance_applied_minor: (row) => numberCell(row.balance_applied.minor),
  paid_off_stripe_minor: (row) => numberCell(row.paid_off_stripe.minor),
  attempts: (row) => numberCell(String(row.attempts)),
  next_attempt_at: (row) => numberCell(row.next_attempt_at ?? ''),
  lines: (row) =>
    textCell(row.lines.map(({ line_id, verdict }) => `${line_id} ${verdict}`).join('; ')),
  payment_ids: (row) => textCell(row.payment_ids.join('; ')),
  paid_at: (row) => numberCell(row.paid_at ?? ''),
  pay_url: (row) => textCell(row.pay_url),
  seen_at: (row) => numberCell(row.seen_at),
};
