import { invalid } from '../state/errors.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { authenticate, cancelIntent, endDebit, makeIntent, pay, type Tried } from './intents.js';
import { attach, readyForOffSession } from './methods.js';
import { authenticateSetUp, cancelSetUp, setUp, type SetUp } from './set-ups.js';

type Session = Kinds['checkout.session'];
type Intent = Kinds['payment_intent'];
type Method = Kinds['payment_method'];

/** What a session hands on to its intent, kept beside it. */
export type IntentData = Readonly<Record<string, string>>;

/** Who pays, as they wrote it on the page. */
export interface PayerDetails {
  readonly email: string;
  readonly name: string;
}

/** Throws unless the session can still be paid. */
export function mustBeOpen(session: Session): void {
  if (session.status !== 'open') {
    throw invalid(
      `Only Checkout Sessions with a status in ["open"] can be used. This Checkout Session has a ` +
        `status of ${session.status}.`,
    );
  }
}

/** The intent of a session: made when somebody first tries to pay, and kept from then on. */
async function intentOf(
  turn: Turn,
  session: Session,
): Promise<{ session: Session; intent: Intent }> {
  if (session.payment_intent !== null) {
    return { session, intent: await turn.get('payment_intent', session.payment_intent) };
  }
  const data = await turn.hidden(session.id);
  const { future } = data;
  const intent = await makeIntent(turn, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    types: session.payment_method_types.map((type) =>
      type === 'us_bank_account' ? 'us_bank_account' : 'card',
    ),
    customer: session.customer,
    description: data['description'] ?? null,
    receiptEmail: data['receipt_email'] ?? null,
    setupFutureUsage: future === 'off_session' || future === 'on_session' ? future : null,
    metadata: metadataIn(data),
  });
  return {
    session: await turn.change(session, { payment_intent: intent.id }),
    intent,
  };
}

/** Metadata of the intent among what is kept beside a session. */
export const metadataIn = (data: IntentData): Record<string, string> =>
  Object.fromEntries(
    Object.entries(data).flatMap(([name, value]) =>
      name.startsWith('metadata.') ? [[name.slice('metadata.'.length), value]] : [],
    ),
  );

/** Somebody pays on the page of a session. */
export async function payOnPage(
  turn: Turn,
  open: Session,
  method: Method,
  payer: PayerDetails,
): Promise<Tried> {
  mustBeOpen(open);
  const { session, intent } = await intentOf(turn, open);
  const tried = await pay(turn, intent, method, {
    returnUrl: `${turn.settings.publicUrl}/c/pay/${session.id}`,
  });
  await completeWhenTaken(turn, await describe(turn, session, payer), tried.intent);
  return tried;
}

/** The customer that a session was made for. */
export const customerOf = async (turn: Turn, { customer }: Session) =>
  customer === null ? undefined : turn.find('customer', customer);

/**
 * A session says who pays. A customer without an email has that one from then on.
 * https://docs.stripe.com/api/checkout/sessions/create#create_checkout_session-customer
 */
export async function describe(
  turn: Turn,
  session: Session,
  payer: PayerDetails,
): Promise<Session> {
  const customer = await customerOf(turn, session);
  if (customer?.email === null) {
    await turn.change(customer, { email: payer.email }, 'customer.updated');
  }
  return turn.change(session, {
    customer_details: {
      address: null,
      business_name: null,
      email: payer.email,
      individual_name: payer.name,
      name: payer.name,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
  });
}

/** Somebody saves a card on the page of a session in mode `setup`. */
export async function saveOnPage(
  turn: Turn,
  open: Session,
  method: Method,
  payer: PayerDetails,
): Promise<SetUp> {
  mustBeOpen(open);
  const intent = await turn.get('setup_intent', String(open.setup_intent));
  const saved = await setUp(turn, intent, method, {
    returnUrl: `${turn.settings.publicUrl}/c/pay/${open.id}`,
  });
  await completeWhenSaved(turn, await describe(turn, open, payer), saved);
  return saved;
}

/** The owner of a card that is being saved has answered its bank. */
export async function authenticateSetUpOnPage(
  turn: Turn,
  session: Session,
  intent: Kinds['setup_intent'],
  passed: boolean,
): Promise<SetUp> {
  mustBeOpen(session);
  const saved = await authenticateSetUp(turn, intent, passed);
  await completeWhenSaved(turn, session, saved);
  return saved;
}

async function completeWhenSaved(turn: Turn, session: Session, { intent }: SetUp): Promise<void> {
  if (intent.status !== 'succeeded') return;
  await turn.unschedule('expire_session', session.id);
  const changes = { status: 'complete', url: null } as const;
  await turn.change(session, changes, 'checkout.session.completed');
}

/** The payer of a session has answered the card's bank. */
export async function authenticateOnPage(
  turn: Turn,
  session: Session,
  intent: Intent,
  passed: boolean,
): Promise<Tried> {
  mustBeOpen(session);
  const tried = await authenticate(turn, intent, passed);
  await completeWhenTaken(turn, session, tried.intent);
  return tried;
}

/** A session is complete when the payment has succeeded or, by a delayed method, is under way. */
async function completeWhenTaken(turn: Turn, session: Session, intent: Intent): Promise<void> {
  if (intent.status !== 'succeeded' && intent.status !== 'processing') return;
  await turn.unschedule('expire_session', session.id);
  if (intent.setup_future_usage !== null && session.customer !== null) {
    const method = await turn.get('payment_method', String(intent.payment_method));
    await attach(turn, method, session.customer);
    if (intent.setup_future_usage === 'off_session') await readyForOffSession(turn, method);
  }
  const isPaid = intent.status === 'succeeded';
  await turn.change(
    session,
    { status: 'complete', payment_status: isPaid ? 'paid' : 'unpaid', url: null },
    'checkout.session.completed',
  );
}

/** A delayed payment has ended; its session says so. https://docs.stripe.com/payments/checkout/fulfill-orders */
export async function endDelayed(turn: Turn, id: string, succeeds?: boolean): Promise<void> {
  const intent = await endDebit(turn, await turn.get('payment_intent', id), succeeds);
  const [session] = await turn.all('checkout.session', { payment_intent: id });
  if (!session) return;
  if (intent.status === 'succeeded') {
    const changes = { payment_status: 'paid' } as const;
    await turn.change(session, changes, 'checkout.session.async_payment_succeeded');
  } else {
    await turn.change(session, {}, 'checkout.session.async_payment_failed');
  }
}

/** Nobody can pay it any more. https://docs.stripe.com/api/checkout/sessions/expire */
export async function expire(turn: Turn, session: Session): Promise<Session> {
  mustBeOpen(session);
  await turn.unschedule('expire_session', session.id);
  if (session.payment_intent !== null) {
    const intent = await turn.get('payment_intent', session.payment_intent);
    await cancelIntent(turn, intent, 'expired');
  }
  if (session.setup_intent !== null) {
    const intent = await turn.get('setup_intent', session.setup_intent);
    await cancelSetUp(turn, intent, 'abandoned');
  }
  return turn.change(session, { status: 'expired', url: null }, 'checkout.session.expired');
}
