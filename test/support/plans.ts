import { DEFAULT_PLANS } from '../../domain/catalogue/defaults.js';
import { planAt, evolveCatalogue, EMPTY_CATALOGUE } from '../../domain/catalogue/catalogue.js';
import type { PlanLookup, PlanTerms } from '../../domain/catalogue/catalogue.js';
import { PlanPublished } from '../../domain/catalogue/events.js';

/** Plans on sale: the defaults, and whatever versions a test publishes besides. */
export function plansOnSale(...more: PlanTerms[]): PlanLookup {
  const defaults = DEFAULT_PLANS.map((plan) => ({ ...plan, version: 1, effectiveFrom: 0 }));
  const catalogue = [...defaults, ...more].reduce(
    (all, terms) => evolveCatalogue(all, PlanPublished(0, terms)),
    EMPTY_CATALOGUE,
  );
  return { planAt: (plan, instant) => planAt(catalogue, plan, instant) };
}
