import type { ActionRule } from './policy.js';
import type { Instant } from '../instant.js';
import type { PackTerms, PlanTerms } from './catalogue.js';

/** What an operator says about a plan; number and start of the version are the catalogue's. */
export type PlanOffer = Omit<PlanTerms, 'version' | 'effectiveFrom'>;

/** What an operator says about a pack; number and start of the version are the catalogue's. */
export type PackOffer = Omit<PackTerms, 'version' | 'effectiveFrom'>;

/**
 * A new version of a plan. The first starts at `effectiveFrom`, whenever that is, or now; a later
 * one at `effectiveFrom` or 60 seconds from now, so that no process grants an old bundle. The terms
 * that hold by then already are `[]`. Refuses `validation_failed` when a term is out of bounds, or
 * when a later version would start sooner than that or not after the version before it.
 */
export interface PublishPlan {
  readonly type: 'PublishPlan';
  readonly offer: PlanOffer;
  readonly effectiveFrom?: Instant | undefined;
}

/** A new version of a pack; the same rules as for a plan. */
export interface PublishPack {
  readonly type: 'PublishPack';
  readonly offer: PackOffer;
  readonly effectiveFrom?: Instant | undefined;
}

/** Publishes the defaults, in force since ever, where nothing was ever published; else `[]`. */
export interface SeedCatalogue {
  readonly type: 'SeedCatalogue';
}

/**
 * Another matrix of what needs credits, from `effectiveFrom` or from 60 seconds from now, so that
 * all processes answer alike. The one in force by then is `[]`. Refuses `validation_failed`.
 */
export interface PublishGatePolicy {
  readonly type: 'PublishGatePolicy';
  readonly actions: readonly ActionRule[];
  readonly effectiveFrom?: Instant | undefined;
}

/** Anything that can be asked of the catalogue. */
export type CatalogueCommand = PublishPlan | PublishPack | PublishGatePolicy | SeedCatalogue;
