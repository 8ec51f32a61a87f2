import { divideRoundingUp, max, MAX_CREDITS_PER_AMOUNT, MICRO, type Credits } from '../credits.js';
import { DomainError, type InvalidParameter } from '../errors.js';
import type { RateTerms } from './events.js';
import type { FallbackKind, Multiplier, Outcome, Price, PricePart, Usage } from './price.js';
import type { Rate } from './state.js';

/** Usage of one request, as far as its price depends on it. */
export interface Metered {
  readonly usage: Usage;
  readonly mode?: string | undefined;
  readonly complexity?: string | undefined;
  readonly outcome: Outcome;
}

/** A cost in micro-credits and its formula. */
export interface Priced {
  readonly credits: Credits;
  readonly price: Price;
}

/**
 * Prices a request by one rate: a pure function of its usage, so that a late retry costs the same.
 * Without usage, only the request's own price applies, and no minimum. Refuses `amount_too_large`,
 * and `unpriced_usage` naming each kind without a price, as a field of `field`.
 */
export function priceUsage(
  rate: Rate,
  metered: Metered,
  field: 'usage' | 'usage_estimate' = 'usage',
): Priced {
  const { perRequest = 0n, minimum } = rate.terms;
  const nothingUsed = Object.values(metered.usage).every((quantity) => quantity === 0);
  const nothingPriced = nothingUsed && perRequest === 0n;
  const price: Price = {
    model: rate.model,
    rateVersion: rate.version,
    parts: partsOf(rate, metered.usage, field),
    ...(minimum === undefined || nothingPriced ? {} : { minimum }),
    multipliers: multipliersOf(rate.terms, metered),
  };
  const credits = costOf(price);
  if (credits > MAX_CREDITS_PER_AMOUNT) {
    throw new DomainError('amount_too_large', { model: rate.model, rate_version: rate.version });
  }
  return { credits, price };
}

/**
 * Recomputes a stored price in micro-credits. Multiplies everything first and divides once at the
 * end, rounding up: less than a micro-credit above the exact cost.
 */
export function costOf(price: Pick<Price, 'parts' | 'minimum' | 'multipliers'>): Credits {
  // Token rates are per million, so the sum is in millionths of a micro-credit.
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

interface KindOfUsage {
  readonly kind: Exclude<PricePart['kind'], 'request'>;
  readonly used: keyof Usage;
  /** Wire name of the usage field and the rate field. */
  readonly field: string;
  readonly price: string;
  /** The kind whose price applies if the rate has none for this kind. */
  readonly fallback?: FallbackKind;
}

const KINDS_OF_USAGE: readonly KindOfUsage[] = [
  { kind: 'input', used: 'inputTokens', field: 'input_tokens', price: 'per_million.input' },
  {
    kind: 'cached_input',
    used: 'cachedInputTokens',
    field: 'cached_input_tokens',
    price: 'per_million.cached_input',
    fallback: 'input',
  },
  { kind: 'output', used: 'outputTokens', field: 'output_tokens', price: 'per_million.output' },
  {
    kind: 'reasoning',
    used: 'reasoningTokens',
    field: 'reasoning_tokens',
    price: 'per_million.reasoning',
    fallback: 'output',
  },
  { kind: 'image', used: 'images', field: 'images', price: 'per_image' },
];

function ownPrice({ perMillion, perImage }: RateTerms, kind: KindOfUsage['kind']) {
  switch (kind) {
    case 'input':
      return perMillion.input;
    case 'cached_input':
      return perMillion.cachedInput;
    case 'output':
      return perMillion.output;
    case 'reasoning':
      return perMillion.reasoning;
    case 'image':
      return perImage;
  }
}

function partsOf({ model, version, terms }: Rate, usage: Usage, name: string): PricePart[] {
  const parts: PricePart[] = [];
  const unpriced: InvalidParameter[] = [];
  for (const { kind, used, field, price, fallback } of KINDS_OF_USAGE) {
    const quantity = usage[used];
    if (quantity === 0) continue;
    const own = ownPrice(terms, kind);
    const from = own === undefined ? fallback : undefined;
    const rate = from ? ownPrice(terms, from) : own;
    if (rate !== undefined) parts.push({ kind, quantity, rate, ...(from && { from }) });
    else unpriced.push({ name: `${name}.${field}`, reason: noPrice(price, fallback) });
  }
  if (unpriced.length > 0) {
    const members = { model, rate_version: version, invalid_parameters: unpriced };
    throw new DomainError('unpriced_usage', members);
  }
  const { perRequest } = terms;
  if (perRequest !== undefined) parts.push({ kind: 'request', quantity: 1, rate: perRequest });
  return parts;
}

const noPrice = (price: string, fallback: FallbackKind | undefined): string =>
  `is not priced: expected a rate with ${price}${fallback ? ` or per_million.${fallback}` : ''}` +
  ' (an explicit "0" is free)';

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
  // A mode may be named "constructor": only own properties are factors.
  if (key === undefined || !Object.hasOwn(factors, key)) return [];
  const factor = factors[key];
  return factor === undefined ? [] : [{ kind, key, factor }];
}
