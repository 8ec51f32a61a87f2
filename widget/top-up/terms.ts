/** Terms of automatic top-ups as a person writes them, and the words of the consent. */
import {
  creditsOf,
  decimal,
  formatMoney,
  MICRO,
  parseAmount,
  parseMoney,
} from '../parts/amount.js';
import { Choice } from '../parts/choice.js';
import type { Words } from '../parts/strings.js';
import type { TopUpTerms, TopUpWritten } from '../wire/top-up.js';
import type { Money, Pack } from '../wire/wire.js';

/** Credits below which it begins, where nobody has said so. */
const USUAL_BELOW = '50';
/** So many packs a month, where nobody has said so. */
const USUAL_TIMES = 3n;

/** What stands in the fields; a cap of `undefined` goes along with the pack. */
export interface Fields {
  readonly below: string;
  readonly pack: string;
  readonly amount: string;
  readonly cap: string | undefined;
}

/** Terms that can be agreed to. */
export interface Terms {
  readonly below: bigint;
  readonly pack: string;
  /** Of a custom pack. */
  readonly amount: Money | undefined;
  readonly price: Money;
  /** Micro-credits. */
  readonly credits: bigint;
  readonly cap: Money;
}

/** Fields as a form begins: with the terms that are agreed to, or with usual ones. */
export function firstFields(packs: readonly Pack[], terms: TopUpTerms | null): Fields {
  const cheapest = packs[0]?.pack ?? '';
  if (!terms) return { below: USUAL_BELOW, pack: cheapest, amount: '', cap: undefined };
  const { below, pack, price, monthly_cap: cap } = terms;
  const known = packs.find((each) => each.pack === pack);
  return {
    below: decimal(creditsOf(below) / MICRO, 0),
    pack: known?.pack ?? cheapest,
    amount: known?.kind === 'custom' ? plainMoney(price) : '',
    cap: plainMoney(cap),
  };
}

/** Where a field is wrong, its name. */
export type Read = { readonly terms: Terms } | { readonly wrong: 'below' | 'amount' | 'cap' };

/** Reads the fields as a person of that language writes. */
export function readTerms(fields: Fields, packs: readonly Pack[], locale: string): Read {
  const below = parseAmount(fields.below, 0, locale);
  if (below === undefined || below === 0n) return { wrong: 'below' };
  const pack = packs.find((each) => each.pack === fields.pack);
  const choice = pack && Choice.of(pack, fields.amount, locale);
  if (!choice?.price || choice.credits === undefined) return { wrong: 'amount' };
  const { price, credits } = choice;
  const minor = parseMoney(fields.cap ?? usualCap(price), price.currency, locale);
  if (minor === undefined || minor < BigInt(price.minor)) return { wrong: 'cap' };
  const amount = choice.kind === 'custom' ? price : undefined;
  const cap = { minor: Number(minor), currency: price.currency };
  return { terms: { below, pack: choice.pack, amount, price, credits, cap } };
}

/** What the field of the cap shows while nobody has written there. */
export const usualCap = (price: Money): string =>
  plainMoney({ ...price, minor: Number(BigInt(price.minor) * USUAL_TIMES) });

/** What is agreed to, word for word. */
export const consentText = (words: Words, terms: Terms): string =>
  words.say('topUpConsent', {
    below: words.credits(terms.below * MICRO),
    credits: words.credits(terms.credits, true),
    price: formatMoney(terms.price, words.locale),
    cap: formatMoney(terms.cap, words.locale),
  });

/** The request that agrees to them. */
export const consentBody = (words: Words, terms: Terms): object => ({
  below: terms.below.toString(),
  pack: terms.pack,
  ...(terms.amount && { amount: terms.amount }),
  monthly_cap: terms.cap,
  consent: { version: words.say('topUpConsentVersion'), text: consentText(words, terms) },
});

/** Whether what is in force is what was shown: the catalogue may have changed meanwhile. */
export const isAsShown = ({ price, credits }: Terms, { terms }: TopUpWritten): boolean =>
  terms.price.minor === price.minor &&
  terms.price.currency === price.currency &&
  creditsOf(terms.credits) === credits;

/** As it can be typed: `30`, `12.34`. */
const plainMoney = (money: Money): string => formatMoney(money, 'en').replace(/[^\d.]/g, '');
