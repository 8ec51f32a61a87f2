/** Bodies of the routes of plans and packs. */
import { z } from 'zod';
import type { PackOffer, PlanOffer } from '../../domain/catalogue/commands.js';
import { MAX_PRICE_MINOR, MAX_SEATS_PER_PLAN } from '../../domain/catalogue/offer.js';
import { Money } from '../../domain/money.js';
import { CreditsOrNone, PositiveCredits } from '../shapes/credits.js';
import { RequestInstant } from '../shapes/time.js';

const moneyFrom = (least: number) =>
  z.strictObject({
    minor: z
      .number()
      .int()
      .min(least)
      .max(Number(MAX_PRICE_MINOR))
      .transform((minor) => BigInt(minor)),
    currency: Money.shape.currency,
  });
const MONEY = {
  description: 'Whole minor units: 2000 usd is $20.00.',
  examples: [{ minor: 2_000, currency: 'usd' }],
};
const MoneyBody = moneyFrom(0).meta({ id: 'MoneyAmount', ...MONEY });

/** A positive amount of money. */
export const PaidBody = moneyFrom(1).meta({ id: 'PaidAmount', ...MONEY });

const common = {
  name: z.string().min(1).max(64),
  effective_from: RequestInstant.optional().describe(
    'At least 60 seconds from now, which it is unless told. The first version of a plan or pack ' +
      'may start at any time, also in the past, and starts now unless told.',
  ),
};

/** Terms of a plan. */
export const PublishPlanBody = z
  .strictObject({
    ...common,
    price: MoneyBody,
    credits: CreditsOrNone,
    seats: z.number().int().min(1).max(MAX_SEATS_PER_PLAN).default(1),
    priority_support: z.boolean().default(false),
  })
  .meta({
    id: 'PublishPlan',
    examples: [{ name: 'Pro', price: { minor: 2_000, currency: 'usd' }, credits: '500' }],
  });
export type PublishPlanBody = z.output<typeof PublishPlanBody>;

/** Converts a body to an offer. */
export const planOffer = (plan: string, body: PublishPlanBody): PlanOffer => ({
  plan,
  name: body.name,
  price: body.price,
  credits: body.credits,
  seats: body.seats,
  prioritySupport: body.priority_support,
});

const described = { ...common, description: z.string().max(512).default('') };

const FixedPack = z
  .strictObject({
    ...described,
    kind: z.literal('fixed'),
    price: PaidBody,
    credits: PositiveCredits,
  })
  .meta({ id: 'PublishFixedPack', description: 'A pack at one price.' });

const CustomPack = z
  .strictObject({
    ...described,
    kind: z.literal('custom'),
    least: PaidBody,
    most: PaidBody,
    credits_per_unit: PositiveCredits,
  })
  .meta({ id: 'PublishCustomPack', description: 'A pack for any amount between two.' });

/** Terms of a pack. */
export const PublishPackBody = z.discriminatedUnion('kind', [FixedPack, CustomPack]).meta({
  id: 'PublishPack',
  examples: [
    {
      kind: 'fixed',
      name: 'Small',
      description: 'about 10 features',
      price: { minor: 1_000, currency: 'usd' },
      credits: '200',
    },
    {
      kind: 'custom',
      name: 'As you like',
      least: { minor: 1_000, currency: 'usd' },
      most: { minor: 100_000, currency: 'usd' },
      credits_per_unit: '20',
    },
  ],
});
export type PublishPackBody = z.output<typeof PublishPackBody>;

/** Converts a body to an offer. */
export function packOffer(pack: string, body: PublishPackBody): PackOffer {
  const { name, description } = body;
  switch (body.kind) {
    case 'fixed': {
      const { kind, price, credits } = body;
      return { pack, name, description, terms: { kind, price, credits } };
    }
    case 'custom': {
      const { kind, least, most, credits_per_unit: creditsPerMajorUnit } = body;
      const { currency } = least;
      return {
        pack,
        name,
        description,
        terms: { kind, currency, least, most, creditsPerMajorUnit },
      };
    }
  }
}
