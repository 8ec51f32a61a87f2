import type { FastifyInstance } from 'fastify';
import { authenticateSubscribing, sessionPaidBy, subscribeOnPage } from '../billing/checkout.js';
import { intentChanged } from '../billing/collecting.js';
import { authenticateForPortal, saveFrom } from '../billing/hosted.js';
import type { Kinds } from '../state/kinds.js';
import { authenticate, type Tried } from '../money/intents.js';
import { keepAccount, keepCard } from '../money/methods.js';
import {
  authenticateOnPage,
  authenticateSetUpOnPage,
  customerOf,
  payOnPage,
  type PayerDetails,
  saveOnPage,
} from '../money/sessions.js';
import type { SetUp } from '../money/set-ups.js';
import { TEST_ACCOUNTS } from '../money/test-cards.js';
import { newCustomer } from '../objects/customers.js';
import { itemsOf } from '../objects/sessions.js';
import type { Turn } from '../state/turn.js';
import type { Turns } from '../state/turns.js';
import { answer, fieldsOf, type Outcome, type PageRequest } from './answer.js';
import { cardIn, wrongInCard } from './card-entry.js';
import type { Shown } from './card-fields.js';
import { authenticationPage, checkoutPage } from './checkout-form.js';
import { money } from './html.js';
import { sayPage } from './shell.js';
import { subscribingOf } from './subscribing.js';

type Session = Kinds['checkout.session'];
/** The pages that people pay on. */
export class CheckoutPages {
  constructor(private readonly turns: Turns) {}

  add(fastify: FastifyInstance): void {
    const { turns } = this;
    fastify.get('/c/pay/:id', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => show(turn, request.params.id)),
    );
    fastify.post('/c/pay/:id', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => paid(turn, request.params.id, fieldsOf(request))),
    );
    fastify.get('/c/authenticate/:id', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => ask(turn, request.params.id)),
    );
    fastify.post('/c/authenticate/:id', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => told(turn, request.params.id, fieldsOf(request)['answer'])),
    );
    fastify.get('/receipts/:id', (request: PageRequest, reply) =>
      answer(turns, reply, (turn) => receipt(turn, request.params.id)),
    );
  }
}

/** Where the payer goes with what was bought. */
const successOf = ({ id, success_url: url }: Session): string =>
  (url ?? '').replaceAll(/\{CHECKOUT_SESSION_ID\}|%7BCHECKOUT_SESSION_ID%7D/gi, id);

const THAT_IS_ALL = sayPage('That is all', 'You can close this page.');

async function show(turn: Turn, id: string, shown?: Shown): Promise<Outcome> {
  const session = await turn.get('checkout.session', id);
  if (session.status === 'complete') {
    const link = { href: successOf(session), label: 'Continue' };
    if (session.mode === 'setup')
      return sayPage('Your card is saved', 'Nothing was charged.', link);
    if (session.mode === 'subscription') {
      return sayPage('You have subscribed', 'Your subscription has begun.', link);
    }
    return session.payment_status === 'paid'
      ? sayPage('You have paid', 'This payment is complete.', link)
      : sayPage('Your payment is under way', 'Your bank takes some days for it.', link);
  }
  if (session.status === 'expired') {
    const { cancel_url: back } = session;
    const link = back === null ? undefined : { href: back, label: '← Back' };
    return sayPage('This page has expired', 'Nothing was charged. Start again.', link, 410);
  }
  const items = await itemsOf(turn, id);
  const customer = await customerOf(turn, session);
  const subscribing = await subscribingOf(turn, session, items);
  return checkoutPage(session, { items, subscribing, customer }, shown);
}

async function paid(turn: Turn, id: string, values: Record<string, string>): Promise<Outcome> {
  const session = await turn.get('checkout.session', id);
  // A second click, or the back button: it is paid once.
  if (session.status === 'complete') return { redirect: successOf(session) };
  if (session.status !== 'open') return show(turn, id);
  const wrong = wrongIn(values, turn.now);
  // The security code is asked for again each time.
  const again = { ...values, cvc: '' };
  if (Object.keys(wrong).length > 0) return show(turn, id, { values: again, wrong });
  const payer = { email: values['email'] ?? '', name: values['name'] ?? '' };
  const method =
    values['way'] === 'bank'
      ? await keepAccount(turn, values['account'] ?? '', payer)
      : await keepCard(turn, cardIn(values), payer);
  if (session.mode === 'setup') {
    return setUpOutcome(turn, await saveOnPage(turn, session, method, payer), again);
  }
  return session.mode === 'subscription'
    ? subscribe(turn, session, method, payer, again)
    : outcomeOf(turn, await payOnPage(turn, session, method, payer), again);
}

async function subscribe(
  turn: Turn,
  session: Session,
  method: Kinds['payment_method'],
  payer: PayerDetails,
  values: Record<string, string>,
): Promise<Outcome> {
  const { customer: kept } = await turn.hidden(session.id);
  const customer = session.customer ?? kept ?? (await customerFor(turn, payer));
  const items = await itemsOf(turn, session.id);
  const tried = await subscribeOnPage(turn, session, { items, customer, method, payer });
  const { decline, intent } = tried;
  if (decline) return show(turn, session.id, { values, alert: decline.message });
  const next = intent?.next_action?.redirect_to_url;
  return { redirect: next?.url ?? successOf(session) };
}

