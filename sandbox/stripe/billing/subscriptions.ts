import { invalid, outside } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { discountsFor, usedUp } from './discounts.js';
import { newInvoice } from './drafts.js';
import { type ItemTerms, newItem, recurringOf } from './items.js';
import { lineOf } from './lines.js';
import { endOfPeriod, type Period } from './periods.js';

type Subscription = Kinds['subscription'];
type Invoice = Kinds['invoice'];

/** The first payment must come within this time. https://docs.stripe.com/billing/subscriptions/overview */
const INCOMPLETE_S = 23 * 3_600;

/** What a subscription is made of. */
export interface SubscriptionTerms {
  readonly customer: string;
  readonly items: readonly ItemTerms[];
  readonly metadata: Subscription['metadata'];
  readonly method: string | null;
  /** Nothing is charged before. */
  readonly trialEnd?: number | undefined;
  readonly description?: string | null | undefined;
  readonly endsWithPeriod?: boolean | undefined;
  readonly coupons?: readonly Kinds['coupon'][];
}

/** A subscription that was begun, and the draft of its first invoice. */
export interface Begun {
  readonly subscription: Subscription;
  readonly draft: Invoice;
}

/**
 * Begins a subscription: it is incomplete until its first invoice is paid, or on trial.
 * https://docs.stripe.com/billing/subscriptions/overview
 */
export async function begin(turn: Turn, terms: SubscriptionTerms): Promise<Begun> {
  const [first] = terms.items;
  if (!first) {
    throw invalid('Missing required param: items.', { code: 'parameter_missing', param: 'items' });
  }
  if (terms.items.some(({ price }) => !recursAlike(price, first.price))) {
    throw outside('subscription to prices of several intervals or currencies', 'items');
  }
  const { trialEnd } = terms;
  const anchor = trialEnd ?? turn.now;
  const end = trialEnd ?? endOfPeriod(anchor, turn.now, recurringOf(first.price));
  const period = { start: turn.now, end };
  const bare = newSubscription(turn, terms, anchor, period);
  const invoice = newId('in');
  const discounts = await discountsFor(turn, bare, terms.coupons ?? []);
  const subscription = { ...bare, latest_invoice: invoice, discounts };
  await turn.create(subscription, 'customer.subscription.created');
  await turn.schedule(end, 'advance_subscription', subscription.id);
  if (subscription.status === 'incomplete') {
    await turn.schedule(turn.now + INCOMPLETE_S, 'expire_subscription', subscription.id);
  }
  const lines = [];
  for (const item of subscription.items.data) {
    const isTrial = trialEnd !== undefined;
    lines.push(await lineOf(turn, subscription, item, { period, isTrial }));
  }
  const draft = await newInvoice(turn, invoice, {
    subscription,
    reason: 'subscription_create',
    lines,
    period: { start: turn.now, end: turn.now },
  });
  await turn.create(draft, 'invoice.created');
  if (draft.total < draft.subtotal) {
    // One that holds once has held by now.
    await turn.put({
      ...subscription,
      discounts: await usedUp(turn, subscription),
    });
  }
  return { subscription, draft };
}

function recursAlike(a: ItemTerms['price'], b: ItemTerms['price']): boolean {
  const one = recurringOf(a);
  const other = recurringOf(b);
  return (
    a.currency === b.currency &&
    one.interval === other.interval &&
    one.interval_count === other.interval_count
  );
}

function newSubscription(
  turn: Turn,
  terms: SubscriptionTerms,
  anchor: number,
  period: Period,
): Subscription {
  const id = newId('sub');
  const { trialEnd = null, endsWithPeriod = false } = terms;
  const items = terms.items.map((item) => newItem(turn, id, item, period));
  return {
    ...nulls('subscription'),
    id,
    object: 'subscription',
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
    billing_schedules: [],
    cancel_at: endsWithPeriod ? period.end : null,
    cancel_at_period_end: endsWithPeriod,
    canceled_at: endsWithPeriod ? turn.now : null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: 'charge_automatically',
    created: turn.now,
    currency: items[0]?.price.currency ?? 'usd',
    customer: terms.customer,
    default_payment_method: terms.method,
    default_tax_rates: [],
    description: terms.description ?? null,
    discounts: [],
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: 'self' },
    },
    items: {
      object: 'list',
      data: items,
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    livemode: false,
    managed_payments: { enabled: false },
    metadata: terms.metadata,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: 'off',
    },
    start_date: turn.now,
    status: trialEnd === null ? 'incomplete' : 'trialing',
    trial_end: trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'create_invoice' },
    },
    trial_start: trialEnd === null ? null : turn.now,
  };
}
