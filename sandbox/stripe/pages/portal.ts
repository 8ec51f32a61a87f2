import type { FastifyInstance, FastifyRequest } from 'fastify';
import { endsWith, hasEnded } from '../billing/ending.js';
import { replaceCard } from '../billing/hosted.js';
import { keepCard } from '../money/methods.js';
import { StripeFailure, missing } from '../state/errors.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import type { Turns } from '../state/turns.js';
import { answer, fieldsOf, isRefused, type Outcome, type PageRequest } from './answer.js';
import { cardIn, wrongInCard } from './card-entry.js';
import { type Shown, statusOf } from './card-fields.js';
import { cancelPage, cardPage, portalPage } from './portal-page.js';
import { shownPortal } from './portal-shown.js';

type Session = Kinds['billing_portal.session'];
type Subscription = Kinds['subscription'];
type OfSubscription = FastifyRequest<{ Params: { id: string; subscription: string } }>;

/** Nobody has opened it for so long. */
const UNUSED_S = 5 * 60;
/** Nobody has done anything in it for so long. */
const IDLE_S = 3_600;

/** The customer portal: its sessions last an hour after what was done last in them. */
export class PortalPages {
  constructor(private readonly turns: Turns) {}

  add(fastify: FastifyInstance): void {
    const { turns } = this;
    fastify.get('/p/session/:id', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => overview(turn, request.params.id, isRefused(request))),
    );
    fastify.get('/p/session/:id/card', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => askForCard(turn, request.params.id, isRefused(request))),
    );
    fastify.post('/p/session/:id/card', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => takeCard(turn, request.params.id, fieldsOf(request))),
    );
    fastify.get('/p/session/:id/cancel/:subscription', ({ params }: OfSubscription, reply) =>
      answer(turns, reply, (turn) => askToCancel(turn, params.id, params.subscription)),
    );
    fastify.post('/p/session/:id/cancel/:subscription', ({ params }: OfSubscription, reply) =>
      answer(turns, reply, (turn) => setEnd(turn, params.id, params.subscription, true)),
    );
    fastify.post('/p/session/:id/renew/:subscription', ({ params }: OfSubscription, reply) =>
      answer(turns, reply, (turn) => setEnd(turn, params.id, params.subscription, false)),
    );
  }
}

/** Opens a session, and keeps it open. Throws a StripeFailure once it has expired. */
async function enter(turn: Turn, id: string, feature?: 'card' | 'cancel'): Promise<Session> {
  const session = await turn.get('billing_portal.session', id);
  const { used } = await turn.hidden(id);
  const ends = used === undefined ? session.created + UNUSED_S : Number(used) + IDLE_S;
  if (turn.now >= ends) throw expired();
  await turn.hide(id, { used: String(turn.now) });
  const { features } = await turn.get('billing_portal.configuration', session.configuration);
  const isOff =
    (feature === 'card' && !features.payment_method_update.enabled) ||
    (feature === 'cancel' && !features.subscription_cancel.enabled);
  if (isOff) throw missing('page of the portal', `${id}/${feature}`);
  return session;
}

const expired = (): StripeFailure =>
  new StripeFailure(410, {
    type: 'invalid_request_error',
    message: 'This link has expired. Open the page again from where you came from.',
  });

async function overview(turn: Turn, id: string, refused: boolean): Promise<Outcome> {
  const session = await enter(turn, id);
  if (refused) return { redirect: `${session.url}/card?redirect_status=failed` };
  return portalPage(await shownPortal(turn, session));
}

const REFUSED = 'The bank of the card has not authenticated you. Try again, or another card.';

async function askForCard(turn: Turn, id: string, refused: boolean): Promise<Outcome> {
  const session = await enter(turn, id, 'card');
  const shown = refused ? { alert: REFUSED } : {};
  return cardPage(session, await turn.get('customer', session.customer), shown, 200);
}

async function takeCard(turn: Turn, id: string, values: Record<string, string>): Promise<Outcome> {
  const session = await enter(turn, id, 'card');
  const customer = await turn.get('customer', session.customer);
  const again = (shown: Shown) => {
    // The security code is asked for again each time.
    const kept = { ...shown, values: { ...values, cvc: '' } };
    return cardPage(session, customer, kept, statusOf(kept));
  };
  const wrong = wrongInCard(values, turn.now);
  if (Object.keys(wrong).length > 0) return again({ wrong });
  const payer = { name: values['name'] ?? '', email: customer.email };
  const method = await keepCard(turn, cardIn(values), payer);
  const tried = await replaceCard(turn, customer.id, method, session.url);
  if (tried.decline) return again({ alert: tried.decline.message });
  return { redirect: tried.intent.next_action?.redirect_to_url?.url ?? session.url };
}

/** A subscription of the customer that goes on, and that no schedule ends. */
async function subscriptionIn(turn: Turn, session: Session, id: string): Promise<Subscription> {
  const subscription = await turn.get('subscription', id);
  const isTheirs = subscription.customer === session.customer && !hasEnded(subscription);
  if (!isTheirs || subscription.schedule !== null) throw missing('subscription', id);
  return subscription;
}

async function askToCancel(turn: Turn, id: string, of: string): Promise<Outcome> {
  const session = await enter(turn, id, 'cancel');
  return cancelPage(session, await subscriptionIn(turn, session, of));
}

/** Has a subscription end with its period, or not. A second click changes nothing. */
async function setEnd(turn: Turn, id: string, of: string, ends: boolean): Promise<Outcome> {
  const session = await enter(turn, id, 'cancel');
  const subscription = await subscriptionIn(turn, session, of);
  if (subscription.cancel_at_period_end !== ends) {
    await turn.change(
      subscription,
      {
        ...endsWith(turn, subscription, ends),
        cancellation_details: {
          comment: null,
          feedback: null,
          feedback_option: null,
          reason: ends ? 'cancellation_requested' : null,
        },
      },
      'customer.subscription.updated',
    );
  }
  return { redirect: session.url };
}
