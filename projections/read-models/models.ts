import type { Projection } from '../tables/projection.js';
import { entityTable, insert, key, nullable, update, value } from '../tables/table.js';

/** Current descriptions of models; few rows. */
export const ModelRow = entityTable('models', {
  modelId: key('text'),
  name: value('text'),
  description: nullable('text'),
  /** 1 (least) to 5 (most). */
  speed: nullable('integer'),
  quality: nullable('integer'),
  provider: nullable('text'),
  registeredAt: value('timestamptz'),
  retiredAt: nullable('timestamptz'),
  revision: value('bigint'),
  position: value('bigint'),
});

/** Every published rate. Prices in micro-credits, null if the rate has none. */
export const RateRow = entityTable('rates', {
  modelId: key('text'),
  version: key('integer'),
  /** Null: since the beginning of time. */
  effectiveFrom: nullable('timestamptz'),
  /** Start of the next rate; null if there is none. */
  effectiveTo: nullable('timestamptz'),
  inputPerMillion: nullable('bigint'),
  cachedInputPerMillion: nullable('bigint'),
  outputPerMillion: nullable('bigint'),
  reasoningPerMillion: nullable('bigint'),
  perImage: nullable('bigint'),
  perRequest: nullable('bigint'),
  minimum: nullable('bigint'),
  /** `{"plan": "0.5"}`: factor by mode, complexity and outcome. */
  modeMultipliers: value('json'),
  complexityMultipliers: value('json'),
  outcomeMultipliers: value('json'),
  publishedAt: value('timestamptz'),
  actor: value('text'),
  eventId: value('uuid'),
  position: value('bigint'),
});

const described = (data: {
  readonly name: string;
  readonly description?: string | undefined;
  readonly speed?: number | undefined;
  readonly quality?: number | undefined;
  readonly provider?: string | undefined;
}) => ({
  name: data.name,
  description: data.description ?? null,
  speed: data.speed ?? null,
  quality: data.quality ?? null,
  provider: data.provider ?? null,
});

/** Builds the lists of models and rates. */
export const models: Projection = {
  name: 'models',
  lane: 'ledger',
  tables: [ModelRow, RateRow],
  on: {
    ModelRegistered: ({ fact: { data, occurredAt }, revision, position }) => [
      insert(ModelRow, {
        modelId: data.modelId,
        ...described(data),
        registeredAt: occurredAt,
        retiredAt: null,
        revision: BigInt(revision),
        position,
      }),
    ],
    ModelDescribed: ({ fact: { data }, revision, position }) => {
      const set = { ...described(data), revision: BigInt(revision), position };
      return [update(ModelRow, { modelId: data.modelId }, { set })];
    },
    ModelRetired: ({ fact: { data, occurredAt }, revision, position }) => {
      const set = { retiredAt: occurredAt, revision: BigInt(revision), position };
      return [update(ModelRow, { modelId: data.modelId }, { set })];
    },
    RatePublished: ({ fact: { data, occurredAt }, id, meta, revision, position }) => {
      const { modelId, version, effectiveFrom, terms } = data;
      const published = insert(RateRow, {
        modelId,
        version,
        effectiveFrom,
        effectiveTo: null,
        inputPerMillion: terms.perMillion.input ?? null,
        cachedInputPerMillion: terms.perMillion.cachedInput ?? null,
        outputPerMillion: terms.perMillion.output ?? null,
        reasoningPerMillion: terms.perMillion.reasoning ?? null,
        perImage: terms.perImage ?? null,
        perRequest: terms.perRequest ?? null,
        minimum: terms.minimum ?? null,
        modeMultipliers: JSON.stringify(terms.modeMultipliers),
        complexityMultipliers: JSON.stringify(terms.complexityMultipliers),
        outcomeMultipliers: JSON.stringify(terms.outcomeMultipliers),
        publishedAt: occurredAt,
        actor: meta.actor,
        eventId: id,
        position,
      });
      const moved = update(
        ModelRow,
        { modelId },
        { set: { revision: BigInt(revision), position } },
      );
      if (version === 1) return [published, moved];
      const before = { modelId, version: version - 1 };
      return [published, moved, update(RateRow, before, { set: { effectiveTo: effectiveFrom } })];
    },
  },
};
