import { DomainError } from '../errors.js';
import type { Instant } from '../instant.js';
import type { ModelDescription, ModelEvent, RateTerms } from './events.js';

/** One dated rate of a model. It ends where the next one starts. */
export interface Rate {
  readonly model: string;
  readonly version: number;
  /** Null: from the beginning of time. */
  readonly effectiveFrom: Instant | null;
  readonly publishedAt: Instant;
  readonly terms: RateTerms;
}

/** A model that was registered. `rates` are in order of their start. */
export interface RegisteredModel {
  readonly kind: 'registered';
  readonly modelId: string;
  readonly description: ModelDescription;
  readonly rates: readonly Rate[];
  readonly retiredAt: Instant | null;
}

/** One model, folded; absent before it is registered. */
export type ModelState = { readonly kind: 'absent' } | RegisteredModel;

/** A model before its first event. */
export const NO_MODEL: ModelState = { kind: 'absent' };

/** Folds one fact into the model's state. */
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

/** The model, or DomainError `model_not_found`. */
export function registered(state: ModelState): RegisteredModel {
  if (state.kind === 'absent') throw new DomainError('model_not_found');
  return state;
}

/** The rate that holds at an instant; undefined for a model without one. */
export function rateAt(state: ModelState, instant: Instant): Rate | undefined {
  if (state.kind === 'absent') return undefined;
  return state.rates.findLast(
    ({ effectiveFrom }) => effectiveFrom === null || effectiveFrom <= instant,
  );
}

/**
 * The rate of this version, in force or not: what was begun by it is charged by it. Refuses
 * `model_not_found` and `rate_not_found`.
 */
export function rateOfVersion(state: ModelState, version: number): Rate {
  const { modelId, rates } = registered(state);
  const rate = rates[version - 1];
  if (!rate) throw new DomainError('rate_not_found', { model: modelId, rate_version: version });
  return rate;
}

/**
 * The rate by which usage of that instant is charged. Refuses `model_not_found`, `model_retired`
 * (usage from the retirement on) and `rate_not_found` (no rate was ever published).
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
