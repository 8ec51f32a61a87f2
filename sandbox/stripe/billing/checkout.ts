import { authenticate, declineOf, makeIntent, pay, type Tried } from '../money/intents.js';
import { attach, declineToSave, readyForOffSession } from '../money/methods.js';
import { describe, expire, metadataIn, mustBeOpen, type PayerDetails } from '../money/sessions.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { intentChanged } from './collecting.js';
import { expireSubscription } from './ending.js';
import { finalize } from './finalizing.js';
import { begin } from './subscriptions.js';

type Session = Kinds['checkout.session'];
type Intent = Kinds['payment_intent'];
type Method = Kinds['payment_method'];

const DAY_S = 86_400;

/** Who subscribes, to what, with what. */
export interface Subscribing {
  readonly items: readonly Kinds['item'][];
  readonly customer: string;
  readonly method: Method;
  readonly payer: PayerDetails;
}

/** What the page comes to: no intent where nothing is charged. */
export type Subscribed = Partial<Tried> & { readonly decline?: Tried['decline'] };

/**
 * Somebody subscribes on the page of a session. The subscription is begun when the card is taken
 * or asks for authentication; a declined card leaves a failed payment and nothing else.
 * https://docs.stripe.com/billing/subscriptions/build-subscriptions
 */
export async function subscribeOnPage(
  turn: Turn,
  open: Session,
  { items, customer, method, payer }: Subscribing,
): Promise<Subscribed> {
  mustBeOpen(open);
  const session = await describe(turn, open, payer);
  const kept = await keep(turn, session.id, { customer });
  if ((session.amount_total ?? 0) === 0) return subscribeFree(turn, session, items, method);
  const intent = await intentOf(turn, session, kept);
  await attach(turn, method, customer);
  const tried = await pay(turn, intent, method, {
    returnUrl: `${turn.settings.publicUrl}/c/pay/${session.id}`,
  });
  await keep(turn, session.id, { method: method.id });
  if (tried.decline) {
    if (kept['subscription'] !== undefined) await intentChanged(turn, tried.intent);
    return tried;
  }
  if (kept['subscription'] === undefined) {
    await beginFor(turn, session, items, tried.intent);
  }
  await follow(turn, session, tried.intent);
  return tried;
}

/** A trial, or all of it off: the card is only kept. */
async function subscribeFree(
  turn: Turn,
  session: Session,
  items: readonly Kinds['item'][],
  method: Method,
): Promise<Subscribed> {
  const refusing = await declineToSave(turn, method);
  if (refusing) return { decline: declineOf(refusing.declineCode) };
  const { customer = '' } = await turn.hidden(session.id);
  await attach(turn, method, customer);
  await readyForOffSession(turn, method);
  await keep(turn, session.id, { method: method.id });
  await beginFor(turn, session, items, undefined);
  await complete(turn, session, 'no_payment_required');
  return {};
}

/** The payer of a session has answered the bank of the card. */
export async function authenticateSubscribing(
  turn: Turn,
  session: Session,
  intent: Intent,
  passed: boolean,
): Promise<Tried> {
  mustBeOpen(session);
  const tried = await authenticate(turn, intent, passed);
  await follow(turn, session, tried.intent);
  return tried;
}

async function follow(turn: Turn, session: Session, intent: Intent): Promise<void> {
  await intentChanged(turn, intent);
  if (intent.status !== 'succeeded') return;
  const method = await turn.get('payment_method', String(intent.payment_method));
  await readyForOffSession(turn, method);
  await complete(turn, session, 'paid');
}

/** The session whose subscription an intent pays. */
export async function sessionPaidBy(turn: Turn, intent: string): Promise<Session | undefined> {
  const { session } = await turn.hidden(intent);
  return session === undefined ? undefined : turn.find('checkout.session', session);
}

async function intentOf(
  turn: Turn,
  session: Session,
  kept: Readonly<Record<string, string>>,
): Promise<Intent> {
  if (kept['intent'] !== undefined) return turn.get('payment_intent', kept['intent']);
  const intent = await makeIntent(turn, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    types: ['card'],
    customer: kept['customer'] ?? null,
    description: 'Subscription creation',
    setupFutureUsage: 'off_session',
  });
  await keep(turn, session.id, { intent: intent.id });
  await turn.hide(intent.id, { session: session.id });
  return intent;
}

async function beginFor(
  turn: Turn,
  session: Session,
  items: readonly Kinds['item'][],
  intent: Intent | undefined,
): Promise<void> {
  const kept = await turn.hidden(session.id);
  const days = Number(kept['trial_days'] ?? 0);
  const coupons = [];
  for (const id of (kept['coupons'] ?? '').split(',')) {
    if (id !== '') coupons.push(await turn.get('coupon', id));
  }
  const { subscription, draft } = await begin(turn, {
    customer: kept['customer'] ?? '',
    items: items.flatMap(({ price, quantity }) =>
      price ? [{ price, quantity: quantity ?? 1 }] : [],
    ),
    metadata: metadataIn(kept),
    method: kept['method'] ?? null,
    description: kept['description'],
    coupons,
    ...(days > 0 && { trialEnd: turn.now + days * DAY_S }),
  });
  await keep(turn, session.id, { subscription: subscription.id, invoice: draft.id });
  await finalize(turn, draft, intent);
}

async function complete(
  turn: Turn,
  session: Session,
  status: 'paid' | 'no_payment_required',
): Promise<void> {
  await turn.unschedule('expire_session', session.id);
  const { customer = null, subscription = null, invoice = null } = await turn.hidden(session.id);
  await turn.change(
    session,
    { status: 'complete', payment_status: status, url: null, customer, subscription, invoice },
    'checkout.session.completed',
  );
}

/** Nobody can subscribe by it any more; what was begun and not paid expires, too. */
export async function expireSession(turn: Turn, session: Session): Promise<Session> {
  const expired = await expire(turn, session);
  const { subscription } = await turn.hidden(session.id);
  if (subscription !== undefined) await expireSubscription(turn, subscription);
  return expired;
}

async function keep(
  turn: Turn,
  session: string,
  more: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, string>>> {
  const kept = { ...(await turn.hidden(session)), ...more };
  await turn.hide(session, kept);
  return kept;
}
