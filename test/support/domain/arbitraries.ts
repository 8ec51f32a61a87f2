import fc from 'fast-check';
import { MICRO } from '../../../domain/credits.js';
import type { RateTerms } from '../../../domain/model/events.js';
import { OUTCOMES, type Usage } from '../../../domain/model/price.js';
import type { Metered } from '../../../domain/model/pricing.js';

/**
 * Options of a property: how many runs, and the seed of `FC_SEED` when a failure is to be seen
 * again (fast-check prints seed and path of every failure).
 */
export function runs(numRuns: number): fc.Parameters<unknown> {
  const seed = process.env['FC_SEED'];
  return { numRuns, ...(seed === undefined ? {} : { seed: Number(seed) }) };
}

/** Micro-credits from 0 to `most`, small ones and round ones more often than chance would. */
export const credits = (most: bigint = 1_000_000n * MICRO): fc.Arbitrary<bigint> =>
  fc.oneof(
    fc.constantFrom(0n, 1n, MICRO).filter((amount) => amount <= most),
    fc.bigInt({ min: 0n, max: most }),
    fc.bigInt({ min: 0n, max: most / MICRO }).map((whole) => whole * MICRO),
  );

/** Milliseconds within the years 2024 to 2030. */
export const instant: fc.Arbitrary<number> = fc.integer({
  min: Date.UTC(2024, 0, 1),
  max: Date.UTC(2030, 11, 31),
});

export const mode = fc.constantFrom('plan', 'build', 'constructor', 'toString', 'fast');

/** A factor as published: `"0"` to `"1000"`, with and without decimals. */
export const factor: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom('0', '1', '0.5', '0.1', '1.25', '2', '0.333333'),
  fc
    .tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 1, max: 6 }), fc.nat(999_999))
    .map(([whole, decimals, fraction]) => {
      const text = String(fraction).padStart(6, '0').slice(0, decimals);
      return `${whole}.${text}`;
    }),
);

const quantity = fc.oneof(
  { arbitrary: fc.constant(0), weight: 1 },
  { arbitrary: fc.nat(200_000), weight: 4 },
  { arbitrary: fc.nat(1_000_000_000), weight: 1 },
);

export const usage: fc.Arbitrary<Usage> = fc.record({
  inputTokens: quantity,
  cachedInputTokens: quantity,
  outputTokens: quantity,
  reasoningTokens: quantity,
  images: fc.nat(20),
});

const price = fc.option(credits(100n * MICRO), { nil: undefined });
const outcome = fc.constantFrom(...OUTCOMES);

/** What a rate may publish; every price may be missing. */
export const rateTerms: fc.Arbitrary<RateTerms> = fc.record({
  perMillion: fc.record({ input: price, cachedInput: price, output: price, reasoning: price }),
  perImage: price,
  perRequest: price,
  minimum: price,
  modeMultipliers: fc.dictionary(mode, factor),
  complexityMultipliers: fc.dictionary(mode, factor),
  outcomeMultipliers: fc.dictionary(outcome, factor),
});

export const metered: fc.Arbitrary<Metered> = fc.record({
  usage,
  mode: fc.option(mode, { nil: undefined }),
  complexity: fc.option(mode, { nil: undefined }),
  outcome,
});
