import { invalid } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import { nulls } from '../state/nulls.js';
import type { Turn } from '../state/turn.js';
import { type Decline, failCharge, makeCharge, succeedCharge } from './charges.js';
import { cardOf, TEST_ACCOUNTS } from './test-cards.js';

type Intent = Kinds['payment_intent'];
type Method = Kinds['payment_method'];

/** https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const LEAST = 50;
const MOST = 99_999_999;
/** A debit comes in after four business days or so. https://docs.stripe.com/payments/ach-direct-debit */
const DEBIT_S = 4 * 86_400;

/** Throws unless this amount of cents can be charged. */
export function chargeable(amount: number, param = 'amount'): void {
  if (amount < LEAST) {
    throw invalid('Amount must be at least $0.50 usd', { code: 'amount_too_small', param });
  }
  if (amount > MOST) {
    throw invalid('Amount must be no more than $999,999.99', { code: 'amount_too_large', param });
  }
}

/** What an intent is made of. */
export interface IntentTerms {
  readonly amount: number;
  readonly currency: string;
  readonly types: readonly ('card' | 'us_bank_account')[];
  readonly customer?: string | null;
  readonly description?: string | null;
  readonly metadata?: Intent['metadata'];
  readonly receiptEmail?: string | null;
  readonly setupFutureUsage?: 'off_session' | 'on_session' | null;
  readonly automatic?: Intent['automatic_payment_methods'];
}

/** An intent that nobody has paid yet. https://docs.stripe.com/payments/paymentintents/lifecycle */
export async function makeIntent(turn: Turn, terms: IntentTerms): Promise<Intent> {
  const { amount, currency, types } = terms;
  chargeable(amount);
  const id = newId('pi');
  const intent: Intent = {
    ...nulls('payment_intent'),
    id,
    object: 'payment_intent',
    allowed_payment_method_types: terms.automatic ? null : [...types],
    amount,
    amount_capturable: 0,
    amount_received: 0,
    automatic_payment_methods: terms.automatic ?? null,
    capture_method: 'automatic_async',
    client_secret: `${id}_${newId('secret')}`,
    confirmation_method: 'automatic',
    created: turn.now,
    currency,
    customer: terms.customer ?? null,
    description: terms.description ?? null,
    livemode: false,
    metadata: terms.metadata ?? {},
    payment_method_options: {},
    payment_method_types: [...types],
    receipt_email: terms.receiptEmail ?? null,
    setup_future_usage: terms.setupFutureUsage ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
  };
  return turn.create(intent, 'payment_intent.created');
}

/** How a try to pay went: the intent as it is now, and the error if it was declined. */
export interface Tried {
  readonly intent: Intent;
  readonly decline?: Decline;
}

