import type { Stripe } from 'stripe';
import { invalid, outside } from '../state/errors.js';
import type { Turn } from '../state/turn.js';
import { checkSetUp } from './setup-sessions.js';

type Params = Stripe.Checkout.SessionCreateParams;

/** https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-expires_at */
const LONGEST_S = 24 * 3_600;
const SHORTEST_S = 30 * 60;
const MAX_LINES = 100;
/** https://docs.stripe.com/billing/subscriptions/trials */
const LONGEST_TRIAL_DAYS = 730;

/** What a session is for. */
export type Mode = 'payment' | 'setup' | 'subscription';

/** What a session is for, by its parameters. Throws a StripeFailure. */
export function modeOf({ mode = 'payment' }: Params): Mode {
  const known = MODES.find((candidate) => candidate === mode);
  if (!known) throw outside(`mode ${mode}`, 'mode');
  return known;
}
const MODES = ['payment', 'setup', 'subscription'] as const;

/** Throws for what Stripe has and the double does not, and for what is missing. */
export function check(params: Params): void {
  const mode = modeOf(params);
  for (const [param, owner] of OWNED) {
    if (params[param] === undefined || owner === mode) continue;
    throw invalid(`You can not pass \`${param}\` in \`${mode}\` mode.`, { param });
  }
  if (params.discounts && mode !== 'subscription') throw outside('discounts', 'discounts');
  if (mode === 'subscription') checkSubscribing(params);
  else if (params.payment_method_collection !== undefined) {
    throw invalid('You can only pass `payment_method_collection` in `subscription` mode.', {
      param: 'payment_method_collection',
    });
  }
  if ((params.ui_mode ?? 'hosted_page') !== 'hosted_page') {
    throw outside(`ui_mode ${params.ui_mode}`, 'ui_mode');
  }
  if (params.customer_creation === 'always') throw outside('customer_creation always');
  if (params.automatic_tax?.enabled) throw outside('automatic tax', 'automatic_tax[enabled]');
  if (params.managed_payments?.enabled) throw outside('managed payments', 'managed_payments');
  if (!params.success_url) {
    throw invalid('Missing required param: success_url.', {
      code: 'parameter_missing',
      param: 'success_url',
    });
  }
  for (const param of ['success_url', 'cancel_url'] as const) {
    const url = params[param];
    if (url !== undefined && !URL.canParse(url)) {
      throw invalid('Not a valid URL', { code: 'url_invalid', param });
    }
  }
  if (mode === 'setup') return checkSetUp(params);
  const { length } = params.line_items ?? [];
  if (length === 0 || length > MAX_LINES) {
    throw invalid(`You must specify between 1 and ${MAX_LINES} line items.`, {
      param: 'line_items',
    });
  }
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw invalid('You may only specify one of these parameters: customer, customer_email.', {
      param: 'customer',
    });
  }
}

/** Parameters of one mode. */
const OWNED = [
  ['payment_intent_data', 'payment'],
  ['setup_intent_data', 'setup'],
  ['submit_type', 'payment'],
  ['subscription_data', 'subscription'],
] as const;

function checkSubscribing(params: Params): void {
  if (params.payment_method_collection === 'if_required') {
    throw outside('payment_method_collection if_required', 'payment_method_collection');
  }
  if (params.allowed_payment_method_types?.some((way) => way !== 'card')) {
    throw outside('subscription by anything but cards', 'allowed_payment_method_types');
  }
  const days = params.subscription_data?.trial_period_days ?? 1;
  if (days < 1 || days > LONGEST_TRIAL_DAYS) {
    throw invalid(`The trial is between 1 and ${LONGEST_TRIAL_DAYS} days.`, {
      param: 'subscription_data[trial_period_days]',
    });
  }
}

/** When it expires: in a day, or as asked. */
export function expiryOf(turn: Turn, asked: number | undefined): number {
  if (asked === undefined) return turn.now + LONGEST_S;
  const inSeconds = asked - turn.now;
  if (inSeconds < SHORTEST_S || inSeconds > LONGEST_S) {
    throw invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.', {
      param: 'expires_at',
    });
  }
  return asked;
}
