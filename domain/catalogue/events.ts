import { z } from 'zod';
import { Credits } from '../credits.js';
import { defineEvent, EventCatalogue, type FactOf } from '../event.js';
import { ActionRule } from './policy.js';
import { Instant } from '../instant.js';
import { Money } from '../money.js';

const version = { version: z.number().int(), effectiveFrom: Instant };

/** A version of a plan was published: monthly price and credits. */
export const PlanPublished = defineEvent('PlanPublished', {
  plan: z.string(),
  ...version,
  name: z.string(),
  price: Money,
  credits: Credits,
  seats: z.number().int().min(1),
  prioritySupport: z.boolean(),
});

/**
 * A version of a pack was published. A custom pack sells any amount between its bounds at
 * `creditsPerMajorUnit`.
 */
export const PackPublished = defineEvent('PackPublished', {
  pack: z.string(),
  ...version,
  name: z.string(),
  description: z.string(),
  terms: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('fixed'), price: Money, credits: Credits }),
    z.strictObject({
      kind: z.literal('custom'),
      currency: z.string(),
      /** Bounds of the amount, and credits per whole unit (a dollar), all for `currency`. */
      least: Money,
      most: Money,
      creditsPerMajorUnit: Credits,
    }),
  ]),
});

/** A version of the gate policy was published: all actions that need credits, with their prices. */
export const GatePolicyPublished = defineEvent('GatePolicyPublished', {
  ...version,
  actions: z.array(ActionRule),
});

/** All events of the catalogue by type. */
export const catalogueEvents = new EventCatalogue({
  PlanPublished,
  PackPublished,
  GatePolicyPublished,
});

/** Any event of the catalogue. */
export type CatalogueEvent = {
  [Type in keyof typeof catalogueEvents.types]: FactOf<(typeof catalogueEvents.types)[Type]>;
}[keyof typeof catalogueEvents.types];
