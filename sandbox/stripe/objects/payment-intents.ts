import type { Stripe } from 'stripe';
import { intentChanged } from '../billing/collecting.js';
import { invalid, outside } from '../state/errors.js';
import { list } from '../http/lists.js';
import { type Answer, retrieve, route } from '../http/route.js';
import type { Kinds } from '../state/kinds.js';
import { cancelIntent, makeIntent, pay } from '../money/intents.js';
import { methodOf } from '../money/methods.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter, orNull } from './metadata.js';

type Intent = Kinds['payment_intent'];
interface Confirming {
  readonly off_session?: boolean | string;
  readonly payment_method?: string;
  readonly return_url?: string;
}

/** Ways to pay that were asked for, when the double has them. Throws a StripeFailure. */
export function waysOf(asked: readonly string[] | undefined): ('card' | 'us_bank_account')[] {
  return (asked ?? ['card']).map((way) => {
    if (way === 'card' || way === 'us_bank_account') return way;
    throw outside(`way to pay ${way}`, 'allowed_payment_method_types');
  });
}

/** Statuses from which an intent is confirmed. */
const CONFIRMABLE: readonly string[] = ['requires_payment_method', 'requires_confirmation'];

async function confirm(turn: Turn, intent: Intent, params: Confirming): Promise<Answer> {
  if (!CONFIRMABLE.includes(intent.status)) {
    throw invalid(
      `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  }
  const name = params.payment_method ?? intent.payment_method;
  if (name === null) {
    throw invalid("You cannot confirm this PaymentIntent because it's missing a payment method.", {
      code: 'payment_intent_unexpected_state',
      payment_intent: intent,
    });
  }
  const method = await methodOf(turn, name);
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalid('The payment method belongs to another customer.', { param: 'payment_method' });
  }
  const tried = await pay(turn, intent, method, {
    offSession: params.off_session !== undefined && params.off_session !== false,
    returnUrl: params.return_url ?? '',
  });
  await intentChanged(turn, tried.intent);
  const { decline } = tried;
  if (!decline) return { body: tried.intent };
  // https://docs.stripe.com/error-handling#payment-errors
  const error = {
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    ...(decline.declineCode !== undefined && { decline_code: decline.declineCode }),
    charge: tried.intent.latest_charge,
    payment_intent: tried.intent,
    payment_method: method,
  };
  return { status: 402, body: { error } };
}

async function create(turn: Turn, params: Stripe.PaymentIntentCreateParams): Promise<Answer> {
  const { customer, payment_method: method, automatic_payment_methods: automatic } = params;
  if (customer !== undefined) await turn.get('customer', customer, 'customer');
  if (params.confirm !== true && params.off_session !== undefined) {
    throw invalid('You may only specify `off_session` when `confirm` is `true`.', {
      param: 'off_session',
    });
  }
  const intent = await makeIntent(turn, {
    amount: params.amount,
    currency: params.currency.toLowerCase(),
    types: waysOf(params.allowed_payment_method_types),
    customer: customer ?? null,
    description: orNull(params.description),
    metadata: metadataAfter({}, params.metadata),
    receiptEmail: orNull(params.receipt_email),
    setupFutureUsage: futureOf(params.setup_future_usage),
    automatic: automatic ? { enabled: automatic.enabled, allow_redirects: 'always' } : null,
  });
  if (params.confirm === true) return confirm(turn, intent, params);
  if (method === undefined) return { body: intent };
  const { id } = await methodOf(turn, method);
  const changes = { status: 'requires_confirmation', payment_method: id } as const;
  return { body: await turn.change(intent, changes) };
}

const futureOf = (usage: string | null | undefined) =>
  usage === 'off_session' || usage === 'on_session' ? usage : null;

/** Payment intents. https://docs.stripe.com/api/payment_intents */
export const paymentIntents = [
  route<Stripe.PaymentIntentCreateParams>('POST /v1/payment_intents', create),
  route<Stripe.PaymentIntentListParams>('GET /v1/payment_intents', (turn, params) =>
    list(turn, 'payment_intent', '/v1/payment_intents', params, {
      fields: given({ customer: params.customer }),
    }),
  ),
  retrieve('/v1/payment_intents/:id', 'payment_intent'),
  route<Stripe.PaymentIntentUpdateParams>(
    'POST /v1/payment_intents/:id',
    async (turn, params, id) => {
      const before = await turn.get('payment_intent', id);
      const changes: Partial<Intent> = {
        ...(params.description !== undefined && { description: orNull(params.description) }),
        ...(params.receipt_email !== undefined && { receipt_email: orNull(params.receipt_email) }),
        metadata: metadataAfter(before.metadata, params.metadata),
      };
      return { body: await turn.change(before, changes) };
    },
  ),
  route<Stripe.PaymentIntentConfirmParams>(
    'POST /v1/payment_intents/:id/confirm',
    async (turn, params, id) => confirm(turn, await turn.get('payment_intent', id), params),
  ),
  route<Stripe.PaymentIntentCancelParams>(
    'POST /v1/payment_intents/:id/cancel',
    async (turn, params, id) => {
      const intent = await turn.get('payment_intent', id);
      const [session] = await turn.all('checkout.session', { payment_intent: id });
      if (session?.status === 'open') {
        throw invalid(
          'This PaymentIntent belongs to a Checkout Session: expire that to cancel it.',
          { code: 'payment_intent_unexpected_state' },
        );
      }
      return { body: await cancelIntent(turn, intent, params.cancellation_reason ?? null) };
    },
  ),
];