/** Tries to pay an intent with a payment method. */
export async function pay(
  turn: Turn,
  before: Intent,
  method: Method,
  { offSession = false, isAuthenticated = false, returnUrl = '' } = {},
): Promise<Tried> {
  const hidden = await turn.hidden(method.id);
  const intent: Intent = { ...before, payment_method: method.id, next_action: null };
  if (hidden['account'] !== undefined) return { intent: await debit(turn, intent, method) };
  const card = cardOf(hidden['card'] ?? '');
  if (card?.answer === 'declines') return refuse(turn, intent, method, declineOf(card.declineCode));
  // https://docs.stripe.com/testing#regulatory-cards
  const isReady = offSession && hidden['ready'] !== undefined && !card?.asksAlways;
  if (card?.answer === 'authenticates' && !isAuthenticated && !isReady) {
    if (offSession) return refuse(turn, intent, method, NOT_AUTHENTICATED);
    const changes: Partial<Intent> = {
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
    const after = await turn.change(before, changes, 'payment_intent.requires_action');
    return { intent: after };
  }
  const charge = await makeCharge(turn, intent, method, 'succeeded');
  return { intent: await succeed(turn, intent, charge.id) };
}

const succeed = (turn: Turn, intent: Intent, charge: string): Promise<Intent> =>
  turn.change(
    intent,
    {
      status: 'succeeded',
      amount_received: intent.amount,
      latest_charge: charge,
      last_payment_error: null,
    },
    'payment_intent.succeeded',
  );

async function debit(turn: Turn, intent: Intent, method: Method): Promise<Intent> {
  const charge = await makeCharge(turn, intent, method, 'pending');
  await turn.schedule(turn.now + DEBIT_S, 'end_debit', intent.id);
  const changes = { status: 'processing', latest_charge: charge.id } as const;
  return turn.change(intent, changes, 'payment_intent.processing');
}

/** A decline by the card's bank. https://docs.stripe.com/declines/codes */
export const declineOf = (declineCode: string | undefined): Decline => ({
  code: 'card_declined',
  declineCode,
  message:
    declineCode === 'insufficient_funds'
      ? 'Your card has insufficient funds.'
      : 'Your card was declined.',
});
const NOT_AUTHENTICATED: Decline = {
  code: 'authentication_required',
  declineCode: 'authentication_required',
  message: 'Your card was declined. This transaction requires authentication.',
};
const RETURNED: Decline = {
  code: 'payment_method_provider_decline',
  declineCode: undefined,
  message: 'The customer’s bank account has been closed.',
};

/** The intent waits for another payment method; only the failed charge remains. */
async function refuse(
  turn: Turn,
  intent: Intent,
  method: Method,
  decline: Decline,
): Promise<Tried> {
  const charge = await makeCharge(turn, intent, method, 'failed', decline);
  const after = await unpaid(turn, { ...intent, latest_charge: charge.id }, method, {
    ...decline,
    charge: charge.id,
  });
  return { intent: after, decline };
}

function unpaid(
  turn: Turn,
  intent: Intent,
  method: Method,
  failure: { code: string; message: string; declineCode?: string | undefined; charge?: string },
): Promise<Intent> {
  const { code, message, declineCode, charge } = failure;
  const known = CODES.find((candidate) => candidate === code);
  return turn.change(
    intent,
    {
      status: 'requires_payment_method',
      payment_method: null,
      next_action: null,
      latest_charge: charge ?? intent.latest_charge,
      last_payment_error: {
        type: 'card_error',
        message,
        payment_method: method,
        ...(known !== undefined && { code: known }),
        ...(charge !== undefined && { charge }),
        ...(declineCode !== undefined && { decline_code: declineCode }),
      },
    },
    'payment_intent.payment_failed',
  );
}

const CODES = [
  'card_declined',
  'authentication_required',
  'payment_method_provider_decline',
  'payment_intent_authentication_failure',
] as const;

/** The payer has answered the card's bank. https://docs.stripe.com/payments/3d-secure */
export async function authenticate(turn: Turn, intent: Intent, passed: boolean): Promise<Tried> {
  const method = await turn.get('payment_method', String(intent.payment_method));
  if (passed) return pay(turn, intent, method, { isAuthenticated: true });
  const failure = {
    code: 'payment_intent_authentication_failure',
    message:
      'We are unable to authenticate your payment method. Please choose a different payment ' +
      'method and try again.',
  } as const;
  return {
    intent: await unpaid(turn, intent, method, failure),
    decline: { code: 'authentication_required', declineCode: undefined, message: failure.message },
  };
}

/** A debit has come in or was returned: by its account number, or as the control plane says. */
export async function endDebit(
  turn: Turn,
  intent: Intent,
  succeeds: boolean | undefined,
): Promise<Intent> {
  if (intent.status !== 'processing') {
    throw invalid(`${intent.id} is ${intent.status}, no delayed payment is under way`);
  }
  await turn.unschedule('end_debit', intent.id);
  const method = await turn.get('payment_method', String(intent.payment_method));
  const charge = String(intent.latest_charge);
  const { account } = await turn.hidden(method.id);
  if (succeeds ?? TEST_ACCOUNTS.find(({ number }) => number === account)?.succeeds ?? true) {
    await succeedCharge(turn, charge);
    return succeed(turn, intent, charge);
  }
  await failCharge(turn, charge, RETURNED);
  return unpaid(turn, intent, method, { ...RETURNED, charge });
}

/** Statuses from which an intent can be cancelled. https://docs.stripe.com/api/payment_intents/cancel */
const CANCELLABLE: readonly string[] = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
];

/** Nobody can pay it any more. Throws a StripeFailure when it is too late for that. */
export async function cancelIntent(
  turn: Turn,
  intent: Intent,
  reason: Intent['cancellation_reason'],
): Promise<Intent> {
  if (!CANCELLABLE.includes(intent.status)) {
    throw invalid(
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
      { code: 'payment_intent_unexpected_state', payment_intent: intent },
    );
  }
  return turn.change(
    intent,
    { status: 'canceled', canceled_at: turn.now, cancellation_reason: reason, next_action: null },
    'payment_intent.canceled',
  );
}
