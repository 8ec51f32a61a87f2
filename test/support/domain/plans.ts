import { DEFAULT_PLANS } from '../../../domain/catalogue/defaults.js';
import {
  evolveCatalogue,
  EMPTY_CATALOGUE,
  onSaleAt,
  planAt,
} from '../../../domain/catalogue/catalogue.js';
import type { PlanLookup, PlanTerms } from '../../../domain/catalogue/catalogue.js';
import { MICRO } from '../../../domain/credits.js';
import { PlanPublished } from '../../../domain/catalogue/events.js';

/** Plans on sale: the defaults, and whatever versions a test publishes besides. */
export function plansOnSale(...more: PlanTerms[]): PlanLookup {
  const defaults = DEFAULT_PLANS.map((plan) => ({ ...plan, version: 1, effectiveFrom: 0 }));
  const catalogue = [...defaults, ...more].reduce(
    (all, terms) => evolveCatalogue(all, PlanPublished(0, terms)),
    EMPTY_CATALOGUE,
  );
  return {
    planAt: (planId, instant) => planAt(catalogue, planId, instant),
    plansAt: (instant) => onSaleAt(catalogue.plans, instant),
  };
}

/** Plans that change their terms during the stories. */
export const changingPlans = plansOnSale(
  {
    plan: 'free',
    version: 2,
    effectiveFrom: Date.UTC(2026, 3, 10),
    name: 'Free',
    price: { minor: 0n, currency: 'usd' },
    credits: 60n * MICRO,
    seats: 1,
    prioritySupport: false,
  },
  {
    plan: 'pro',
    version: 2,
    effectiveFrom: Date.UTC(2026, 2, 20),
    name: 'Pro',
    price: { minor: 5_500n, currency: 'usd' },
    credits: 1n,
    seats: 1,
    prioritySupport: false,
  },
);
