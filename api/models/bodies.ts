/** Bodies of the routes of models and debits: descriptions, rates, usage. */
import { z } from 'zod';
import { ModelDescription, type RateTerms } from '../../domain/model/events.js';
import { MAX_QUANTITY_PER_REQUEST } from '../../domain/model/price.js';
import { CreditsOrNone } from '../shapes/credits.js';
import { RequestInstant } from '../shapes/time.js';
import { Factor, Label, Outcome } from '../shapes/words.js';

/** Name and comparison of a model. */
export const DescribeModelBody = ModelDescription.meta({
  id: 'DescribeModel',
  examples: [{ name: 'Swift 1', description: 'Fast edits', speed: 5, quality: 3 }],
});
export type DescribeModelBody = z.output<typeof DescribeModelBody>;

const price = CreditsOrNone.optional();
const priceOr = (otherwise: string) => price.describe(otherwise);
const NOT_PRICED = 'Without it such usage is refused (`unpriced_usage`); "0" makes it free.';
const factors = z.record(Label, Factor).optional();

/**
 * Terms of a rate. All fields are optional, but a rate needs some price. A missing price is not
 * free; an explicit "0" is.
 */
export const PublishRateBody = z
  .strictObject({
    effective_from: RequestInstant.optional().describe(
      'At least 60 seconds from now; the first rate holds from the beginning of time.',
    ),
    per_million: z
      .strictObject({
        input: priceOr(NOT_PRICED),
        cached_input: priceOr('As `input` without it; "0" makes it free.'),
        output: priceOr(NOT_PRICED),
        reasoning: priceOr('As `output` without it; "0" makes it free.'),
      })
      .optional(),
    per_image: priceOr(NOT_PRICED),
    per_request: price,
    minimum: price,
    mode_multipliers: factors,
    complexity_multipliers: factors,
    outcome_multipliers: factors,
  })
  .refine(
    ({ per_million = {}, per_image, per_request, minimum }) =>
      [...Object.values(per_million), per_image, per_request, minimum].some(
        (credits) => credits !== undefined,
      ),
    { path: ['per_million'], message: 'expected at least one price' },
  )
  .meta({
    id: 'PublishRate',
    examples: [
      {
        per_million: { input: '2', cached_input: '0.2', output: '10' },
        per_image: '1',
        mode_multipliers: { plan: '0.5' },
        outcome_multipliers: { platform_error: '0' },
      },
    ],
  });
export type PublishRateBody = z.output<typeof PublishRateBody>;

/** Converts a body to terms. */
export function rateTerms(body: PublishRateBody): RateTerms {
  const { per_million = {}, per_image, per_request, minimum } = body;
  const { input, cached_input: cachedInput, output, reasoning } = per_million;
  return {
    perMillion: {
      ...(input === undefined ? {} : { input }),
      ...(cachedInput === undefined ? {} : { cachedInput }),
      ...(output === undefined ? {} : { output }),
      ...(reasoning === undefined ? {} : { reasoning }),
    },
    ...(per_image === undefined ? {} : { perImage: per_image }),
    ...(per_request === undefined ? {} : { perRequest: per_request }),
    ...(minimum === undefined ? {} : { minimum }),
    modeMultipliers: body.mode_multipliers ?? {},
    complexityMultipliers: body.complexity_multipliers ?? {},
    outcomeMultipliers: body.outcome_multipliers ?? {},
  };
}

const Quantity = z.number().int().min(0).max(MAX_QUANTITY_PER_REQUEST).default(0);

/** Usage of a request; absent kinds count as 0. */
export const UsageBody = z
  .strictObject({
    input_tokens: Quantity,
    cached_input_tokens: Quantity,
    output_tokens: Quantity,
    reasoning_tokens: Quantity,
    images: Quantity,
  })
  .transform((used) => ({
    inputTokens: used.input_tokens,
    cachedInputTokens: used.cached_input_tokens,
    outputTokens: used.output_tokens,
    reasoningTokens: used.reasoning_tokens,
    images: used.images,
  }))
  .meta({
    id: 'Usage',
    description: 'Kinds are disjoint: cached input is not counted in input. Absent ones are 0.',
    examples: [{ input_tokens: 1_200, cached_input_tokens: 8_000, output_tokens: 450 }],
  });

/** How a request was made and ended, as far as its price depends on it. */
export const mannerBody = {
  mode: Label.optional(),
  complexity: Label.optional(),
  outcome: Outcome.optional().describe('`ok` unless told.'),
};
