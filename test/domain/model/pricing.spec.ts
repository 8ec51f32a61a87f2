import { describe, expect, it } from '@jest/globals';
import { formatCredits, parseCredits } from '../../../domain/credits.js';
import { DomainError } from '../../../domain/errors.js';
import type { RateTerms } from '../../../domain/model/events.js';
import { NO_USAGE, type Usage } from '../../../domain/model/price.js';
import { costOf, priceUsage, type Metered } from '../../../domain/model/pricing.js';
import type { Rate } from '../../../domain/model/state.js';

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

  it('is 0 for a request that used nothing, unless requests have a price', () => {
    const minimum = amount('1');
    const nothing = priceUsage(rate({ perMillion, minimum }), { usage: NO_USAGE, outcome: 'ok' });
    expect(nothing.credits).toBe(0n);
    expect(nothing.price).toEqual({ model: 'gpt', rateVersion: 3, parts: [], multipliers: [] });
    expect(costOf(nothing.price)).toBe(0n);
    expect(cost({}, {})).toBe('0');
    expect(cost({ perRequest: 0n, minimum }, {})).toBe('0');
    expect(cost({ perRequest: amount('0.5'), minimum }, {})).toBe('1');
  });

  it('charges cached input as input and reasoning as output where they have no price', () => {
    const { input, output } = perMillion;
    const few = { perMillion: { input, output } };
    expect(cost(few, { cachedInputTokens: 1_000_000 })).toBe('3');
    expect(cost(few, { reasoningTokens: 1_000_000 })).toBe('15');
    const { price } = priceUsage(rate(few), {
      usage: { ...NO_USAGE, inputTokens: 1, cachedInputTokens: 2, reasoningTokens: 3 },
      outcome: 'ok',
    });
    expect(price.parts).toEqual([
      { kind: 'input', quantity: 1, rate: input },
      { kind: 'cached_input', quantity: 2, rate: input, from: 'input' },
      { kind: 'reasoning', quantity: 3, rate: output, from: 'output' },
    ]);
  });

  it('is nothing for what has an explicit price of 0, which is told', () => {
    const free = { perMillion: { input: amount('3'), cachedInput: 0n, output: 0n }, perImage: 0n };
    const used = { cachedInputTokens: 9, outputTokens: 8, reasoningTokens: 7, images: 6 };
    const usage = { ...NO_USAGE, ...used };
    const { credits, price } = priceUsage(rate(free), { usage, outcome: 'ok' });
    expect(credits).toBe(0n);
    expect(price.parts).toEqual([
      { kind: 'cached_input', quantity: 9, rate: 0n },
      { kind: 'output', quantity: 8, rate: 0n },
      { kind: 'reasoning', quantity: 7, rate: 0n, from: 'output' },
      { kind: 'image', quantity: 6, rate: 0n },
    ]);
  });

  it('is refused where nothing prices a kind that was used, which is named', () => {
    const unpriced = (terms: Partial<RateTerms>, used: Partial<Usage>): unknown => {
      try {
        return cost(terms, used);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        const { code, details, message } = error;
        return { code, details, message };
      }
    };
    const perRequest = amount('1');
    const named = (...kinds: string[]) => ({
      code: 'unpriced_usage',
      details: {
        model: 'gpt',
        rate_version: 3,
        invalid_parameters: kinds.map((kind) => ({
          name: `usage.${kind}`,
          reason: expect.stringContaining('is not priced: expected a rate with per_'),
        })),
      },
      message: expect.stringMatching(new RegExp(`^usage.${kinds[0]} is not priced: `)),
    });
    expect(unpriced({ perMillion }, { images: 1 })).toEqual(named('images'));
    expect(unpriced({ perRequest, minimum: 1n }, { inputTokens: 1 })).toEqual(
      named('input_tokens'),
    );
    const { output } = perMillion;
    expect(unpriced({ perMillion: { output } }, { inputTokens: 1, cachedInputTokens: 2 })).toEqual(
      named('input_tokens', 'cached_input_tokens'),
    );
    const { input, cachedInput, reasoning } = perMillion;
    expect(unpriced({ perMillion: { input } }, { outputTokens: 1, reasoningTokens: 2 })).toEqual(
      named('output_tokens', 'reasoning_tokens'),
    );
    expect(unpriced({ perMillion: { cachedInput, reasoning } }, { outputTokens: 1 })).toEqual(
      named('output_tokens'),
    );
    expect(unpriced({ perMillion: { cachedInput, reasoning } }, { reasoningTokens: 1 })).toBe(
      '0.00002',
    );
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
      usage: { ...NO_USAGE, inputTokens: 7, outputTokens: 9 },
      mode: 'plan',
      complexity: 'hard',
      outcome: 'ok',
    });
    expect(price).toEqual({
      model: 'gpt',
      rateVersion: 3,
      parts: [
        { kind: 'input', quantity: 7, rate: amount('3') },
        { kind: 'output', quantity: 9, rate: 0n },
        { kind: 'request', quantity: 1, rate: amount('0.1') },
      ],
      minimum: amount('0.2'),
      multipliers: [{ kind: 'mode', key: 'plan', factor: '0.50' }],
    });
  });
});
