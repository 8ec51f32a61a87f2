import { z } from 'zod';
import type { Instant } from '../instant.js';
import type { ModelDescription, RateTerms } from './events.js';

/** A model's id: 1 to 64 of A-Z a-z 0-9 . _ : -, beginning with a letter or digit. */
export const ModelId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'expected 1 to 64 of A-Z a-z 0-9 . _ : -');

/** A new model; refused with `model_exists` when there is one of that id. */
export interface RegisterModel {
  readonly type: 'RegisterModel';
  readonly modelId: string;
  readonly description: ModelDescription;
}

/** Registers the model or replaces its whole description; the same description again is `[]`. */
export interface DescribeModel {
  readonly type: 'DescribeModel';
  readonly modelId: string;
  readonly description: ModelDescription;
}

/**
 * A new rate. The first holds from the beginning of time, whatever is asked. A later one starts at
 * `effectiveFrom`, or 60 seconds from now when absent; refused with `rate_too_early` when that is
 * sooner than 60 seconds from now or not after the start of the rate before it.
 */
export interface PublishRate {
  readonly type: 'PublishRate';
  readonly modelId: string;
  readonly terms: RateTerms;
  readonly effectiveFrom?: Instant | undefined;
}

/** Usage from now on is refused; usage from before can still be priced. Retired twice is `[]`. */
export interface RetireModel {
  readonly type: 'RetireModel';
  readonly modelId: string;
}

/** Anything that can be asked of a model. */
export type ModelCommand = RegisterModel | DescribeModel | PublishRate | RetireModel;
