import { DomainError } from '../errors.js';
import type { Instant } from '../instant.js';
import type { ModelDescription, ModelEvent, RateTerms } from './events.js';

/** One dated rate of a model; it ends when the next one starts. */
export interface Rate {
  readonly model: string;
  readonly version: number;
  /** Null: the beginning of time. */
  readonly effectiveFrom: Instant | null;
  readonly publishedAt: Instant;
  readonly terms: RateTerms;
}

/** A registered model; `rates` is ordered by start. */
export interface RegisteredModel {
  readonly kind: 'registered';
  readonly modelId: string;
  readonly description: ModelDescription;
  readonly rates: readonly Rate[];
  readonly retiredAt: Instant | null;
}

/** Folded state of a model; absent before registration. */
export type ModelState = { readonly kind: 'absent' } | RegisteredModel;

/** A model before its first event. */
export const NO_MODEL: ModelState = { kind: 'absent' };

/** Folds one event of a model. */
export function evolveModel(state: ModelState, event: ModelEvent): ModelState {
  switch (event.type) {
    case 'ModelRegistered': {
      const { modelId, ...description } = event.data;
      return { kind: 'registered', modelId, description, rates: [], retiredAt: null };
    }
    case 'ModelDescribed': {
      const { modelId: _, ...description } = event.data;
      return { ...registered(state), description };
    }
    case 'RatePublished': {
      const { modelId: model, ...rate } = event.data;
      const { rates, ...rest } = registered(state);
      return { ...rest, rates: [...rates, { model, ...rate, publishedAt: event.occurredAt }] };
    }
    case 'ModelRetired':
      return { ...registered(state), retiredAt: event.occurredAt };
  }
}

/** The registered model; refuses `model_not_found`. */
export function registered(state: ModelState): RegisteredModel {
  if (state.kind === 'absent') throw new DomainError('model_not_found');
  return state;
}

/** The rate in force at an instant; undefined if there is none. */
export function rateAt(state: ModelState, instant: Instant): Rate | undefined {
  if (state.kind === 'absent') return undefined;
  return state.rates.findLast(
    ({ effectiveFrom }) => effectiveFrom === null || effectiveFrom <= instant,
  );
}

/**
 * The rate of a version, in force or not: a hold is settled by the rate it began with. Refuses
 * `model_not_found` and `rate_not_found`.
 */
export function rateOfVersion(state: ModelState, version: number): Rate {
  const { modelId, rates } = registered(state);
  const rate = rates[version - 1];
  if (!rate) throw new DomainError('rate_not_found', { model: modelId, rate_version: version });
  return rate;
}

/**
 * The rate that prices usage at an instant. Refuses `model_not_found`, `model_retired` (usage since
 * the retirement) and `rate_not_found` (no rate published).
 */
export function chargeableRateAt(state: ModelState, instant: Instant): Rate {
  const { modelId, retiredAt } = registered(state);
  if (retiredAt !== null && retiredAt <= instant) {
    throw new DomainError('model_retired', { model: modelId });
  }
  const rate = rateAt(state, instant);
  if (!rate) throw new DomainError('rate_not_found', { model: modelId });
  return rate;
}
