import type { Stripe } from 'stripe';
import { collect, methodFor, refusal } from '../../billing/collecting.js';
import { couponsAsked } from '../../billing/discounts.js';
import { endSubscription, hasEnded } from '../../billing/ending.js';
import { finalize } from '../../billing/finalizing.js';
import { type ItemTerms, recurringPrice } from '../../billing/items.js';
import { begin } from '../../billing/subscriptions.js';
import { list } from '../../http/lists.js';
import { type Answer, retrieve, route } from '../../http/route.js';
import { invalid, missing, outside } from '../../state/errors.js';
import type { Turn } from '../../state/turn.js';
import { given, metadataAfter } from '../metadata.js';
import { methodOfCustomer, saidOf, updateSubscription } from './subscription-updates.js';

type CreateParams = Stripe.SubscriptionCreateParams;

const DAY_S = 86_400;
/** Statuses of those that a list holds unless it is asked for others. */
const GOING_ON = ['active', 'incomplete', 'past_due', 'paused', 'trialing', 'unpaid'];

async function itemsAsked(turn: Turn, items: CreateParams['items'] = []): Promise<ItemTerms[]> {
  const asked: ItemTerms[] = [];
  for (const [at, { price: id, quantity = 1, metadata }] of items.entries()) {
    const param = `items[${at}][price]`;
    if (id === undefined) {
      throw invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
    }
    const price = await recurringPrice(turn, id, param);
    asked.push({ price, quantity, metadata: metadataAfter({}, metadata) });
  }
  return asked;
}

function trialEndOf(turn: Turn, params: CreateParams): number | undefined {
  const { trial_end: end, trial_period_days: days } = params;
  if (end !== undefined && days !== undefined) {
    throw invalid('You may only specify one of `trial_end` and `trial_period_days`.', {
      param: 'trial_end',
    });
  }
  if (days !== undefined) return days > 0 ? turn.now + days * DAY_S : undefined;
  if (end === undefined || end === 'now') return undefined;
  if (typeof end !== 'number' || end <= turn.now) {
    throw invalid('Invalid timestamp: must be an integer Unix timestamp in the future.', {
      param: 'trial_end',
    });
  }
  return end;
}

/** https://docs.stripe.com/api/subscriptions/create */
async function create(turn: Turn, params: CreateParams): Promise<Answer> {
  const { payment_behavior: behavior = 'allow_incomplete' } = params;
  if (behavior === 'pending_if_incomplete') {
    throw invalid('You cannot use `pending_if_incomplete` when creating a subscription.', {
      param: 'payment_behavior',
    });
  }
  if ((params.collection_method ?? 'charge_automatically') !== 'charge_automatically') {
    throw outside(`collection_method ${params.collection_method}`, 'collection_method');
  }
  const { id: customer } = await turn.get('customer', params.customer ?? '', 'customer');
  const { default_payment_method: method } = params;
  const { subscription, draft } = await begin(turn, {
    customer,
    items: await itemsAsked(turn, params.items),
    metadata: metadataAfter({}, params.metadata),
    method: method === undefined ? null : await methodOfCustomer(turn, customer, method),
    trialEnd: trialEndOf(turn, params),
    description: params.description,
    endsWithPeriod: params.cancel_at_period_end,
    coupons: await couponsAsked(turn, params.discounts || []),
  });
  const invoice = await finalize(turn, draft);
  if (invoice.status === 'open' && behavior !== 'default_incomplete') {
    if (!(await methodFor(turn, invoice))) {
      throw invalid(
        'This customer has no attached payment source or default payment method. Please consider ' +
          'adding a default payment method.',
        { code: 'resource_missing' },
      );
    }
    const collected = await collect(turn, invoice, { offSession: params.off_session === true });
    if (behavior === 'error_if_incomplete' && collected.invoice.status !== 'paid') {
      throw refusal(collected);
    }
  }
  return { body: await turn.get('subscription', subscription.id) };
}

/** https://docs.stripe.com/api/subscriptions/cancel */
async function cancel(
  turn: Turn,
  params: Stripe.SubscriptionCancelParams,
  id: string,
): Promise<Answer> {
  if (params.prorate === true) throw outside('prorate on cancellation', 'prorate');
  const before = await turn.get('subscription', id);
  if (hasEnded(before)) throw missing('subscription', id);
  const said = saidOf(before, params.cancellation_details).cancellation_details;
  return {
    body: await endSubscription(turn, before, { ...said, reason: 'cancellation_requested' }),
  };
}

/** Subscriptions. https://docs.stripe.com/api/subscriptions */
export const subscriptions = [
  route<CreateParams>('POST /v1/subscriptions', create),
  route<Stripe.SubscriptionListParams>('GET /v1/subscriptions', (turn, params) => {
    const { customer, price: id, status } = params;
    const statuses =
      status === 'all'
        ? undefined
        : status === undefined
          ? GOING_ON
          : status === 'ended'
            ? ['canceled', 'incomplete_expired']
            : [status];
    return list(turn, 'subscription', '/v1/subscriptions', params, {
      fields: given({
        customer,
        ...(id !== undefined && { items: { data: [{ price: { id } }] } }),
      }),
      ...(statuses && { like: ['status', statuses] }),
    });
  }),
  retrieve('/v1/subscriptions/:id', 'subscription'),
  route<Stripe.SubscriptionUpdateParams>('POST /v1/subscriptions/:id', updateSubscription),
  route<Stripe.SubscriptionCancelParams>('DELETE /v1/subscriptions/:id', cancel),
];
