import { invalid } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import type { Decline } from './charges.js';
import { declineOf } from './intents.js';
import { attach, declineToSave, readyForOffSession } from './methods.js';
import { cardOf } from './test-cards.js';

type SetupIntent = Kinds['setup_intent'];
type Method = Kinds['payment_method'];

/** What a setup intent is made of. */
export interface SetupTerms {
  readonly customer?: string | null;
  readonly description?: string | null;
  readonly metadata?: SetupIntent['metadata'];
  readonly usage?: 'off_session' | 'on_session';
}

/** An intent to save a card, which nobody has given yet. https://docs.stripe.com/api/setup_intents */
export async function makeSetupIntent(turn: Turn, terms: SetupTerms): Promise<SetupIntent> {
  const id = newId('seti');
  const intent: SetupIntent = {
    ...nulls('setup_intent'),
    id,
    object: 'setup_intent',
    allowed_payment_method_types: ['card'],
    client_secret: `${id}_${newId('secret')}`,
    created: turn.now,
    customer: terms.customer ?? null,
    customer_account: null,
    description: terms.description ?? null,
    flow_directions: null,
    livemode: false,
    managed_payments: null,
    metadata: terms.metadata ?? {},
    payment_method_options: {},
    payment_method_types: ['card'],
    status: 'requires_payment_method',
    usage: terms.usage ?? 'off_session',
  };
  return turn.create(intent, 'setup_intent.created');
}

/** How a try to save a card went: the intent as it is now, and the error if it was declined. */
export interface SetUp {
  readonly intent: SetupIntent;
  readonly decline?: Decline;
}

/** Tries to save a payment method. https://docs.stripe.com/payments/setup-intents */
export async function setUp(
  turn: Turn,
  before: SetupIntent,
  method: Method,
  { isAuthenticated = false, returnUrl = '' } = {},
): Promise<SetUp> {
  const refusing = await declineToSave(turn, method);
  if (refusing) return refuse(turn, before, method, declineOf(refusing.declineCode));
  const { card: number } = await turn.hidden(method.id);
  if (cardOf(number ?? '')?.answer === 'authenticates' && !isAuthenticated) {
    const changes: Partial<SetupIntent> = {
      status: 'requires_action',
      payment_method: method.id,
      next_action: {
        type: 'redirect_to_url',
        redirect_to_url: {
          return_url: returnUrl === '' ? null : returnUrl,
          url: `${turn.settings.publicUrl}/c/authenticate/${before.id}`,
        },
      },
    };
    const event = 'setup_intent.requires_action';
    return { intent: await turn.change(before, changes, event) };
  }
  const { customer, usage } = before;
  if (customer !== null) await attach(turn, method, customer);
  if (usage === 'off_session') await readyForOffSession(turn, method);
  const changes: Partial<SetupIntent> = {
    status: 'succeeded',
    payment_method: method.id,
    next_action: null,
    last_setup_error: null,
  };
  return { intent: await turn.change(before, changes, 'setup_intent.succeeded') };
}

/** The owner of the card has answered its bank. */
export async function authenticateSetUp(
  turn: Turn,
  intent: SetupIntent,
  passed: boolean,
): Promise<SetUp> {
  const method = await turn.get('payment_method', String(intent.payment_method));
  if (passed) return setUp(turn, intent, method, { isAuthenticated: true });
  return refuse(turn, intent, method, {
    code: 'setup_intent_authentication_failure',
    declineCode: undefined,
    message:
      'We are unable to authenticate your payment method. Please choose a different payment ' +
      'method and try again.',
  });
}

/** The intent waits for another card. */
async function refuse(
  turn: Turn,
  intent: SetupIntent,
  method: Method,
  decline: Decline,
): Promise<SetUp> {
  const { code, message, declineCode } = decline;
  const after = await turn.change(
    intent,
    {
      status: 'requires_payment_method',
      payment_method: null,
      next_action: null,
      last_setup_error: {
        type: 'card_error',
        code,
        message,
        payment_method: method,
        ...(declineCode !== undefined && { decline_code: declineCode }),
      },
    },
    'setup_intent.setup_failed',
  );
  return { intent: after, decline };
}

/** Nobody can use it any more. Throws a StripeFailure when it is too late for that. */
export async function cancelSetUp(
  turn: Turn,
  intent: SetupIntent,
  reason: SetupIntent['cancellation_reason'],
): Promise<SetupIntent> {
  if (intent.status === 'succeeded' || intent.status === 'canceled') {
    throw invalid(
      `You cannot cancel this SetupIntent because it has a status of ${intent.status}.`,
      { code: 'setup_intent_unexpected_state', setup_intent: intent },
    );
  }
  return turn.change(
    intent,
    { status: 'canceled', cancellation_reason: reason, next_action: null },
    'setup_intent.canceled',
  );
}
