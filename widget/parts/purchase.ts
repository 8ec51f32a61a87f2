/** Starts a purchase, whose price the server decides, and leads to the pages of Stripe. */
import type { Choice } from './choice.js';
import { sendOnce, type Failure, type Tried } from '../wire/attempt.js';
import type { Session } from '../wire/session.js';
import type { Words } from './strings.js';
import type { Purchase } from '../wire/wire.js';

const MAX_URL_CHARS = 2_000;

/**
 * Sends the choice alone: its pack, or its amount. Until a purchase has begun, the same
 * choice has the same key in `keys`: sent again after a failure, it begins one purchase.
 */
export function buy(
  session: Session,
  choice: Choice,
  keys: Map<string, string>,
): Promise<Tried<Purchase>> {
  const amount = choice.kind === 'custom' ? { amount: choice.price } : {};
  const body = { pack: choice.pack, ...amount, return_url: thisPage() };
  return sendOnce(session, keys, ['POST', '/pack-purchases', body]);
}

/** Where the buyer comes back to: this page, or its site where the address is too long. */
export const thisPage = (): string => {
  const { origin, pathname, search } = location;
  const page = `${origin}${pathname}${search}`;
  return page.length <= MAX_URL_CHARS ? page : origin;
};

/** What is at stake where something failed; names the texts that say so. */
export type Stake = 'pay' | 'plan' | 'topUp';

/** Why something failed, for the person who waits. */
export function failureWords(words: Words, failure: Failure, stake: Stake): string {
  switch (failure.kind) {
    case 'refused':
      if (failure.code === 'version_changed') return words.say('planOutdated');
      return failure.words ? sentence(failure.words) : words.say(`${stake}Failed`);
    case 'forbidden':
      return words.say(`${stake}NotAllowed`);
    case 'signed_out':
      return words.say('troubleSignedOut');
    case 'offline':
      return words.say(`${stake}Offline`);
  }
}

/**
 * Leads to a page of Stripe, unless the host says that it does so itself. False where the address
 * is none.
 */
export function leadTo(element: HTMLElement, page: { readonly checkout_url: string }): boolean {
  const options = { bubbles: true, composed: true, cancelable: true, detail: page };
  if (!element.dispatchEvent(new CustomEvent('credits-checkout', options))) return true;
  if (!isWeb(page.checkout_url)) return false;
  location.assign(page.checkout_url);
  return true;
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
