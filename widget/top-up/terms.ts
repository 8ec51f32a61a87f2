/** Terms of automatic top-ups as a person writes them, and the words of the consent. */
import {
  creditsOf,
  decimal,
  formatMoney,
  MICRO,
  parseAmount,
  parseMoney,
  placesOf,
} from '../parts/amount.js';
import { Choice } from '../parts/choice.js';
import type { Words } from '../parts/strings.js';
import type { TopUpTerms, TopUpWritten } from '../wire/top-up.js';
import type { Money, Pack } from '../wire/wire.js';

/** Credits below which it begins, where nobody has said so. */
const USUAL_BELOW = '50';
/** So many packs a month, where nobody has said so. */
const USUAL_TIMES = 3n;
/** The most that the API takes: of credits, and of minor units. */
const MOST_CREDITS = 1_000_000_000n;
const MOST_MINOR = 10_000_000_000_000n;
/** What still counts as an amount with too many places. */
const MAX_PLACES = 20;

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

/** Where a field is wrong, its name; and why an amount is. */
export type Read =
  | { readonly terms: Terms }
  | { readonly wrong: 'below' | 'amount' }
  | { readonly wrong: 'cap'; readonly why: CapTrouble };

/** Why a cap is none: no digits, more places than the currency has, too much, less than a pack. */
export type CapTrouble = 'digits' | 'places' | 'large' | 'small';

/** What each field says, whatever stands in the others; undefined: it is wrong. */
export interface Parts {
  readonly below: bigint | undefined;
  readonly choice: Pick<Terms, 'pack' | 'amount' | 'price' | 'credits'> | undefined;
  /** Of the pack, where it is known. */
  readonly currency: string | undefined;
  readonly cap: Money | CapTrouble;
}

/** Reads each field as a person of that language writes. */
export function readParts(fields: Fields, packs: readonly Pack[], locale: string): Parts {
  const below = parseAmount(fields.below, 0, locale);
  const isBelow = below !== undefined && below > 0n && below <= MOST_CREDITS;
  const pack = packs.find((each) => each.pack === fields.pack);
  const choice = choiceIn(pack, fields.amount, locale);
  const currency = choice?.price.currency ?? pack?.least?.currency;
  const text = fields.cap ?? (choice ? usualCap(choice.price) : '');
  const cap = capIn(text, currency ?? 'usd', choice?.price, locale);
  return { below: isBelow ? below : undefined, choice, currency, cap };
}

/** Reads them all; the first that is wrong counts. */
export function readTerms(fields: Fields, packs: readonly Pack[], locale: string): Read {
  const { below, choice, cap } = readParts(fields, packs, locale);
  if (below === undefined) return { wrong: 'below' };
  if (!choice) return { wrong: 'amount' };
  if (typeof cap === 'string') return { wrong: 'cap', why: cap };
  return { terms: { below, ...choice, cap } };
}

function choiceIn(pack: Pack | undefined, amount: string, locale: string): Parts['choice'] {
  const choice = pack && Choice.of(pack, amount, locale);
  if (!choice?.price || choice.credits === undefined) return undefined;
  const { kind, price, credits } = choice;
  return { pack: choice.pack, amount: kind === 'custom' ? price : undefined, price, credits };
}

function capIn(
  text: string,
  currency: string,
  price: Money | undefined,
  locale: string,
): Parts['cap'] {
  const minor = parseMoney(text, currency, locale);
  if (minor === undefined) {
    return parseAmount(text, MAX_PLACES, locale) === undefined ? 'digits' : 'places';
  }
  if (minor > MOST_MINOR) return 'large';
  const cap = { minor: Number(minor), currency };
  return price && cap.minor < price.minor ? 'small' : cap;
}

/** What the field of the cap shows while nobody has written there. */
export const usualCap = (price: Money): string =>
  plainMoney({ ...price, minor: Number(BigInt(price.minor) * USUAL_TIMES) });

/** What is agreed to, word for word. */
export const consentText = (words: Words, { below, cap, ...choice }: Terms): string =>
  consentDraft(words, { below, choice, cap });

/** The same while a field is wrong: a gap stands for what it should say. */
export const consentDraft = (
  words: Words,
  { below, choice, cap }: Pick<Parts, 'below' | 'choice' | 'cap'>,
): string =>
  words.say('topUpConsent', {
    below: below === undefined ? GAP : words.credits(below * MICRO),
    credits: choice ? words.credits(choice.credits, true) : GAP,
    price: choice ? formatMoney(choice.price, words.locale) : GAP,
    cap: typeof cap === 'string' ? GAP : formatMoney(cap, words.locale),
  });

const GAP = '…';

/** Why a cap is none, in words. */
export function capWords(words: Words, why: CapTrouble, { choice, currency }: Parts): string {
  const of = currency ?? 'usd';
  const money = (minor: number) => formatMoney({ minor, currency: of }, words.locale);
  const places = placesOf(of);
  switch (why) {
    case 'digits':
      return words.say('topUpCapDigits');
    case 'places':
      return places === 0
        ? words.say('topUpCapWhole')
        : words.say('topUpCapPlaces', { n: String(places) });
    case 'large':
      return words.say('topUpCapLarge', { most: money(Number(MOST_MINOR)) });
    case 'small':
      return words.say('topUpCapWrong', { price: money(choice?.price.minor ?? 0) });
  }
}

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
