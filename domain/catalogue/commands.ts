/** The commands of the catalogue. */
import type { ActionRule } from './policy.js';
import type { Instant } from '../instant.js';
import type { PackTerms, PlanTerms } from './catalogue.js';

/** An operator's terms of a plan; the catalogue adds version and start. */
export type PlanOffer = Omit<PlanTerms, 'version' | 'effectiveFrom'>;

/** An operator's terms of a pack; the catalogue adds version and start. */
export type PackOffer = Omit<PackTerms, 'version' | 'effectiveFrom'>;

/**
 * Publishes a version of a plan. The first starts at `effectiveFrom` or now; a later one at
 * `effectiveFrom` or 60 seconds from now, so that no process grants an old bundle. Does nothing if
 * those terms already hold by then. Refuses `validation_failed` if a term is out of bounds, or a
 * later version would start too soon or not after the previous one; `version_changed` if the newest
 * version is not `follows`.
 */
export interface PublishPlan {
  readonly type: 'PublishPlan';
  readonly offer: PlanOffer;
  readonly effectiveFrom?: Instant | undefined;
  /** The newest version that was looked at (0: none); undefined: nobody looked. */
  readonly follows?: number | undefined;
}

/** Publishes a version of a pack, by the same rules. */
export interface PublishPack {
  readonly type: 'PublishPack';
  readonly offer: PackOffer;
  readonly effectiveFrom?: Instant | undefined;
  readonly follows?: number | undefined;
}

/** Publishes the defaults, in force since 1970, if nothing was ever published. */
export interface SeedCatalogue {
  readonly type: 'SeedCatalogue';
}

/**
 * Publishes a gate policy, from `effectiveFrom` or 60 seconds from now, so that all processes
 * agree. Does nothing if it is already in force by then. Refuses `validation_failed`.
 */
export interface PublishGatePolicy {
  readonly type: 'PublishGatePolicy';
  readonly actions: readonly ActionRule[];
  readonly effectiveFrom?: Instant | undefined;
}

/** All commands of the catalogue. */
export type CatalogueCommand = PublishPlan | PublishPack | PublishGatePolicy | SeedCatalogue;
