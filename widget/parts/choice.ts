/** The selected pack, or the amount of a custom one. */
import { creditsFor, creditsOf, parseMoney } from './amount.js';
import type { Money, Pack } from '../wire/wire.js';

/** The pack that is selected by default. */
export const MEDIUM = 'medium';

/** Bounds of an amount, and the credits of one unit of its currency. */
interface Terms {
  readonly least: Money;
  readonly most: Money;
  readonly unit: Money;
  /** Micro-credits. */
  readonly perUnit: bigint;
}

/** `price` and `credits` are there once it can be bought. */
export type Choice = {
  readonly pack: string;
  readonly price?: Money;
  /** Micro-credits. */
  readonly credits?: bigint;
} & ({ readonly kind: 'fixed' | 'unknown' } | { readonly kind: 'custom'; readonly terms: Terms });

/** Reads a pack and what stands in its amount field. */
function choiceOf(pack: Pack, amount: string, locale: string): Choice {
  const { price, credits, least, most, credits_per_unit: perUnitText } = pack;
  if (price && credits !== null) {
    return { kind: 'fixed', pack: pack.pack, price, credits: creditsOf(credits) };
  }
  if (!least || !most || perUnitText === null) return { kind: 'unknown', pack: pack.pack };
  const { currency } = least;
  const perUnit = creditsOf(perUnitText);
  const one = parseMoney('1', currency, 'en') ?? 100n;
  const terms = { least, most, unit: { minor: Number(one), currency }, perUnit };
  const custom = { kind: 'custom' as const, pack: pack.pack, terms };
  const minor = parseMoney(amount, currency, locale);
  if (minor === undefined || minor < BigInt(least.minor) || minor > BigInt(most.minor)) {
    return custom;
  }
  const chosen = { minor: Number(minor), currency };
  return { ...custom, price: chosen, credits: creditsFor(chosen, perUnit) };
}

export const Choice = { of: choiceOf };

/** From the cheapest to the dearest; what has no price of its own stands last. */
export const inOrder = (packs: readonly Pack[]): Pack[] =>
  [...packs].sort((a, b) => (a.price?.minor ?? Infinity) - (b.price?.minor ?? Infinity));
