/** A subscription as it is read from our tables, and as it is shown to people of staff. */
import { z } from 'zod';
import { formatInstant, type Instant } from '../../../domain/instant.js';
import { MoneyAnswer } from '../../catalogue/present-plan.js';
import { AccountId, CatalogueName } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { InvoiceId, SubscriptionId } from '../records/ids.js';
import { moneyOf } from './payment-row.js';

/** The last invoice of a subscription, while it is not paid. */
const UnpaidInvoice = z
  .object({
    invoice_id: InvoiceId,
    number: z.string().nullable(),
    due: MoneyAnswer.describe('Tax included.'),
    attempts: z.number().int().describe('How often a card was charged for it.'),
    next_attempt_at: InstantText.nullable().describe(
      'When Stripe charges it again; null: it does not.',
    ),
    pay_url: z.string().nullable().describe('Where the buyer can pay it.'),
    created_at: InstantText,
  })
  .meta({ id: 'UnpaidInvoice' });

/** A subscription, as it stands in lists. */
export const ListedSubscription = z
  .object({
    subscription_id: SubscriptionId,
    account_id: AccountId,
    account_name: z
      .string()
      .nullable()
      .describe('What the account is called, masked without `pii:read`; null: it has no name.'),
    customer_id: z.string().meta({ pattern: '^cus_[A-Za-z0-9_]{1,200}$', examples: ['cus_TabcD'] }),
    status: z.string().meta({
      description: "Stripe's word for it, such as `active`, `past_due` or `canceled`.",
      examples: ['active'],
    }),
    plan: CatalogueName.nullable().describe('Null: its price is not ours.'),
    plan_version: z.number().int().nullable(),
    price: MoneyAnswer.nullable().describe(
      'A month of that version, without tax; null: its price is not ours.',
    ),
    period_starts_at: InstantText,
    period_ends_at: InstantText,
    next_plan: CatalogueName.nullable().describe(
      'What begins at `next_at`; `free`: it is cancelled; null: the same goes on.',
    ),
    next_at: InstantText.nullable(),
    pending_plan: CatalogueName.nullable().describe(
      'What begins once it is paid, before `pending_until`.',
    ),
    pending_until: InstantText.nullable(),
    unpaid: UnpaidInvoice.nullable().describe(
      'Its last invoice, while Stripe waits for its money; null: it waits for none.',
    ),
    credits_end_at: InstantText.nullable().describe(
      'When the last credits that it paid for end, or have ended, unless the next period is paid: ' +
        '96 hours after the period, or later where they were paid late. Null: it paid for none.',
    ),
    credits_ended: z.boolean().describe('Whether that is over.'),
    besides: SubscriptionId.nullable().describe(
      'The older subscription of the account, where this is one too many.',
    ),
    created_at: InstantText,
    canceled_at: InstantText.nullable().describe('When that was asked for.'),
    ended_at: InstantText.nullable(),
    seen_at: InstantText.describe('When Stripe was last looked at.'),
  })
  .meta({ id: 'ListedSubscription' });
export type ListedSubscription = z.input<typeof ListedSubscription>;

/** A row of SUBSCRIPTIONS. */
export interface SubscriptionRow {
  readonly subscription_id: string;
  readonly account_id: string;
  readonly customer_id: string;
  readonly status: string;
  readonly plan: string | null;
  readonly plan_version: number | null;
  readonly price: string | null;
  readonly price_currency: string;
  readonly period_starts_at: Date;
  readonly period_ends_at: Date;
  readonly next_plan: string | null;
  readonly next_at: Date | null;
  readonly pending_plan: string | null;
  readonly pending_until: Date | null;
  readonly besides: string | null;
  readonly created_at: Date;
  readonly canceled_at: Date | null;
  readonly ended_at: Date | null;
  readonly seen_at: Date;
  readonly credits_end_at: Date | null;
  readonly invoice_id: string | null;
  readonly invoice_number: string | null;
  readonly invoice_due: string;
  readonly invoice_currency: string;
  readonly invoice_attempts: number;
  readonly invoice_next_at: Date | null;
  readonly invoice_url: string | null;
  readonly invoice_at: Date;
}

