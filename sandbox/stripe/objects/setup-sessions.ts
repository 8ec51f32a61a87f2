import type { Stripe } from 'stripe';
import { makeSetupIntent } from '../money/set-ups.js';
import { invalid, outside } from '../state/errors.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { metadataAfter } from './metadata.js';

type Params = Stripe.Checkout.SessionCreateParams;

/** Throws for what a session that saves a card cannot have. */
export function checkSetUp(params: Params): void {
  if (params.line_items !== undefined) {
    throw invalid('You can not pass `line_items` in `setup` mode.', { param: 'line_items' });
  }
  const { allowed_payment_method_types: ways, currency } = params;
  if (ways === undefined && currency === undefined) {
    throw invalid('Missing required param: currency.', {
      code: 'parameter_missing',
      param: 'currency',
    });
  }
  if (ways?.some((way) => way !== 'card')) throw outside('setup of anything but cards');
  if (params.customer === undefined) throw outside('mode setup without a customer', 'customer');
}

/**
 * What a session has that saves a card: its intent is there from the start, and nothing is sold.
 * https://docs.stripe.com/payments/save-and-reuse
 */
export async function setUpIn(
  turn: Turn,
  params: Params,
): Promise<Partial<Kinds['checkout.session']>> {
  const { setup_intent_data: data, customer, currency } = params;
  const intent = await makeSetupIntent(turn, {
    customer: customer ?? null,
    description: data?.description ?? null,
    metadata: metadataAfter({}, data?.metadata),
  });
  return {
    mode: 'setup',
    setup_intent: intent.id,
    amount_subtotal: null,
    amount_total: null,
    currency: currency ?? null,
    payment_method_collection: 'always',
    payment_status: 'no_payment_required',
    total_details: null,
  };
}
