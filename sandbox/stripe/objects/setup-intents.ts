import type { Stripe } from 'stripe';
import { list } from '../http/lists.js';
import { type Answer, retrieve, route } from '../http/route.js';
import { methodOf } from '../money/methods.js';
import { cancelSetUp, makeSetupIntent, setUp } from '../money/set-ups.js';
import { invalid, outside } from '../state/errors.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter } from './metadata.js';

type Params = Stripe.SetupIntentCreateParams;

/** The session that an intent belongs to decides about it. */
async function mustBeFree(turn: Turn, id: string): Promise<void> {
  const [session] = await turn.all('checkout.session', { setup_intent: id });
  if (!session) return;
  throw invalid('This SetupIntent belongs to a Checkout Session: expire that to cancel it.', {
    code: 'setup_intent_unexpected_state',
  });
}

async function confirm(
  turn: Turn,
  intent: Kinds['setup_intent'],
  params: Pick<Params, 'payment_method' | 'return_url'>,
): Promise<Answer> {
  const name = params.payment_method ?? intent.payment_method;
  const isOpen =
    intent.status === 'requires_payment_method' || intent.status === 'requires_confirmation';
  if (!isOpen || name === null) {
    throw invalid(
      `You cannot confirm this SetupIntent because it has a status of ${intent.status}` +
        `${isOpen ? ', and no payment method' : ''}.`,
      { code: 'setup_intent_unexpected_state', setup_intent: intent },
    );
  }
  const method = await methodOf(turn, name);
  if (method.customer !== null && method.customer !== intent.customer) {
    throw invalid('The payment method belongs to another customer.', { param: 'payment_method' });
  }
  const tried = await setUp(turn, intent, method, { returnUrl: params.return_url ?? '' });
  const { decline } = tried;
  if (!decline) return { body: tried.intent };
  const error = {
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    ...(decline.declineCode !== undefined && { decline_code: decline.declineCode }),
    payment_method: method,
    setup_intent: tried.intent,
  };
  return { status: 402, body: { error } };
}

async function create(turn: Turn, params: Params): Promise<Answer> {
  const { customer, payment_method: name, usage } = params;
  const ways = params.allowed_payment_method_types ?? ['card'];
  if (ways.some((way) => way !== 'card')) throw outside('setup of anything but cards');
  if (customer !== undefined) await turn.get('customer', customer, 'customer');
  const intent = await makeSetupIntent(turn, {
    customer: customer ?? null,
    description: params.description ?? null,
    metadata: metadataAfter({}, params.metadata),
    usage: usage === 'on_session' ? 'on_session' : 'off_session',
  });
  if (params.confirm === true) return confirm(turn, intent, params);
  if (name === undefined) return { body: intent };
  const { id } = await methodOf(turn, name);
  const changes = { status: 'requires_confirmation', payment_method: id } as const;
  return { body: await turn.change(intent, changes) };
}

/** Setup intents: what saves a card. https://docs.stripe.com/api/setup_intents */
export const setupIntents = [
  route<Params>('POST /v1/setup_intents', create),
  route<Stripe.SetupIntentListParams>('GET /v1/setup_intents', (turn, params) =>
    list(turn, 'setup_intent', '/v1/setup_intents', params, {
      fields: given({ customer: params.customer, payment_method: params.payment_method }),
    }),
  ),
  retrieve('/v1/setup_intents/:id', 'setup_intent'),
  route<Stripe.SetupIntentConfirmParams>(
    'POST /v1/setup_intents/:id/confirm',
    async (turn, params, id) => {
      const intent = await turn.get('setup_intent', id);
      await mustBeFree(turn, id);
      return confirm(turn, intent, params);
    },
  ),
  route<Stripe.SetupIntentCancelParams>(
    'POST /v1/setup_intents/:id/cancel',
    async (turn, params, id) => {
      const intent = await turn.get('setup_intent', id);
      await mustBeFree(turn, id);
      return { body: await cancelSetUp(turn, intent, params.cancellation_reason ?? null) };
    },
  ),
];
