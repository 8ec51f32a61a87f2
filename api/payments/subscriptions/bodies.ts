/** Shapes of requests about subscriptions, and of their answers. */
import { z } from 'zod';
import { formatInstant } from '../../../domain/instant.js';
import { MoneyAnswer, presentMoney } from '../../catalogue/present-plan.js';
import { AccountId, CatalogueName } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import { SUBSCRIPTION_ACTIONS } from '../plan/wanted.js';
import { ReturnUrl } from '../purchases/return-url.js';
import type { Invoice } from '../records/billing/invoice.entity.js';
import { InvoiceId, SubscriptionId } from '../records/ids.js';
import type { Subscription } from '../records/billing/subscription.entity.js';

/** What can be asked of a subscription, as the API document names it. */
export const SubscriptionActionName = z.enum(SUBSCRIPTION_ACTIONS).meta({
  id: 'SubscriptionAction',
  description:
    '`subscribe`: to a paid plan, by a checkout page. `cancel`: at the end of the period. ' +
    '`withdraw`: whatever waits for the end of the period. `upgrade`: to a dearer plan, at once; ' +
    '`downgrade`: to another paid plan at the end of the period, or back to the one that the ' +
    'account has, as `withdraw`; 409 `plan_change_not_allowed` where that goes on anyway.',
});

/** Of a plan; more than anybody publishes. */
const MAX_VERSION = 1_000_000;

/** What is asked of a subscription. */
export const SubscriptionBody = z
  .strictObject({
    action: SubscriptionActionName,
    plan: CatalogueName.optional().describe(
      'The plan to subscribe to, or to change to; none to cancel and withdraw.',
    ),
    plan_version: z
      .number()
      .int()
      .positive()
      .max(MAX_VERSION)
      .optional()
      .describe(
        'The version that the buyer was shown; if another is on sale by now, the answer is 409 ' +
          '`version_changed`, and nothing is changed.',
      ),
    return_url: ReturnUrl.optional(),
  })
  .meta({
    id: 'SubscriptionRequest',
    examples: [{ action: 'subscribe', plan: 'pro' }, { action: 'cancel' }],
  });
export type SubscriptionBody = z.output<typeof SubscriptionBody>;

/** An invoice of a subscription. */
export const InvoiceAnswer = z
  .object({
    invoice_id: InvoiceId,
    number: z.string().nullable(),
    status: z.string().describe("Stripe's word for it."),
    reason: z.string().nullable(),
    plan: CatalogueName.nullable().describe(
      'The plan that it bills; null: several, or a price that is not ours.',
    ),
    total: MoneyAnswer.describe('Tax included, discounts taken off.'),
    attempts: z.number().int(),
    next_attempt_at: InstantText.nullable(),
    pay_url: z.string().nullable().describe('Where the buyer can pay or see it.'),
    paid_at: InstantText.nullable(),
    created_at: InstantText,
  })
  .meta({ id: 'SubscriptionInvoice' });

/** A subscription as Stripe had it when it was last looked at. */
export const SubscriptionAnswer = z
  .object({
    subscription_id: SubscriptionId,
    status: z
      .string()
      .describe(
        "Stripe's word for it, such as `active`, `past_due` or `canceled`; `incomplete`: its first " +
          'payment is missing, and nothing has begun.',
      ),
    plan: CatalogueName.nullable().describe('Null: its price is not ours.'),
    plan_version: z.number().int().nullable(),
    period_starts_at: InstantText,
    period_ends_at: InstantText,
    next_plan: CatalogueName.nullable().describe(
      'What begins at the end of the period; `free`: it is cancelled; null: the same.',
    ),
    next_at: InstantText.nullable(),
    pending_plan: CatalogueName.nullable().describe(
      'What begins once it is paid, before `pending_until`.',
    ),
    pending_until: InstantText.nullable(),
    created_at: InstantText,
    ended_at: InstantText.nullable(),
  })
  .meta({ id: 'Subscription' });
export type SubscriptionAnswer = z.input<typeof SubscriptionAnswer>;

/** What an account has subscribed to. */
export const AccountSubscription = z
  .object({
    account_id: AccountId,
    subscription: SubscriptionAnswer.nullable().describe(
      'The one that goes on, else one that is `incomplete`, or the last that has ended; null: ' +
        'there was none.',
    ),
    invoices: z.array(InvoiceAnswer).describe('The newest ten, newest first.'),
  })
  .meta({ id: 'AccountSubscription' });
export type AccountSubscription = z.input<typeof AccountSubscription>;

/** What came of a request. */
export const SubscriptionWritten = z
  .object({
    account_id: AccountId,
    action: SubscriptionActionName,
    status: z
      .enum(['checkout', 'applied', 'pending', 'scheduled', 'withdrawn'])
      .describe(
        '`checkout`: the buyer pays at `checkout_url`. `pending`: it begins once it is paid at ' +
          '`pay_url`, and is dropped if it is not by `pending_until`. `scheduled`: it begins at ' +
          '`next_at`. `withdrawn`: nothing is scheduled any more.',
      ),
    checkout_url: z.string().nullable(),
    pay_url: z.string().nullable(),
    pay_reason: z
      .enum(['authentication_required', 'declined'])
      .nullable()
      .describe('Why it is not paid yet.'),
    subscription: SubscriptionAnswer.nullable(),
  })
  .meta({ id: 'SubscriptionWritten' });
export type SubscriptionWritten = z.input<typeof SubscriptionWritten>;

const textOf = (at: Date | null): string | null =>
  at === null ? null : formatInstant(at.getTime());

/** Presents a subscription. */
export const presentSubscription = (row: Subscription): SubscriptionAnswer => ({
  subscription_id: row.subscriptionId,
  status: row.status,
  plan: row.plan,
  plan_version: row.planVersion,
  period_starts_at: formatInstant(row.periodStartsAt.getTime()),
  period_ends_at: formatInstant(row.periodEndsAt.getTime()),
  next_plan: row.nextPlan,
  next_at: textOf(row.nextAt),
  pending_plan: row.pendingPlan,
  pending_until: textOf(row.pendingUntil),
  created_at: formatInstant(row.createdAt.getTime()),
  ended_at: textOf(row.endedAt),
});

/** Presents an invoice. */
export const presentInvoice = (
  row: Invoice,
  plan: string | null,
): z.input<typeof InvoiceAnswer> => ({
  invoice_id: row.invoiceId,
  number: row.number,
  status: row.status,
  reason: row.reason,
  plan,
  total: presentMoney({ minor: row.total, currency: row.currency }),
  attempts: row.attempts,
  next_attempt_at: textOf(row.nextAttemptAt),
  pay_url: row.hostedUrl,
  paid_at: textOf(row.paidAt),
  created_at: formatInstant(row.createdAt.getTime()),
});
