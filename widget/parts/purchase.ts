/** Starts a purchase; price and credits are decided by the server. */
import type { Choice } from './choice.js';
import { Refused, SignedOut, type Session } from '../wire/session.js';
import type { Words } from './strings.js';
import type { Purchase } from '../wire/wire.js';

const MAX_URL_CHARS = 2_000;

/** What came of it. */
export type Bought =
  | { readonly kind: 'checkout'; readonly purchase: Purchase }
  | { readonly kind: 'refused'; readonly words: string }
  | { readonly kind: 'forbidden' | 'signed_out' | 'offline' };

/**
 * Sends the choice alone: its pack, or its amount. Until a purchase has begun, the same
 * choice has the same key in `keys`: sent again after a failure, it begins one purchase.
 */
export async function buy(
  session: Session,
  choice: Choice,
  keys: Map<string, string>,
): Promise<Bought> {
  const amount = choice.kind === 'custom' ? { amount: choice.price } : {};
  const body = JSON.stringify({ pack: choice.pack, ...amount, return_url: pageOf(location) });
  const key = keys.get(body) ?? crypto.randomUUID();
  keys.set(body, key);
  try {
    const path = await session.accountPath();
    const purchase = await session.read<Purchase>(`${path}/pack-purchases`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body,
    });
    return { kind: 'checkout', purchase };
  } catch (error) {
    if (error instanceof SignedOut) return { kind: 'signed_out' };
    if (!(error instanceof Refused)) return { kind: 'offline' };
    return error.status === 403 ? { kind: 'forbidden' } : { kind: 'refused', words: error.words };
  }
}

/** Where the buyer comes back to: this page, or its site where the address is too long. */
const pageOf = ({ origin, pathname, search }: Location): string => {
  const page = `${origin}${pathname}${search}`;
  return page.length <= MAX_URL_CHARS ? page : origin;
};

/** What came of it, for the person who waits; empty where there is nothing to say. */
export function outcomeOf(bought: Bought, words: Words): string {
  switch (bought.kind) {
    case 'checkout':
      return '';
    case 'refused':
      return bought.words ? sentence(bought.words) : words.say('payFailed');
    case 'forbidden':
      return words.say('payNotAllowed');
    case 'signed_out':
      return words.say('troubleSignedOut');
    case 'offline':
      return words.say('payOffline');
  }
}

/** Whether an address leads to a page: an answer must not make this one run a script. */
export const isWeb = (url: string): boolean => /^https?:\/\//.test(url);

/** A problem's words as a sentence of their own. */
const sentence = (words: string): string => {
  const text = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
};

/** The second click of a double click means no second purchase, however soon the first began. */
export const onlyOnce = (event: MouseEvent): void => {
  if (event.detail > 1) event.preventDefault();
};
