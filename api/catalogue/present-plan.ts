import { z } from 'zod';
import { formatCredits } from '../../domain/credits.js';
import { formatInstant } from '../../domain/instant.js';
import type { PackTerms, PlanTerms } from '../../domain/catalogue/catalogue.js';
import type { Money } from '../../domain/money.js';
import { CreditsText } from '../shapes/credits.js';
import { CatalogueName } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';
import { ProposalOf } from './proposal-of.js';
import { VersionStatus } from './version-status.js';

/** The currency of an amount. */
export const Currency = z.string().meta({
  description: 'A lower-case ISO 4217 code.',
  pattern: '^[a-z]{3}$',
  examples: ['usd'],
});

/** Whole minor units of one currency. */
export const MoneyAnswer = z
  .object({ minor: z.number().int(), currency: Currency })
  .meta({ id: 'Money', examples: [{ minor: 2_000, currency: 'usd' }] });

/** Presents money. Amounts of the catalogue are far below 2^53. */
export const presentMoney = ({ minor, currency }: Money): z.input<typeof MoneyAnswer> => ({
  minor: Number(minor),
  currency,
});

const version = {
  version: z.number().int(),
  effective_from: InstantText,
  name: z.string(),
};

/** One dated version of a plan. */
export const PlanAnswer = z.object({
  plan: CatalogueName,
  ...version,
  price: MoneyAnswer.describe('A month.'),
  credits: CreditsText,
  seats: z.number().int(),
  priority_support: z.boolean(),
});
export type PlanAnswer = z.input<typeof PlanAnswer>;

/** One dated version of a pack: `fixed` at one price, `custom` for any amount in a range. */
export const PackAnswer = z.object({
  pack: CatalogueName,
  ...version,
  description: z.string(),
  kind: z.enum(['fixed', 'custom']).meta({ id: 'PackKind' }),
  price: MoneyAnswer.nullable(),
  credits: CreditsText.nullable(),
  least: MoneyAnswer.nullable(),
  most: MoneyAnswer.nullable(),
  credits_per_unit: CreditsText.nullable().describe(
    'Credits for a whole unit of the currency, such as a dollar.',
  ),
});
export type PackAnswer = z.input<typeof PackAnswer>;

const listed = {
  status: VersionStatus,
  effective_to: InstantText.nullable().describe('When the next version begins.'),
  published_at: InstantText,
  actor: z.string().nullable().describe('Who published it; null for widgets.'),
  proposal: ProposalOf,
};

/** A version of a plan in a list. */
export const ListedPlan = PlanAnswer.extend(listed).meta({ id: 'Plan' });
export type ListedPlan = z.input<typeof ListedPlan>;

/** A version of a pack in a list. */
export const ListedPack = PackAnswer.extend(listed).meta({ id: 'Pack' });
export type ListedPack = z.input<typeof ListedPack>;

/** Presents a version of a plan. */
export const presentPlan = (terms: PlanTerms): PlanAnswer => ({
  plan: terms.plan,
  version: terms.version,
  effective_from: formatInstant(terms.effectiveFrom),
  name: terms.name,
  price: presentMoney(terms.price),
  credits: formatCredits(terms.credits),
  seats: terms.seats,
  priority_support: terms.prioritySupport,
});

const NO_TERMS = { price: null, credits: null, least: null, most: null, credits_per_unit: null };

/** Presents a version of a pack. */
export function presentPack({ terms, ...pack }: PackTerms): PackAnswer {
  const common = {
    pack: pack.pack,
    version: pack.version,
    effective_from: formatInstant(pack.effectiveFrom),
    name: pack.name,
    description: pack.description,
    kind: terms.kind,
    ...NO_TERMS,
  };
  switch (terms.kind) {
    case 'fixed':
      return {
        ...common,
        price: presentMoney(terms.price),
        credits: formatCredits(terms.credits),
      };
    case 'custom':
      return {
        ...common,
        least: presentMoney(terms.least),
        most: presentMoney(terms.most),
        credits_per_unit: formatCredits(terms.creditsPerMajorUnit),
      };
  }
}
