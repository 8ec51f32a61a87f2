import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatCredits, MICRO, parseCredits } from '../../../domain/credits.js';
import { DomainError } from '../../../domain/errors.js';
import type { RateTerms } from '../../../domain/model/events.js';
import { NO_USAGE, type Usage } from '../../../domain/model/price.js';
import { costOf, priceUsage, type Metered } from '../../../domain/model/pricing.js';
import type { Rate } from '../../../domain/model/state.js';
import { credits, metered, rateTerms, runs, usage } from '../../support/arbitraries.js';
import { Fraction } from '../../support/fraction.js';

const NO_TERMS: RateTerms = {
  perMillion: {},
  modeMultipliers: {},
  complexityMultipliers: {},
  outcomeMultipliers: {},
};

const amount = (text: string): bigint => parseCredits(text) ?? fail(text);
const fail = (text: string): never => {
  throw new Error(`not credits: ${text}`);
};

const rate = (terms: Partial<RateTerms>): Rate => ({
  model: 'gpt',
  version: 3,
  effectiveFrom: null,
  publishedAt: 0,
  terms: { ...NO_TERMS, ...terms },
});

const cost = (terms: Partial<RateTerms>, used: Partial<Usage>, rest: Partial<Metered> = {}) =>
  formatCredits(
    priceUsage(rate(terms), { usage: { ...NO_USAGE, ...used }, outcome: 'ok', ...rest }).credits,
  );

describe('the price of usage', () => {
  const perMillion = {
    input: amount('3'),
    cachedInput: amount('0.3'),
    output: amount('15'),
    reasoning: amount('20'),
  };

  it('charges each kind of token at its own rate per million', () => {
    expect(cost({ perMillion }, { inputTokens: 1_000_000 })).toBe('3');
    expect(cost({ perMillion }, { cachedInputTokens: 1_000_000 })).toBe('0.3');
    expect(cost({ perMillion }, { outputTokens: 1_000 })).toBe('0.015');
    expect(cost({ perMillion }, { reasoningTokens: 500_000 })).toBe('10');
    expect(cost({ perMillion }, { inputTokens: 1_000_000, outputTokens: 1_000_000 })).toBe('18');
  });

  it('adds images and a price for the request itself', () => {
    expect(cost({ perImage: amount('0.04') }, { images: 3 })).toBe('0.12');
    expect(cost({ perImage: amount('0.04'), perRequest: amount('1') }, { images: 1 })).toBe('1.04');
    expect(cost({ perRequest: amount('0.5') }, {})).toBe('0.5');
  });

  it('charges at least the minimum, before the multipliers', () => {
    const terms = { perMillion, minimum: amount('1'), modeMultipliers: { plan: '0.5' } };
    expect(cost(terms, { inputTokens: 10 })).toBe('1');
    expect(cost(terms, { inputTokens: 10 }, { mode: 'plan' })).toBe('0.5');
    expect(cost(terms, { inputTokens: 1_000_000 })).toBe('3');
  });

  it('multiplies by mode, complexity and outcome', () => {
    const terms = {
      perMillion,
      modeMultipliers: { plan: '0.5' },
      complexityMultipliers: { hard: '3' },
      outcomeMultipliers: { platform_error: '0' },
    };
    const tokens = { inputTokens: 1_000_000 };
    expect(cost(terms, tokens, { mode: 'plan', complexity: 'hard' })).toBe('4.5');
    expect(cost(terms, tokens, { mode: 'build', complexity: 'easy' })).toBe('3');
    expect(cost(terms, tokens, { outcome: 'failed' })).toBe('3');
    expect(cost(terms, tokens, { outcome: 'platform_error' })).toBe('0');
  });

  it('rounds up once, at the end', () => {
    const smallest = { perMillion: { input: 1n, output: 1n } };
    expect(cost(smallest, { inputTokens: 1 })).toBe('0.000001');
    expect(cost(smallest, { inputTokens: 500_000, outputTokens: 500_000 })).toBe('0.000001');
    expect(cost(smallest, { inputTokens: 500_001, outputTokens: 500_000 })).toBe('0.000002');
    const thirds = {
      perRequest: 1n,
      modeMultipliers: { a: '0.5' },
      complexityMultipliers: { b: '2' },
    };
    expect(cost(thirds, {}, { mode: 'a', complexity: 'b' })).toBe('0.000001');
  });

  it('refuses a request that used nothing, unless requests have a price', () => {
    const nothing = () => cost({ perMillion, minimum: amount('1') }, {});
    expect(nothing).toThrow(new DomainError('nothing_to_charge'));
    expect(cost({ perMillion }, { images: 1 })).toBe('0');
  });

  it('refuses a cost beyond what one amount may be', () => {
    const dear = { perMillion: { input: amount('1000') } };
    expect(cost(dear, { inputTokens: 1_000_000_000_000 })).toBe('1000000000');
    const tooMuch = () => cost({ ...dear, perRequest: 1n }, { inputTokens: 1_000_000_000_000 });
    expect(tooMuch).toThrow(new DomainError('amount_too_large'));
  });

  it('does not take a multiplier that only every JavaScript object has', () => {
    for (const mode of ['constructor', 'toString', 'hasOwnProperty']) {
      expect(cost({ perMillion }, { inputTokens: 1_000_000 }, { mode })).toBe('3');
    }
  });

  it('says how it came about, line by line', () => {
    const terms = {
      perMillion: { input: amount('3'), output: 0n },
      perRequest: amount('0.1'),
      minimum: amount('0.2'),
      modeMultipliers: { plan: '0.50' },
    };
    const { price } = priceUsage(rate(terms), {
      usage: { ...NO_USAGE, inputTokens: 7, outputTokens: 9, images: 1 },
      mode: 'plan',
      complexity: 'hard',
      outcome: 'ok',
    });
    expect(price).toEqual({
      model: 'gpt',
      rateVersion: 3,
      parts: [
        { kind: 'input', quantity: 7, rate: amount('3') },
        { kind: 'request', quantity: 1, rate: amount('0.1') },
      ],
      minimum: amount('0.2'),
      multipliers: [{ kind: 'mode', key: 'plan', factor: '0.50' }],
    });
  });
});

