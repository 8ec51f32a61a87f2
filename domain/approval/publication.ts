import { z } from 'zod';
import { PackPublished, PlanPublished } from '../catalogue/events.js';
import { Instant } from '../instant.js';
import { RateTerms } from '../model/events.js';

const DATED = { version: true, effectiveFrom: true } as const;
/** Absent: as soon as all processes can know it. */
const effectiveFrom = Instant.optional();

/** A version of a plan, a pack or a model's rate, as it was proposed. */
export const FrozenPublication = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('PublishPlan'),
    offer: PlanPublished.schema.omit(DATED),
    effectiveFrom,
  }),
  z.strictObject({
    type: z.literal('PublishPack'),
    offer: PackPublished.schema.omit(DATED),
    effectiveFrom,
  }),
  z.strictObject({
    type: z.literal('PublishRate'),
    modelId: z.string(),
    terms: RateTerms,
    effectiveFrom,
  }),
]);
export type FrozenPublication = z.output<typeof FrozenPublication>;

/** The versions that a proposal was compared with; 0: there was none. */
export const SeenVersions = z.strictObject({
  /** The one that held. */
  live: z.number().int().min(0),
  /** The last one published: the live one, or one that begins later. */
  newest: z.number().int().min(0),
});
export type SeenVersions = z.output<typeof SeenVersions>;
