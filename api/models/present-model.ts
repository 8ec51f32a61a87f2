import { z } from 'zod';
import { formatInstant, type Instant } from '../../domain/instant.js';
import type { ModelDescription } from '../../domain/model/events.js';
import { rateAt, type RegisteredModel } from '../../domain/model/state.js';
import { presentRate, RateAnswer } from './present-rate.js';
import { ModelId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';

/** Description of a model; null if not given. */
export const DescriptionAnswer = z.object({
  model_id: ModelId,
  name: z.string(),
  description: z.string().nullable(),
  speed: z.number().int().nullable().describe('1 (least) to 5 (most).'),
  quality: z.number().int().nullable().describe('1 (least) to 5 (most).'),
  provider: z.string().nullable(),
});

/** A model in a list. */
export const ModelSummary = DescriptionAnswer.extend({
  status: z.enum(['active', 'retired']).meta({ id: 'ModelStatus' }),
  retired_at: InstantText.nullable(),
});
export type ModelSummary = z.input<typeof ModelSummary>;

/** A model in a list, with the rates that were asked for. */
export const ListedModel = ModelSummary.extend({
  rate: RateAnswer.nullable()
    .optional()
    .describe('With `include=rates`: that holds now; null while there is none.'),
  next_rate: RateAnswer.nullable()
    .optional()
    .describe('With `include=rates`: the first to come; null if there is none.'),
}).meta({ id: 'ModelSummary' });
export type ListedModel = z.input<typeof ListedModel>;

/** A model with its current rate; null while there is none. */
export const ModelAnswer = ModelSummary.extend({ rate: RateAnswer.nullable() }).meta({
  id: 'Model',
});
export type ModelAnswer = z.input<typeof ModelAnswer>;

/** Presents a model's description. */
export const presentDescription = (
  modelId: string,
  { name, description, speed, quality, provider }: ModelDescription,
): z.input<typeof DescriptionAnswer> => ({
  model_id: modelId,
  name,
  description: description ?? null,
  speed: speed ?? null,
  quality: quality ?? null,
  provider: provider ?? null,
});

/** Presents a folded model. */
export function presentModel(model: RegisteredModel, now: Instant): ModelAnswer {
  const rate = rateAt(model, now);
  return {
    ...presentDescription(model.modelId, model.description),
    status: model.retiredAt === null ? 'active' : 'retired',
    retired_at: model.retiredAt === null ? null : formatInstant(model.retiredAt),
    rate: rate ? presentRate(rate) : null,
  };
}
