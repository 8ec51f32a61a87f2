import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import type { RateTerms } from '../../domain/model/events.js';
import type { Rate } from '../../domain/model/state.js';
import { CreditsText } from '../shapes/credits.js';
import { ModelId } from '../shapes/ids.js';
import { Factor } from '../shapes/words.js';
import { InstantText } from '../shapes/time.js';

const Price = CreditsText.nullable();
const Factors = z.record(z.string(), Factor);

const terms = {
  per_million: z
    .object({
      input: Price,
      cached_input: Price,
      output: Price,
      reasoning: Price,
    })
    .meta({ id: 'PricesPerMillion' }),
  per_image: Price,
  per_request: Price,
  minimum: Price,
  mode_multipliers: Factors,
  complexity_multipliers: Factors,
  outcome_multipliers: Factors,
};

/** A dated rate: credits are decimal strings, null if the rate has no such price. */
export const RateAnswer = z
  .object({
    model_id: ModelId,
    version: z.number().int(),
    effective_from: InstantText.nullable().describe(
      'Null: from the beginning of time (the first rate of a model).',
    ),
    published_at: InstantText,
    ...terms,
  })
  .meta({ id: 'Rate' });
export type RateAnswer = z.input<typeof RateAnswer>;

/** Presents a rate. */
export const presentRate = (rate: Rate): RateAnswer => ({
  model_id: rate.model,
  version: rate.version,
  effective_from: rate.effectiveFrom === null ? null : formatInstant(rate.effectiveFrom),
  published_at: formatInstant(rate.publishedAt),
  ...presentTerms(rate.terms),
});

function presentTerms({ perMillion, ...rest }: RateTerms): Pick<RateAnswer, keyof typeof terms> {
  const price = (credits: bigint | undefined) =>
    credits === undefined ? null : formatCredits(credits);
  return {
    per_million: {
      input: price(perMillion.input),
      cached_input: price(perMillion.cachedInput),
      output: price(perMillion.output),
      reasoning: price(perMillion.reasoning),
    },
    per_image: price(rest.perImage),
    per_request: price(rest.perRequest),
    minimum: price(rest.minimum),
    mode_multipliers: rest.modeMultipliers,
    complexity_multipliers: rest.complexityMultipliers,
    outcome_multipliers: rest.outcomeMultipliers,
  };
}
