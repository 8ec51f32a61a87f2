import { createHash } from 'node:crypto';
import { invalid, missing } from '../state/errors.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { cardOf, type TestCard } from './test-cards.js';

type Method = Kinds['payment_method'];

/** Who pays. */
export interface Payer {
  readonly name?: string | null;
  readonly email?: string | null;
}
/** What a person writes of a card. */
export interface CardEntry {
  readonly number: string;
  readonly month: number;
  readonly year: number;
}

const fingerprint = (number: string): string =>
  createHash('sha256').update(number).digest('base64url').slice(0, 16);

/** https://docs.stripe.com/testing: any date in the future will do. */
const NEXT_DECADE = { month: 12, year: 2036 };

/** A payment method that no customer has. */
const bare = (turn: Turn, type: 'card' | 'us_bank_account', { name, email }: Payer): Method => ({
  id: newId('pm'),
  object: 'payment_method',
  allow_redisplay: 'unspecified',
  billing_details: {
    address: {
      city: null,
      country: null,
      line1: null,
      line2: null,
      postal_code: null,
      state: null,
    },
    email: email ?? null,
    name: name ?? null,
    phone: null,
    tax_id: null,
  },
  created: turn.now,
  customer: null,
  customer_account: null,
  livemode: false,
  metadata: {},
  type,
});

/** Keeps a card; the number itself is never shown again. */
export async function keepCard(turn: Turn, entry: CardEntry, payer: Payer = {}): Promise<Method> {
  const { number, month, year } = entry;
  const method: Method = {
    ...bare(turn, 'card', payer),
    card: {
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country: 'US',
      display_brand: 'visa',
      exp_month: month,
      exp_year: year,
      fingerprint: fingerprint(number),
      funding: 'credit',
      generated_from: null,
      last4: number.slice(-4),
      networks: { available: ['visa'], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
  await turn.put(method);
  await turn.hide(method.id, { card: number });
  return method;
}

/** Keeps a bank account. */
export async function keepAccount(turn: Turn, number: string, payer: Payer): Promise<Method> {
  const method: Method = {
    ...bare(turn, 'us_bank_account', payer),
    us_bank_account: {
      account_holder_type: 'individual',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      financial_connections_account: null,
      fingerprint: fingerprint(number),
      last4: number.slice(-4),
      networks: { preferred: 'ach', supported: ['ach'] },
      routing_number: '110000000',
      status_details: null,
    },
  };
  await turn.put(method);
  await turn.hide(method.id, { account: number });
  return method;
}

/**
 * The payment method; a token of a test card makes a new one. Throws a StripeFailure, also for one
 * that was taken from its customer. https://docs.stripe.com/api/payment_methods/detach
 */
export async function methodOf(
  turn: Turn,
  name: string,
  param = 'payment_method',
): Promise<Method> {
  const card = cardOf(name);
  if (card && name === card.token) return keepCard(turn, { number: card.number, ...NEXT_DECADE });
  const method = await turn.find('payment_method', name);
  if (!method) throw missing('payment_method', name, param);
  if ((await turn.hidden(name))['detached'] === undefined) return method;
  throw invalid(
    'The provided PaymentMethod was detached from a Customer. It may not be used again.',
    { param },
  );
}

/** Takes the payment method from its customer, for ever. */
export async function detach(turn: Turn, method: Method): Promise<Method> {
  await turn.hide(method.id, { ...(await turn.hidden(method.id)), detached: 'true' });
  return turn.change(method, { customer: null }, 'payment_method.detached');
}

/** Gives the payment method to a customer. */
export async function attach(turn: Turn, method: Method, customer: string): Promise<Method> {
  if (method.customer === customer) return method;
  return turn.change(method, { customer }, 'payment_method.attached');
}

/** What the bank of its card says to being saved, where it declines that. */
export async function declineToSave(turn: Turn, method: Method): Promise<TestCard | undefined> {
  const card = cardOf((await turn.hidden(method.id))['card'] ?? '');
  return card?.answer === 'declines' && !card.canBeSaved ? card : undefined;
}

/** From now on it pays while its owner is not there. */
export async function readyForOffSession(turn: Turn, method: Method): Promise<void> {
  await turn.hide(method.id, { ...(await turn.hidden(method.id)), ready: 'off_session' });
}
