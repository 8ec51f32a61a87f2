import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, EventCatalogue, type FactOf } from '../event.js';
import { Instant } from '../instant.js';
import { Label } from './price.js';

const description = {
  name: z.string().min(1).max(128),
  description: z.string().max(1_000).optional(),
  /** For comparing models: 1 (least) to 5 (most). */
  speed: z.number().int().min(1).max(5).optional(),
  quality: z.number().int().min(1).max(5).optional(),
  provider: z.string().max(64).optional(),
};

/** Name and comparison of a model; opaque to the ledger. */
export const ModelDescription = z.strictObject(description);
export type ModelDescription = z.output<typeof ModelDescription>;

const FACTOR_FORM = 'expected a decimal string from "0" to "1000", such as "0.5"';

/** A factor as decimal text, 0 to 1,000, at most 6 decimals; stored as published. */
export const Factor = z
  .string(FACTOR_FORM)
  .regex(/^(?:0|[1-9]\d{0,2}|1000)(?:\.\d{1,6})?$/, FACTOR_FORM);

const Factors = z.record(Label, Factor);

/** A model was registered and can have rates. */
export const ModelRegistered = defineEvent('ModelRegistered', {
  modelId: z.string(),
  ...description,
});
/** The description was replaced. */
export const ModelDescribed = defineEvent('ModelDescribed', {
  modelId: z.string(),
  ...description,
});

/**
 * Terms of a rate. Absent multipliers are 1, `perRequest` and `minimum` 0. Other absent prices are
 * not 0: cached input then costs as input, reasoning as output, and other usage is refused.
 * Immutable once effective; ranges never overlap.
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

/**
 * A rate was published; the first one's `effectiveFrom` is null: in force since the beginning of
 * time.
 */
export const RatePublished = defineEvent('RatePublished', {
  modelId: z.string(),
  version: z.number().int(),
  effectiveFrom: Instant.nullable(),
  terms: RateTerms,
});

/** A model was retired: usage from this instant on is refused, earlier usage can be priced. */
export const ModelRetired = defineEvent('ModelRetired', { modelId: z.string() });

/** All events of a model by type. */
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
