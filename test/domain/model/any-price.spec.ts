import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICRO } from '../../../domain/credits.js';
import { DomainError } from '../../../domain/errors.js';
import type { RateTerms } from '../../../domain/model/events.js';
import { NO_USAGE, type Usage } from '../../../domain/model/price.js';
import { costOf, priceUsage, type Metered } from '../../../domain/model/pricing.js';
import type { Rate } from '../../../domain/model/state.js';
import { credits, metered, rateTerms, runs, usage } from '../../support/domain/arbitraries.js';
import { Fraction } from '../../support/domain/fraction.js';

const rate = (terms: Partial<RateTerms>): Rate => ({
  model: 'gpt',
  version: 3,
  effectiveFrom: null,
  publishedAt: 0,
  terms: {
    perMillion: {},
    modeMultipliers: {},
    complexityMultipliers: {},
    outcomeMultipliers: {},
    ...terms,
  },
});

/** The formula of the design, term by term, in fractions. */
function exactCost({ terms }: Rate, { usage: used, mode, complexity, outcome }: Metered): Fraction {
  const { input, cachedInput = input, output, reasoning = output } = terms.perMillion;
  const tokens = (quantity: number, perMillion: bigint | undefined) =>
    Fraction.of(BigInt(quantity)).times(Fraction.of(perMillion ?? 0n, 1_000_000n));
  let total = tokens(used.inputTokens, input)
    .plus(tokens(used.cachedInputTokens, cachedInput))
    .plus(tokens(used.outputTokens, output))
    .plus(tokens(used.reasoningTokens, reasoning))
    .plus(Fraction.of(BigInt(used.images) * (terms.perImage ?? 0n)))
    .plus(Fraction.of(terms.perRequest ?? 0n));
  const nothingUsed = Object.values(used).every((quantity) => quantity === 0);
  if (nothingUsed && !terms.perRequest) return Fraction.of(0n);
  const minimum = Fraction.of(terms.minimum ?? 0n);
  if (total.isBelow(minimum)) total = minimum;
  for (const [factors, key] of [
    [terms.modeMultipliers, mode],
    [terms.complexityMultipliers, complexity],
    [terms.outcomeMultipliers, outcome],
  ] as const) {
    const found = Object.entries(factors).find(([name]) => name === key);
    if (found) total = total.times(Fraction.parse(found[1]));
  }
  return total;
}

/** Priced, or the code of the refusal. */
function pricedOrRefused(terms: RateTerms, request: Metered) {
  try {
    return priceUsage(rate(terms), request);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code;
  }
}

/** Priced; another sample is drawn where it is refused. */
function priced(terms: RateTerms, request: Metered) {
  const result = pricedOrRefused(terms, request);
  fc.pre(typeof result !== 'string');
  return result;
}

describe('the price of any usage', () => {
  const property = (check: (terms: RateTerms, request: Metered) => void) =>
    fc.assert(fc.property(rateTerms, metered, check), runs(2_000));

  it('is refused for nothing else than a kind that was used and has no price', () =>
    property(({ perMillion, perImage, ...terms }, request) => {
      const { input, output, cachedInput = input, reasoning = output } = perMillion;
      const { usage: used } = request;
      const has = (quantity: number, price: bigint | undefined) =>
        quantity === 0 || price !== undefined;
      const isPriced =
        has(used.inputTokens, input) &&
        has(used.cachedInputTokens, cachedInput) &&
        has(used.outputTokens, output) &&
        has(used.reasoningTokens, reasoning) &&
        has(used.images, perImage);
      const result = pricedOrRefused({ ...terms, perMillion, perImage }, request);
      expect(result === 'unpriced_usage').toBe(!isPriced);
      if (typeof result === 'string') return;
      const kinds = Object.values(used).filter((quantity) => quantity > 0).length;
      const requests = terms.perRequest === undefined ? 0 : 1;
      expect(result.price.parts).toHaveLength(kinds + requests);
    }));

  it('is the exact cost, or less than a micro-credit above it', () =>
    property((terms, request) => {
      const result = priced(terms, request);
      const exact = exactCost(rate(terms), request);
      const charged = Fraction.of(result.credits);
      expect(typeof result.credits).toBe('bigint');
      expect(charged.isBelow(exact)).toBe(false);
      expect(charged.isBelow(exact.plus(Fraction.of(1n)))).toBe(true);
    }));

  it('can be computed again from what is stored', () =>
    property((terms, request) => {
      const result = priced(terms, request);
      expect(costOf(result.price)).toBe(result.credits);
    }));

  it('never falls when more is used', () =>
    fc.assert(
      fc.property(rateTerms, metered, usage, (terms, request, more) => {
        const grown = { ...request, usage: addUsage(request.usage, more) };
        const [less, greater] = [priced(terms, request), priced(terms, grown)];
        expect(greater.credits >= less.credits).toBe(true);
      }),
      runs(2_000),
    ));

  it('is additive in its lines: together they cost what they cost alone, rounded once', () =>
    property((terms, request) => {
      const result = priced({ ...terms, minimum: undefined }, request);
      const { parts, multipliers } = result.price;
      const alone = parts.reduce((sum, part) => sum + costOf({ parts: [part], multipliers }), 0n);
      expect(result.credits <= alone).toBe(true);
      const roundings = BigInt(Math.max(parts.length - 1, 0));
      expect(alone - result.credits <= roundings).toBe(true);
    }));

  it('is the same whatever the rate charges for what was not used', () =>
    fc.assert(
      fc.property(rateTerms, metered, credits(), (terms, request, other) => {
        const unused = { ...request, usage: { ...request.usage, images: 0 } };
        const changed = { ...terms, perImage: other };
        expect(priced(changed, unused).credits).toBe(priced(terms, unused).credits);
      }),
      runs(500),
    ));

  it('scales with a whole rate: a million times the rate is a million times the cost', () =>
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.bigInt(0n, MICRO), (tokens, input) => {
        const request = { usage: { ...NO_USAGE, inputTokens: tokens + 1 }, outcome: 'ok' } as const;
        const { credits: scaled } = priceUsage(
          rate({ perMillion: { input: input * MICRO } }),
          request,
        );
        expect(scaled).toBe(BigInt(tokens + 1) * input);
      }),
      runs(500),
    ));
});

function addUsage(a: Usage, b: Usage): Usage {
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cachedInputTokens: a.cachedInputTokens + b.cachedInputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    reasoningTokens: a.reasoningTokens + b.reasoningTokens,
    images: a.images + b.images,
  };
}