/** Who subscribes becomes a customer. */
const customerFor = async (turn: Turn, { email, name }: PayerDetails): Promise<string> =>
  (await turn.create(newCustomer(turn, { email, name }), 'customer.created')).id;

/** Where a try to save a card leads. */
async function setUpOutcome(
  turn: Turn,
  { intent, decline }: SetUp,
  values: Record<string, string> = {},
): Promise<Outcome> {
  const [session] = await turn.all('checkout.session', { setup_intent: intent.id });
  const next = intent.next_action?.redirect_to_url;
  if (next?.url) return { redirect: next.url };
  if (!session) return THAT_IS_ALL;
  if (decline) return show(turn, session.id, { values, alert: decline.message });
  return { redirect: successOf(session) };
}

/** Where a try to pay leads: on to the bank or the shop, or back to the form. */
async function outcomeOf(
  turn: Turn,
  { intent, decline }: Tried,
  values: Record<string, string> = {},
): Promise<Outcome> {
  const session = await sessionOf(turn, intent.id);
  const next = intent.next_action?.redirect_to_url;
  if (next?.url) return { redirect: next.url };
  if (!session) return THAT_IS_ALL;
  if (decline) return show(turn, session.id, { values, alert: decline.message });
  return { redirect: successOf(session) };
}

/** The session that a payment is for. */
async function sessionOf(turn: Turn, intent: string): Promise<Session | undefined> {
  const [session] = await turn.all('checkout.session', { payment_intent: intent });
  return session ?? (await sessionPaidBy(turn, intent));
}

/** What the bank of a card asks about: a payment, or a card that is being saved. */
async function askedIn(turn: Turn, id: string) {
  const payment = await turn.find('payment_intent', id);
  const intent = payment ?? (await turn.get('setup_intent', id));
  const [saving] = payment ? [] : await turn.all('checkout.session', { setup_intent: id });
  const session = payment ? await sessionOf(turn, id) : saving;
  return { intent, session, back: intent.next_action?.redirect_to_url?.return_url ?? null };
}

async function ask(turn: Turn, id: string): Promise<Outcome> {
  const { intent, session, back } = await askedIn(turn, id);
  if (intent.status !== 'requires_action') return session ? show(turn, session.id) : THAT_IS_ALL;
  return authenticationPage(intent, session?.success_url ?? back);
}

async function told(turn: Turn, id: string, answer: string | undefined): Promise<Outcome> {
  const { intent, session, back } = await askedIn(turn, id);
  if (intent.status !== 'requires_action') return ask(turn, id);
  const passed = answer === 'yes';
  const outcome =
    intent.object === 'setup_intent'
      ? await setUpOutcome(
          turn,
          session
            ? await authenticateSetUpOnPage(turn, session, intent, passed)
            : await authenticateForPortal(turn, intent, passed),
        )
      : await outcomeOf(turn, await authenticated(turn, session, intent, passed));
  if (session || back === null) return outcome;
  const url = new URL(back);
  url.searchParams.set(intent.object, id);
  url.searchParams.set('redirect_status', passed ? 'succeeded' : 'failed');
  return { redirect: url.toString() };
}

async function authenticated(
  turn: Turn,
  session: Session | undefined,
  intent: Kinds['payment_intent'],
  passed: boolean,
): Promise<Tried> {
  if (session?.mode === 'subscription' && session.status === 'open') {
    return authenticateSubscribing(turn, session, intent, passed);
  }
  if (session) return authenticateOnPage(turn, session, intent, passed);
  const tried = await authenticate(turn, intent, passed);
  const invoice = await intentChanged(turn, tried.intent);
  if (invoice) await saveFrom(turn, invoice, tried.intent);
  return tried;
}

async function receipt(turn: Turn, id: string): Promise<Outcome> {
  const { amount, currency, amount_refunded: refunded } = await turn.get('charge', id);
  const given = refunded > 0 ? ` ${money(refunded, currency)} of it was refunded.` : '';
  return sayPage('Receipt', `You paid ${money(amount, currency)} to Scrip sandbox.${given}`);
}

/** What is wrong with what was written, by field. */
function wrongIn(values: Record<string, string>, now: number): Record<string, string> {
  const wrong: Record<string, string> = {};
  if (!/^[^@\s]+@[^@\s]+$/.test(values['email'] ?? '')) wrong['email'] = 'Enter an email address.';
  if (values['way'] !== 'bank') return { ...wrong, ...wrongInCard(values, now) };
  if (!TEST_ACCOUNTS.some(({ number }) => number === values['account'])) {
    wrong['account'] = 'Enter one of the test accounts below.';
  }
  if (values['name'] === undefined || values['name'] === '') wrong['name'] = 'Enter a name.';
  return wrong;
}
