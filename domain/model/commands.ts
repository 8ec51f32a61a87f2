/** The commands of a model. */
import { z } from 'zod';
import type { Instant } from '../instant.js';
import type { ModelDescription, RateTerms } from './events.js';

/** A model's id: 1 to 64 of A-Z a-z 0-9 . _ : -, beginning with a letter or digit. */
export const ModelId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'expected 1 to 64 of A-Z a-z 0-9 . _ : -');

/** Registers a model; refuses `model_exists`. */
export interface RegisterModel {
  readonly type: 'RegisterModel';
  readonly modelId: string;
  readonly description: ModelDescription;
}

/** Registers a model or replaces its description; does nothing if that is unchanged. */
export interface DescribeModel {
  readonly type: 'DescribeModel';
  readonly modelId: string;
  readonly description: ModelDescription;
}

/**
 * Publishes a rate. The first is in force since the beginning of time, whatever was asked. A later
 * one starts at `effectiveFrom`, or 60 seconds from now; refuses `rate_too_early` if that is sooner
 * or not after the start of the previous rate, and `version_changed` if the newest version is not
 * `follows`.
 */
export interface PublishRate {
  readonly type: 'PublishRate';
  readonly modelId: string;
  readonly terms: RateTerms;
  readonly effectiveFrom?: Instant | undefined;
  /** The newest version that was looked at (0: none); undefined: nobody looked. */
  readonly follows?: number | undefined;
}

/** Retires a model: later usage is refused, earlier usage can still be priced. Idempotent. */
export interface RetireModel {
  readonly type: 'RetireModel';
  readonly modelId: string;
}

/** All commands of a model. */
export type ModelCommand = RegisterModel | DescribeModel | PublishRate | RetireModel;
