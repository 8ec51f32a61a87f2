import { divideRoundingUp, max, MAX_CREDITS_PER_AMOUNT, MICRO, type Credits } from '../credits.js';
import { DomainError } from '../errors.js';
import type { RateTerms } from './events.js';
import type { Multiplier, Outcome, Price, PricePart, Usage } from './price.js';
import type { Rate } from './state.js';

/** What one request did, as far as its price depends on it. */
export interface Metered {
  readonly usage: Usage;
  readonly mode?: string | undefined;
  readonly complexity?: string | undefined;
  readonly outcome: Outcome;
}

/** A cost in micro-credits and the formula it came from. */
export interface Priced {
  readonly credits: Credits;
  readonly price: Price;
}

/**
 * The cost of a request by one rate: a function of what was used and of nothing else, so a late
 * retry costs the same. Refuses `nothing_to_charge` (no usage, and no price per request) and
 * `amount_too_large`.
 */
export function priceUsage(rate: Rate, metered: Metered): Priced {
  const { perRequest = 0n, minimum } = rate.terms;
  const nothingUsed = Object.values(metered.usage).every((quantity) => quantity === 0);
  if (nothingUsed && perRequest === 0n) {
    throw new DomainError('nothing_to_charge', {
      model: rate.model,
      rate_version: rate.version,
      invalid_parameters: [{ name: 'usage', reason: 'expected something above 0' }],
    });
  }
  const price: Price = {
    model: rate.model,
    rateVersion: rate.version,
    parts: partsOf(rate.terms, metered.usage),
    ...(minimum === undefined ? {} : { minimum }),
    multipliers: multipliersOf(rate.terms, metered),
  };
  const credits = costOf(price);
  if (credits > MAX_CREDITS_PER_AMOUNT) {
    throw new DomainError('amount_too_large', { model: rate.model, rate_version: rate.version });
  }
  return { credits, price };
}

/**
 * Computes a stored price again, in micro-credits. Everything is multiplied first; the one division
 * stands at the end and rounds up, so the result is less than a micro-credit above the exact cost.
 */
export function costOf(price: Pick<Price, 'parts' | 'minimum' | 'multipliers'>): Credits {
  // Token rates are per million, so the whole sum is kept in millionths of a micro-credit.
  const used = price.parts.reduce((total, part) => total + millionthsOf(part), 0n);
  let dividend = max(used, (price.minimum ?? 0n) * MICRO);
  let divisor = MICRO;
  for (const { factor } of price.multipliers) {
    dividend *= factorInMillionths(factor);
    divisor *= MICRO;
  }
  return divideRoundingUp(dividend, divisor);
}

function millionthsOf({ kind, quantity, rate }: PricePart): bigint {
  const product = BigInt(quantity) * rate;
  switch (kind) {
    case 'input':
    case 'cached_input':
    case 'output':
    case 'reasoning':
      return product;
    case 'image':
    case 'request':
      return product * MICRO;
  }
}

/** `"0.5"` → `500000n`. */
function factorInMillionths(factor: string): bigint {
  const [whole = '0', fraction = ''] = factor.split('.');
  return BigInt(whole + fraction.padEnd(6, '0'));
}

function partsOf({ perMillion, perImage, perRequest }: RateTerms, usage: Usage): PricePart[] {
  const parts: PricePart[] = [
    { kind: 'input', quantity: usage.inputTokens, rate: perMillion.input ?? 0n },
    { kind: 'cached_input', quantity: usage.cachedInputTokens, rate: perMillion.cachedInput ?? 0n },
    { kind: 'output', quantity: usage.outputTokens, rate: perMillion.output ?? 0n },
    { kind: 'reasoning', quantity: usage.reasoningTokens, rate: perMillion.reasoning ?? 0n },
    { kind: 'image', quantity: usage.images, rate: perImage ?? 0n },
    { kind: 'request', quantity: 1, rate: perRequest ?? 0n },
  ];
  return parts.filter(({ quantity, rate }) => quantity > 0 && rate > 0n);
}

function multipliersOf(terms: RateTerms, { mode, complexity, outcome }: Metered): Multiplier[] {
  return [
    ...multiplier('mode', terms.modeMultipliers, mode),
    ...multiplier('complexity', terms.complexityMultipliers, complexity),
    ...multiplier('outcome', terms.outcomeMultipliers, outcome),
  ];
}

function multiplier(
  kind: Multiplier['kind'],
  factors: Readonly<Record<string, string>>,
  key: string | undefined,
): Multiplier[] {
  // A mode may be called "constructor": only what the rate itself names is a factor.
  if (key === undefined || !Object.hasOwn(factors, key)) return [];
  const factor = factors[key];
  return factor === undefined ? [] : [{ kind, key, factor }];
}
