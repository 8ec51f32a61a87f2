import type { Projection } from '../tables/projection.js';
import { insert, key, logTable, nullable, value } from '../tables/table.js';

const published = {
  publishedAt: value('timestamptz'),
  actor: value('text'),
  eventId: value('uuid'),
  position: value('bigint'),
};

/** Every version of every plan; money in minor units, credits (per month) in micro-credits. */
export const PlanRow = logTable('plans', {
  plan: key('text'),
  version: key('integer'),
  effectiveFrom: value('timestamptz'),
  name: value('text'),
  priceMinor: value('bigint'),
  currency: value('text'),
  credits: value('bigint'),
  seats: value('integer'),
  prioritySupport: value('boolean'),
  ...published,
});

/** Every version of every pack: `fixed` has a price and credits, `custom` bounds and a rate. */
export const PackRow = logTable('packs', {
  pack: key('text'),
  version: key('integer'),
  effectiveFrom: value('timestamptz'),
  name: value('text'),
  description: value('text'),
  kind: value('text'),
  currency: value('text'),
  priceMinor: nullable('bigint'),
  credits: nullable('bigint'),
  leastMinor: nullable('bigint'),
  mostMinor: nullable('bigint'),
  creditsPerMajorUnit: nullable('bigint'),
  ...published,
});

/** Builds the lists of plans and packs with their versions. */
export const catalogue: Projection = {
  name: 'catalogue',
  lane: 'ledger',
  tables: [PlanRow, PackRow],
  on: {
    PlanPublished: ({ fact: { data, occurredAt }, id, meta, position }) => {
      const { price, ...rest } = data;
      const publishedBy = { publishedAt: occurredAt, actor: meta.actor, eventId: id, position };
      const cost = { priceMinor: price.minor, currency: price.currency };
      return [insert(PlanRow, { ...rest, ...cost, ...publishedBy })];
    },
    PackPublished: ({ fact: { data, occurredAt }, id, meta, position }) => {
      const { terms, ...rest } = data;
      const fixed = terms.kind === 'fixed' ? terms : undefined;
      const custom = terms.kind === 'custom' ? terms : undefined;
      return [
        insert(PackRow, {
          ...rest,
          kind: terms.kind,
          currency: terms.kind === 'fixed' ? terms.price.currency : terms.currency,
          priceMinor: fixed?.price.minor ?? null,
          credits: fixed?.credits ?? null,
          leastMinor: custom?.least.minor ?? null,
          mostMinor: custom?.most.minor ?? null,
          creditsPerMajorUnit: custom?.creditsPerMajorUnit ?? null,
          publishedAt: occurredAt,
          actor: meta.actor,
          eventId: id,
          position,
        }),
      ];
    },
  },
};
