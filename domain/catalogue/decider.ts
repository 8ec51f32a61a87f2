import type { Context, Decider } from '../decider.js';
import { invalidParameter } from '../errors.js';
import { checkActions, complete, policyAt, requireNothingLost, sameActions } from './policy.js';
import { formatInstant, MINUTE_MS, type Instant } from '../instant.js';
import { storable } from '../storable.js';
import { requireNewest } from '../versions.js';
import { EMPTY_CATALOGUE, evolveCatalogue, type Catalogue } from './catalogue.js';
import type { CatalogueCommand, PublishGatePolicy, PublishPack, PublishPlan } from './commands.js';
import { checkPack, checkPlan, samePack, samePlan } from './offer.js';
import { DEFAULT_PACKS, DEFAULT_PLANS } from './defaults.js';
import {
  catalogueEvents,
  GatePolicyPublished,
  PackPublished,
  PlanPublished,
  type CatalogueEvent,
} from './events.js';

/** The single catalogue is the stream `catalogue-scrip`. */
export const CATALOGUE_ID = 'scrip';

/** Every process holds the catalogue in memory. */
export const MAX_PLANS = 1_000;
/** Limit of packs ever published. */
export const MAX_PACKS = 1_000;
/** Limit of versions per plan, pack or policy. */
export const MAX_VERSIONS_PER_OFFER = 1_000;
/**
 * Minimum notice of a policy and of every version but the first of a plan or pack, so that all
 * processes know it in time.
 */
export const CATALOGUE_NOTICE_MS = MINUTE_MS;

/** Decides commands of the stream `catalogue-scrip`: what is sold, by date. */
export const catalogueDecider: Decider<Catalogue, CatalogueCommand, CatalogueEvent> = {
  category: 'catalogue',
  events: catalogueEvents,
  initial: () => EMPTY_CATALOGUE,
  decide: (catalogue, command, context) =>
    storable(catalogueEvents.types, decideCatalogue(catalogue, command, context)),
  evolve: evolveCatalogue,
};

function decideCatalogue(
  catalogue: Catalogue,
  command: CatalogueCommand,
  { now }: Context,
): CatalogueEvent[] {
  switch (command.type) {
    case 'PublishPlan':
      return publishPlan(now, catalogue, command);
    case 'PublishPack':
      return publishPack(now, catalogue, command);
    case 'PublishGatePolicy':
      return publishGatePolicy(now, catalogue, command);
    case 'SeedCatalogue':
      return catalogue.plans.size + catalogue.packs.size === 0 ? defaults(now) : [];
  }
}

/** In force since 1970, so that usage from before the installation finds its plan. */
function defaults(now: Instant): CatalogueEvent[] {
  const first = { version: 1, effectiveFrom: 0 };
  return [
    ...DEFAULT_PLANS.map((offer) => PlanPublished(now, { ...offer, ...first })),
    ...DEFAULT_PACKS.map((offer) => PackPublished(now, { ...offer, ...first })),
  ];
}

function publishPlan(
  now: Instant,
  { plans }: Catalogue,
  { offer, effectiveFrom: asked, follows }: PublishPlan,
): CatalogueEvent[] {
  checkPlan(offer);
  const versions = versionsOf('plan', plans, offer.plan, MAX_PLANS);
  requireNewest(versions.length, follows);
  const effectiveFrom = asked ?? soonest(versions, now);
  const last = versions.at(-1);
  if (last && last.effectiveFrom <= effectiveFrom && samePlan(last, offer)) return [];
  const version = nextVersion(versions, effectiveFrom, now);
  return [PlanPublished(now, { ...offer, ...version })];
}

function publishPack(
  now: Instant,
  { packs }: Catalogue,
  { offer, effectiveFrom: asked, follows }: PublishPack,
): CatalogueEvent[] {
  checkPack(offer);
  const versions = versionsOf('pack', packs, offer.pack, MAX_PACKS);
  requireNewest(versions.length, follows);
  const effectiveFrom = asked ?? soonest(versions, now);
  const last = versions.at(-1);
  if (last && last.effectiveFrom <= effectiveFrom && samePack(last, offer)) return [];
  const version = nextVersion(versions, effectiveFrom, now);
  return [PackPublished(now, { ...offer, ...version })];
}

function publishGatePolicy(
  now: Instant,
  { policies }: Catalogue,
  { actions: given, effectiveFrom = now + CATALOGUE_NOTICE_MS }: PublishGatePolicy,
): CatalogueEvent[] {
  checkActions(given);
  const actions = complete(given);
  const last = policies.at(-1);
  const before = policyAt(policies, effectiveFrom);
  const isLast = before.version === (last?.version ?? 0);
  if (isLast && sameActions(before.actions, actions)) return [];
  requireNothingLost(before, given);
  if (policies.length >= MAX_VERSIONS_PER_OFFER) {
    throw invalidParameter('actions', `there are ${MAX_VERSIONS_PER_OFFER} versions already`);
  }
  const earliest = Math.max(now + CATALOGUE_NOTICE_MS, (last?.effectiveFrom ?? 0) + 1);
  if (effectiveFrom < earliest) {
    throw invalidParameter('effective_from', `expected ${formatInstant(earliest)} or later`);
  }
  const version = policies.length + 1;
  return [GatePolicyPublished(now, { version, effectiveFrom, actions })];
}

function versionsOf<Terms>(
  kind: 'plan' | 'pack',
  all: ReadonlyMap<string, readonly Terms[]>,
  id: string,
  mostIds: number,
): readonly Terms[] {
  const versions = all.get(id);
  if (!versions && all.size >= mostIds) {
    throw invalidParameter(kind, `must be one of the ${mostIds} there are: no more can be added`);
  }
  if (versions && versions.length >= MAX_VERSIONS_PER_OFFER) {
    throw invalidParameter(
      kind,
      `must be another one: this has ${MAX_VERSIONS_PER_OFFER} versions already`,
    );
  }
  return versions ?? [];
}

type Dated = { readonly effectiveFrom: Instant };

/** Default start of a version. */
const soonest = (versions: readonly Dated[], now: Instant): Instant =>
  versions.length === 0 ? now : now + CATALOGUE_NOTICE_MS;

/**
 * A first version may start at any time. A later one must not change the past, nor start before all
 * processes know it.
 */
function nextVersion(
  versions: readonly Dated[],
  effectiveFrom: Instant,
  now: Instant,
): { version: number; effectiveFrom: Instant } {
  const previous = versions.at(-1);
  if (previous) {
    const earliest = Math.max(now + CATALOGUE_NOTICE_MS, previous.effectiveFrom + 1);
    if (effectiveFrom < earliest) {
      throw invalidParameter('effective_from', `expected ${formatInstant(earliest)} or later`);
    }
  }
  return { version: versions.length + 1, effectiveFrom };
}
