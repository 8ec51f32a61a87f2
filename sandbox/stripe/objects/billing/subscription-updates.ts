import type { Stripe } from 'stripe';
import { couponsAsked, discountsFor } from '../../billing/discounts.js';
import { endsWith, hasEnded } from '../../billing/ending.js';
import { recurringPrice } from '../../billing/items.js';
import type { Change, ItemChange } from '../../billing/planning.js';
import { type PaymentBehavior, update } from '../../billing/updates.js';
import type { Answer } from '../../http/route.js';
import { invalid, outside } from '../../state/errors.js';
import type { Kinds } from '../../state/kinds.js';
import type { Turn } from '../../state/turn.js';
import { metadataAfter, orNull } from '../metadata.js';

type Subscription = Kinds['subscription'];
type Params = Stripe.SubscriptionUpdateParams;

/** The card of a customer. Throws a StripeFailure. */
export async function methodOfCustomer(turn: Turn, customer: string, id: string): Promise<string> {
  const method = await turn.get('payment_method', id, 'default_payment_method');
  if (method.customer === customer) return id;
  throw invalid(
    `The customer does not have a payment method with the ID ${id}. The payment method must be ` +
      'attached to the customer.',
    { code: 'resource_missing', param: 'default_payment_method' },
  );
}

/** What may be asked of items, for a change or the preview of one. */
export type ItemsAsked = Pick<Params, 'items' | 'billing_cycle_anchor' | 'proration_behavior'>;

/** The change that is asked for; undefined: none of what is subscribed to. */
export async function changeAsked(turn: Turn, asked: ItemsAsked): Promise<Change | undefined> {
  const { items, billing_cycle_anchor: anchor, proration_behavior: proration } = asked;
  if (items === undefined && anchor?.type !== 'now') return undefined;
  const changes: ItemChange[] = [];
  for (const [at, { id, price, quantity, deleted }] of (items ?? []).entries()) {
    changes.push({
      id,
      quantity,
      isRemoved: deleted,
      ...(price !== undefined && {
        price: await recurringPrice(turn, price, `items[${at}][price]`),
      }),
    });
  }
  return {
    items: changes,
    startsAnew: anchor?.type === 'now',
    proration: PRORATIONS.find((known) => known === proration) ?? 'create_prorations',
  };
}

const PRORATIONS = ['none', 'create_prorations', 'always_invoice'] as const;

function behaviorOf(asked: Params['payment_behavior']): PaymentBehavior {
  if (asked === 'error_if_incomplete') return 'error_if_incomplete';
  if (asked === 'pending_if_incomplete') return 'pending_if_incomplete';
  if (asked === 'default_incomplete') throw outside('update by default_incomplete');
  return 'allow_incomplete';
}

/** What can be part of a pending update. */
const CAN_WAIT: readonly string[] = [
  'billing_cycle_anchor',
  'expand',
  'items',
  'metadata',
  'off_session',
  'payment_behavior',
  'proration_behavior',
];

/** https://docs.stripe.com/api/subscriptions/update */
export async function updateSubscription(turn: Turn, params: Params, id: string): Promise<Answer> {
  const before = await turn.get('subscription', id);
  const { cancel_at_period_end: ends } = params;
  if (hasEnded(before)) {
    throw invalid(
      'A canceled subscription can only update its cancellation_details and metadata.',
      { code: 'invalid_canceled_subscription_fields' },
    );
  }
  if (before.schedule !== null && ends !== undefined) {
    throw invalid(
      `The subscription is managed by the subscription schedule \`${before.schedule}\`, and ` +
        'updating any cancelation behavior directly is not allowed. Please update the schedule ' +
        'instead.',
      { param: 'cancel_at_period_end' },
    );
  }
  const behavior = behaviorOf(params.payment_behavior);
  if (behavior === 'pending_if_incomplete') mustWait(params);
  const more = await otherChanges(turn, before, params);
  const change = await changeAsked(turn, params);
  if (!change) {
    const event = 'customer.subscription.updated';
    return { body: await turn.change(before, more, event) };
  }
  if (before.schedule !== null) throw outside('change of items beside a schedule', 'items');
  if (before.status === 'incomplete') {
    throw invalid(
      'You cannot update a subscription in `incomplete` status in a way that results ' +
        'in new invoices being created.',
    );
  }
  const offSession = params.off_session === true;
  return { body: await update(turn, before, { ...change, behavior, offSession, more }) };
}

function mustWait(params: Params): void {
  if (params.cancel_at_period_end !== undefined) {
    throw outside('cancel_at_period_end in a pending update', 'cancel_at_period_end');
  }
  const [other] = Object.keys(params).filter((name) => !CAN_WAIT.includes(name));
  if (other === undefined) return;
  throw invalid(
    `The following parameter is not supported when \`payment_behavior=pending_if_incomplete\` ` +
      `is passed: ${other}.`,
    { param: other },
  );
}

/** What changes besides the items. */
async function otherChanges(
  turn: Turn,
  before: Subscription,
  params: Params,
): Promise<Partial<Subscription>> {
  const { cancel_at_period_end: ends, default_payment_method: method, discounts } = params;
  return {
    ...(params.description !== undefined && { description: orNull(params.description) }),
    ...(method !== undefined && {
      default_payment_method: await methodOfCustomer(turn, before.customer, method),
    }),
    ...(params.metadata !== undefined && {
      metadata: metadataAfter(before.metadata, params.metadata),
    }),
    ...(discounts !== undefined && {
      discounts: await discountsFor(turn, before, await couponsAsked(turn, discounts || [])),
    }),
    ...(ends !== undefined && endsWith(turn, before, ends)),
    ...saidOf(before, params.cancellation_details, ends),
  };
}

/** What somebody said of why they cancel. */
export function saidOf(
  { cancellation_details: before }: Subscription,
  said: Stripe.SubscriptionUpdateParams.CancellationDetails | undefined,
  ends?: boolean,
): Partial<Subscription> {
  if (said === undefined && ends === undefined) return {};
  const { comment, feedback } = said ?? {};
  return {
    cancellation_details: {
      comment: comment === undefined ? (before?.comment ?? null) : orNull(comment),
      feedback: feedback === undefined ? (before?.feedback ?? null) : orNull(feedback),
      feedback_option: null,
      reason:
        ends === undefined ? (before?.reason ?? null) : ends ? 'cancellation_requested' : null,
    },
  };
}
