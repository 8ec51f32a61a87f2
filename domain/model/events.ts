import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, EventCatalogue, type FactOf } from '../event.js';
import { Instant } from '../instant.js';
import { Label } from './price.js';

const description = {
  name: z.string().min(1).max(128),
  description: z.string().max(1_000).optional(),
  /** What a person compares models by: 1 (least) to 5 (most). */
  speed: z.number().int().min(1).max(5).optional(),
  quality: z.number().int().min(1).max(5).optional(),
  provider: z.string().max(64).optional(),
};

/** What a model is called and how it compares to others; opaque to the ledger. */
export const ModelDescription = z.strictObject(description);
export type ModelDescription = z.output<typeof ModelDescription>;

const FACTOR_FORM = 'expected a decimal string from "0" to "1000", such as "0.5"';

/** A factor as decimal text, 0 to 1,000, at most 6 decimals; kept as published. */
export const Factor = z
  .string(FACTOR_FORM)
  .regex(/^(?:0|[1-9]\d{0,2}|1000)(?:\.\d{1,6})?$/, FACTOR_FORM);

const Factors = z.record(Label, Factor);

/** From now on the model can have rates. */
export const ModelRegistered = defineEvent('ModelRegistered', {
  modelId: z.string(),
  ...description,
});
/** The whole description, in place of the one before. */
export const ModelDescribed = defineEvent('ModelDescribed', {
  modelId: z.string(),
  ...description,
});

/**
 * Absent multipliers are 1, `perRequest` and `minimum` 0. No other absent price is 0: cached input
 * costs as input then, reasoning as output, and usage of any other kind is refused. Immutable once
 * effective; ranges never overlap.
 */
export const RateTerms = z.strictObject({
  perMillion: z.strictObject({
    input: Credits.optional(),
    cachedInput: Credits.optional(),
    output: Credits.optional(),
    reasoning: Credits.optional(),
  }),
  perImage: Credits.optional(),
  perRequest: Credits.optional(),
  minimum: Credits.optional(),
  modeMultipliers: Factors,
  complexityMultipliers: Factors,
  outcomeMultipliers: Factors,
});
export type RateTerms = z.output<typeof RateTerms>;

/** The first rate of a model holds from the beginning of time: its `effectiveFrom` is null. */
export const RatePublished = defineEvent('RatePublished', {
  modelId: z.string(),
  version: z.number().int(),
  effectiveFrom: Instant.nullable(),
  terms: RateTerms,
});

/** Usage from this instant on is refused; what came before can still be priced. */
export const ModelRetired = defineEvent('ModelRetired', { modelId: z.string() });

/** Everything that can happen to a model. */
export const modelEvents = new EventCatalogue({
  ModelRegistered,
  ModelDescribed,
  RatePublished,
  ModelRetired,
});

/** Any event of a model. */
export type ModelEvent = {
  [Type in keyof typeof modelEvents.types]: FactOf<(typeof modelEvents.types)[Type]>;
}[keyof typeof modelEvents.types];
