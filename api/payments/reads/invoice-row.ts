/** An invoice as it is read from our tables, and as it is shown to people of staff. */
import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { MoneyAnswer } from '../../catalogue/present-plan.js';
import { AccountId, CatalogueName } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { LINE_VERDICTS } from '../plan/invoice.js';
import { InvoiceId, PaymentId, SubscriptionId } from '../records/ids.js';
import { moneyOf } from './payment-row.js';

/** Lines of one invoice that are shown. */
const MAX_LINES = 20;

/** A line of an invoice, and what became of it. */
const InvoiceLineAnswer = z
  .object({
    line_id: z.string().meta({ pattern: '^il_[A-Za-z0-9_]{1,200}$', examples: ['il_1TabcD'] }),
    plan: CatalogueName.nullable().describe('Null: its price is not ours.'),
    plan_version: z.number().int().nullable(),
    gross: MoneyAnswer.describe('After discounts, tax included.'),
    period_starts_at: InstantText,
    period_ends_at: InstantText,
    verdict: z.enum(LINE_VERDICTS).meta({
      id: 'InvoiceLineVerdict',
      description:
        '`granted`: it has brought its credits. `unpaid`: it brings them once it is paid. ' +
        '`trial`: it is free, and brings none. Of all others there is a finding.',
    }),
  })
  .meta({ id: 'InvoiceLine' });

/** An invoice of a subscription. */
export const ListedInvoice = z
  .object({
    invoice_id: InvoiceId,
    account_id: AccountId,
    subscription_id: SubscriptionId.nullable(),
    number: z
      .string()
      .nullable()
      .meta({ examples: ['7F3A21C0-0003'] }),
    status: z.string().meta({
      description: "Stripe's word for it: `open`, `paid`, `void` …",
      examples: ['paid'],
    }),
    reason: z
      .string()
      .nullable()
      .meta({
        description: 'Why Stripe made it.',
        examples: ['subscription_cycle'],
      }),
    total: MoneyAnswer.describe('Tax included, discounts taken off.'),
    paid: MoneyAnswer.describe('By charges.'),
    balance_applied: MoneyAnswer.describe('Paid with what the customer had at Stripe.'),
    paid_off_stripe: MoneyAnswer.describe('Paid by other means, as Stripe was told.'),
    attempts: z.number().int().describe('How often a card was charged for it.'),
    next_attempt_at: InstantText.nullable().describe(
      'When Stripe charges it again; null: it does not.',
    ),
    pay_url: z.string().nullable().describe('Where the buyer can pay or see it.'),
    lines: z.array(InvoiceLineAnswer).describe(`The first ${MAX_LINES}.`),
    payment_ids: z.array(PaymentId).describe('The payments that its lines are paid by.'),
    created_at: InstantText,
    paid_at: InstantText.nullable(),
    seen_at: InstantText.describe('When Stripe was last looked at.'),
  })
  .meta({ id: 'ListedInvoice' });
export type ListedInvoice = z.input<typeof ListedInvoice>;

/** A line as PostgreSQL gives it; amounts in minor units, as text. */
interface LineRow {
  readonly line_id: string;
  readonly plan: string | null;
  readonly plan_version: number | null;
  readonly gross: string;
  readonly starts_ms: number;
  readonly ends_ms: number;
  readonly verdict: z.input<typeof InvoiceLineAnswer>['verdict'];
}

/** A row of INVOICES. */
export interface InvoiceRow {
  readonly invoice_id: string;
  readonly account_id: string;
  readonly subscription_id: string | null;
  readonly number: string | null;
  readonly status: string;
  readonly reason: string | null;
  readonly total: string;
  readonly paid: string;
  readonly balance_applied: string;
  readonly paid_off_stripe: string;
  readonly currency: string;
  readonly attempts: number;
  readonly next_attempt_at: Date | null;
  readonly hosted_url: string | null;
  readonly created_at: Date;
  readonly paid_at: Date | null;
  readonly seen_at: Date;
  readonly lines: readonly LineRow[] | null;
  readonly payment_ids: readonly string[] | null;
}

/** Selects invoices `i` with their lines, and the payments that these are paid by. */
export const INVOICES = `
  SELECT i.invoice_id, i.account_id, i.subscription_id, i.number, i.status, i.reason, i.total,
         i.paid, i.balance_applied, i.paid_off_stripe, i.currency, i.attempts, i.next_attempt_at,
         i.hosted_url, i.created_at, i.paid_at, i.seen_at, of_it.lines, paid_by.payment_ids
  FROM app.invoices i
  LEFT JOIN LATERAL (
    SELECT json_agg(json_build_object(
      'line_id', l.line_id, 'plan', l.plan, 'plan_version', l.plan_version,
      'gross', l.gross::text, 'verdict', l.verdict,
      'starts_ms', (extract(epoch FROM l.period_starts_at) * 1000)::bigint,
      'ends_ms', (extract(epoch FROM l.period_ends_at) * 1000)::bigint
    ) ORDER BY l.line_id) AS lines
    FROM (
      SELECT * FROM app.invoice_lines WHERE invoice_id = i.invoice_id
      ORDER BY line_id LIMIT ${MAX_LINES}
    ) l
  ) of_it ON true
  LEFT JOIN LATERAL (
    SELECT array_agg(DISTINCT u.payment_id ORDER BY u.payment_id) AS payment_ids
    FROM app.invoice_lines l JOIN app.payment_uses u ON u.line_id = l.line_id
    WHERE l.invoice_id = i.invoice_id
  ) paid_by ON true`;

/** Presents an invoice. */
export function presentInvoice(row: InvoiceRow): ListedInvoice {
  const { currency, lines, payment_ids, next_attempt_at, paid_at, hosted_url: pay_url } = row;
  return {
    invoice_id: row.invoice_id,
    account_id: row.account_id,
    subscription_id: row.subscription_id,
    number: row.number,
    status: row.status,
    reason: row.reason,
    total: moneyOf(row.total, currency),
    paid: moneyOf(row.paid, currency),
    balance_applied: moneyOf(row.balance_applied, currency),
    paid_off_stripe: moneyOf(row.paid_off_stripe, currency),
    attempts: row.attempts,
    next_attempt_at: next_attempt_at && formatInstant(next_attempt_at.getTime()),
    pay_url,
    lines: (lines ?? []).map(({ gross, starts_ms, ends_ms, ...line }) => ({
      ...line,
      gross: moneyOf(gross, currency),
      period_starts_at: formatInstant(starts_ms),
      period_ends_at: formatInstant(ends_ms),
    })),
    payment_ids: [...(payment_ids ?? [])],
    created_at: formatInstant(row.created_at.getTime()),
    paid_at: paid_at && formatInstant(paid_at.getTime()),
    seen_at: formatInstant(row.seen_at.getTime()),
  };
}