/** The formula of the design, term by term, in fractions. */
function exactCost({ terms }: Rate, { usage: used, mode, complexity, outcome }: Metered): Fraction {
  const tokens = (quantity: number, perMillion: bigint | undefined) =>
    Fraction.of(BigInt(quantity)).times(Fraction.of(perMillion ?? 0n, 1_000_000n));
  let total = tokens(used.inputTokens, terms.perMillion.input)
    .plus(tokens(used.cachedInputTokens, terms.perMillion.cachedInput))
    .plus(tokens(used.outputTokens, terms.perMillion.output))
    .plus(tokens(used.reasoningTokens, terms.perMillion.reasoning))
    .plus(Fraction.of(BigInt(used.images) * (terms.perImage ?? 0n)))
    .plus(Fraction.of(terms.perRequest ?? 0n));
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

/** Priced, or undefined where there is nothing to charge. */
function priced(terms: RateTerms, request: Metered) {
  try {
    return priceUsage(rate(terms), request);
  } catch (error) {
    expect(error).toBeInstanceOf(DomainError);
    return undefined;
  }
}

describe('the price of any usage', () => {
  const property = (check: (terms: RateTerms, request: Metered) => void) =>
    fc.assert(fc.property(rateTerms, metered, check), runs(2_000));

  it('is the exact cost, or less than a micro-credit above it', () =>
    property((terms, request) => {
      const result = priced(terms, request);
      if (!result) return;
      const exact = exactCost(rate(terms), request);
      const charged = Fraction.of(result.credits);
      expect(typeof result.credits).toBe('bigint');
      expect(charged.isBelow(exact)).toBe(false);
      expect(charged.isBelow(exact.plus(Fraction.of(1n)))).toBe(true);
    }));

  it('can be computed again from what is stored', () =>
    property((terms, request) => {
      const result = priced(terms, request);
      if (result) expect(costOf(result.price)).toBe(result.credits);
    }));

  it('never falls when more is used', () =>
    fc.assert(
      fc.property(rateTerms, metered, usage, (terms, request, more) => {
        const grown = { ...request, usage: addUsage(request.usage, more) };
        const [less, greater] = [priced(terms, request), priced(terms, grown)];
        if (less && greater) expect(greater.credits >= less.credits).toBe(true);
      }),
      runs(2_000),
    ));

  it('is additive in its lines: together they cost what they cost alone, rounded once', () =>
    property((terms, request) => {
      const result = priced({ ...terms, minimum: undefined }, request);
      if (!result) return;
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
        expect(priced(changed, unused)?.credits).toBe(priced(terms, unused)?.credits);
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
