import { divideRoundingDown, MAX_CREDITS_PER_AMOUNT, type Credits } from '../credits.js';
import { DomainError, invalidParameter } from '../errors.js';
import type { FactOf } from '../event.js';
import type { GatePolicy } from './policy.js';
import type { Instant } from '../instant.js';
import { formatMoney, minorPerUnit, type Money } from '../money.js';
import type { CatalogueEvent, PackPublished, PlanPublished } from './events.js';

/** One dated version of a plan; it ends when the next one starts. */
export type PlanTerms = FactOf<typeof PlanPublished>['data'];

/** One dated version of a pack; it ends when the next one starts. */
export type PackTerms = FactOf<typeof PackPublished>['data'];

/** Every version of plans, packs and policies, each list ordered by start. Immutable. */
export interface Catalogue {
  readonly plans: ReadonlyMap<string, readonly PlanTerms[]>;
  readonly packs: ReadonlyMap<string, readonly PackTerms[]>;
  readonly policies: readonly GatePolicy[];
}

/** Plans as account decisions need them. */
export interface PlanLookup {
  /** The terms in force at an instant; undefined if the plan does not exist (yet). */
  planAt(planId: string, instant: Instant): PlanTerms | undefined;
  /** Ids of plans on sale at an instant. */
  plansAt(instant: Instant): readonly string[];
}

/** The catalogue before its first event. */
export const EMPTY_CATALOGUE: Catalogue = { plans: new Map(), packs: new Map(), policies: [] };

/** Folds one event of the catalogue. */
export function evolveCatalogue(catalogue: Catalogue, event: CatalogueEvent): Catalogue {
  switch (event.type) {
    case 'PlanPublished':
      return { ...catalogue, plans: added(catalogue.plans, event.data.plan, event.data) };
    case 'PackPublished':
      return { ...catalogue, packs: added(catalogue.packs, event.data.pack, event.data) };
    case 'GatePolicyPublished':
      return { ...catalogue, policies: [...catalogue.policies, event.data] };
  }
}

function added<Terms>(
  all: ReadonlyMap<string, readonly Terms[]>,
  id: string,
  version: Terms,
): ReadonlyMap<string, readonly Terms[]> {
  return new Map(all).set(id, [...(all.get(id) ?? []), version]);
}

/** The terms of a plan at an instant; undefined if the plan does not exist (yet). */
export const planAt = (
  { plans }: Catalogue,
  planId: string,
  instant: Instant,
): PlanTerms | undefined => versionAt(plans.get(planId), instant);

/** The terms of a pack at an instant; undefined if the pack does not exist (yet). */
export const packAt = (
  { packs }: Catalogue,
  packId: string,
  instant: Instant,
): PackTerms | undefined => versionAt(packs.get(packId), instant);

/** Ids of plans, or packs, with terms at an instant, in order of publication. */
export const onSaleAt = (
  all: ReadonlyMap<string, readonly { readonly effectiveFrom: Instant }[]>,
  instant: Instant,
): readonly string[] =>
  [...all].flatMap(([id, versions]) => (versionAt(versions, instant) ? [id] : []));

function versionAt<Terms extends { readonly effectiveFrom: Instant }>(
  versions: readonly Terms[] | undefined,
  instant: Instant,
): Terms | undefined {
  return versions?.findLast(({ effectiveFrom }) => effectiveFrom <= instant);
}

/**
 * Direction of a plan change: up if the new plan costs more a month (at the same price: grants
 * more), else down; undefined for the same plan. Refuses `plan_change_not_allowed` between prices
 * in different currencies.
 */
export function planChangeKind(from: PlanTerms, to: PlanTerms): 'upgrade' | 'downgrade' | 'none' {
  if (from.plan === to.plan) return 'none';
  requireOneCurrency(from, to);
  if (to.price.minor !== from.price.minor) {
    return to.price.minor > from.price.minor ? 'upgrade' : 'downgrade';
  }
  return to.credits > from.credits ? 'upgrade' : 'downgrade';
}

/** Refuses `plan_change_not_allowed` between prices in different currencies. */
export function requireOneCurrency(from: PlanTerms, to: PlanTerms): void {
  const isFree = from.price.minor === 0n || to.price.minor === 0n;
  if (isFree || from.price.currency === to.price.currency) return;
  throw new DomainError(
    'plan_change_not_allowed',
    { plan: from.plan, to: to.plan },
    'the two plans are priced in different currencies',
  );
}

/** Whether a plan may cost more a month than another; true if currencies differ. */
export const isDearer = (from: PlanTerms, to: PlanTerms): boolean =>
  to.price.minor > 0n &&
  (from.price.currency !== to.price.currency || to.price.minor > from.price.minor);

/** Price and credits of a pack. */
export interface PackQuote {
  readonly price: Money;
  readonly credits: Credits;
}

/**
 * Quotes a pack, or an amount of a custom one (rounded down to a micro-credit). Refuses
 * `validation_failed` naming `amount` if it is missing for a custom pack, given for another, in the
 * wrong currency or out of bounds; and `amount_too_large`.
 */
export function quotePack({ pack, terms }: PackTerms, amount?: Money): PackQuote {
  switch (terms.kind) {
    case 'fixed':
      if (amount) throw invalidParameter('amount', `the pack ${pack} has a price of its own`);
      return { price: terms.price, credits: terms.credits };
    case 'custom': {
      const { currency, least, most, creditsPerMajorUnit } = terms;
      if (!amount) throw invalidParameter('amount', `the pack ${pack} needs an amount`);
      if (amount.currency !== currency)
        throw invalidParameter('amount.currency', `expected ${currency}`);
      if (amount.minor < least.minor || amount.minor > most.minor) {
        throw invalidParameter(
          'amount.minor',
          `expected ${least.minor} to ${most.minor} (${formatMoney(least)} to ${formatMoney(most)})`,
        );
      }
      const credits = divideRoundingDown(
        amount.minor * creditsPerMajorUnit,
        minorPerUnit(currency),
      );
      if (credits > MAX_CREDITS_PER_AMOUNT) throw new DomainError('amount_too_large', { pack });
      return { price: amount, credits };
    }
  }
}