/** Selects subscriptions `s` with their prices, unpaid invoices, and the end of their credits. */
export const SUBSCRIPTIONS = `
  SELECT s.subscription_id, s.account_id, s.customer_id, s.status, s.plan, s.plan_version,
         p.amount AS price, p.currency AS price_currency, s.period_starts_at, s.period_ends_at,
         s.next_plan, s.next_at, s.pending_plan, s.pending_until, s.besides, s.created_at,
         s.canceled_at, s.ended_at, s.seen_at, bought.ends_at AS credits_end_at,
         i.invoice_id, i.number AS invoice_number, i.due AS invoice_due,
         i.currency AS invoice_currency, i.attempts AS invoice_attempts,
         i.next_attempt_at AS invoice_next_at, i.hosted_url AS invoice_url,
         i.created_at AS invoice_at
  FROM app.subscriptions s
  LEFT JOIN app.stripe_prices p ON p.price_id = s.price_id
  LEFT JOIN app.invoices i ON i.invoice_id = s.latest_invoice_id AND i.status = 'open'
  LEFT JOIN LATERAL (
    SELECT max(l.expires_at) AS ends_at
    FROM read.lots l
    WHERE l.account_id = s.account_id AND l.source = 'plan' AND l.status <> 'clawed_back' AND EXISTS (
      SELECT FROM app.invoices own
      JOIN app.invoice_lines line ON line.invoice_id = own.invoice_id
      WHERE own.subscription_id = s.subscription_id
        AND l.paid_by = 'invoice_line:' || line.line_id)
  ) bought ON true`;

/** When the credits of one end or, where it has paid for none, its period began. */
export const CREDITS_END = 'coalesce(bought.ends_at, s.period_starts_at)';

/** The same of a row. */
export const endOf = ({ credits_end_at: at, period_starts_at }: SubscriptionRow): Date =>
  at ?? period_starts_at;

/** What a subscription is presented with. */
interface Beside {
  /** What its account is called, as the caller may see it. */
  readonly name: string | null;
  readonly now: Instant;
}

/** Presents a subscription. */
export function presentSubscription(
  row: SubscriptionRow,
  { name: account_name, now }: Beside,
): ListedSubscription {
  return {
    subscription_id: row.subscription_id,
    account_id: row.account_id,
    account_name,
    customer_id: row.customer_id,
    status: row.status,
    plan: row.plan,
    plan_version: row.plan_version,
    price: row.price === null ? null : moneyOf(row.price, row.price_currency),
    period_starts_at: textOf(row.period_starts_at),
    period_ends_at: textOf(row.period_ends_at),
    next_plan: row.next_plan,
    next_at: textIfAny(row.next_at),
    pending_plan: row.pending_plan,
    pending_until: textIfAny(row.pending_until),
    unpaid: row.invoice_id === null ? null : { ...unpaidOf(row), invoice_id: row.invoice_id },
    credits_end_at: textIfAny(row.credits_end_at),
    credits_ended: row.credits_end_at !== null && row.credits_end_at.getTime() <= now,
    besides: row.besides,
    created_at: textOf(row.created_at),
    canceled_at: textIfAny(row.canceled_at),
    ended_at: textIfAny(row.ended_at),
    seen_at: textOf(row.seen_at),
  };
}

const unpaidOf = (row: SubscriptionRow) => ({
  number: row.invoice_number,
  due: moneyOf(row.invoice_due, row.invoice_currency),
  attempts: row.invoice_attempts,
  next_attempt_at: textIfAny(row.invoice_next_at),
  pay_url: row.invoice_url,
  created_at: textOf(row.invoice_at),
});

const textOf = (at: Date): string => formatInstant(at.getTime());
const textIfAny = (at: Date | null): string | null => (at === null ? null : textOf(at));
