/** Shapes of previews of what is asked of a subscription. */
import { z } from 'zod';
import type { PlanTerms } from '../../../domain/catalogue/catalogue.js';
import { formatCredits } from '../../../domain/credits.js';
import { MoneyAnswer, presentMoney } from '../../catalogue/present-plan.js';
import { CreditsText } from '../../shapes/credits.js';
import { AccountId, CatalogueName } from '../../shapes/ids.js';
import { InstantText } from '../../shapes/time.js';
import type { CardShown } from '../stripe/read-preview.js';
import { SubscriptionActionName, SubscriptionBody } from './bodies.js';

/** What would be asked of a subscription. */
export const SubscriptionPreviewBody = SubscriptionBody.omit({ return_url: true }).meta({
  id: 'SubscriptionPreviewRequest',
  examples: [{ action: 'upgrade', plan: 'team' }, { action: 'cancel' }],
});
export type SubscriptionPreviewBody = z.output<typeof SubscriptionPreviewBody>;

const PlanOfPreview = z
  .object({
    plan: CatalogueName,
    plan_version: z.number().int(),
    name: z.string(),
    price: MoneyAnswer.describe('A month.'),
    credits: CreditsText,
  })
  .meta({ id: 'SubscriptionPlan' });

/** What would come of it. */
export const SubscriptionPreview = z
  .object({
    account_id: AccountId,
    action: SubscriptionActionName,
    status: z
      .enum(['checkout', 'applied', 'scheduled', 'withdrawn'])
      .describe('What the request leads to; an upgrade that the card does not pay is `pending`.'),
    from: PlanOfPreview.nullable().describe('Null: a price that is not ours.'),
    to: PlanOfPreview.nullable(),
    charged_now: MoneyAnswer.describe('As Stripe computes it, tax included.'),
    tax: MoneyAnswer.nullable().describe('Part of it; null: none is computed.'),
    card: z
      .object({
        brand: z.string(),
        last4: z.string(),
        exp_month: z.number().int(),
        exp_year: z.number().int(),
      })
      .nullable()
      .meta({
        id: 'CardCharged',
        description: 'What Stripe charges; null: there is none, or a checkout page asks for it.',
      }),
    takes_effect_at: InstantText,
    credits_now: CreditsText.describe('Added as soon as it is paid.'),
    available_now: CreditsText,
    available_after: CreditsText.describe('As soon as it is paid.'),
    ends: z
      .array(
        z.object({
          credits: CreditsText,
          at: InstantText,
          plan: CatalogueName.nullable().describe(
            'The plan that was paid for them; null: they were not paid for.',
          ),
        }),
      )
      .describe('What ends of the plan’s credits that are free now, and when.'),
    renews_at: InstantText.nullable().describe('Null: it does not.'),
    renewal: MoneyAnswer.describe('What is charged then, before tax.'),
  })
  .meta({ id: 'SubscriptionPreview' });
export type SubscriptionPreview = z.input<typeof SubscriptionPreview>;

/** Presents a plan. */
export const presentPlanOf = ({
  plan,
  version,
  name,
  price,
  credits,
}: PlanTerms): z.input<typeof PlanOfPreview> => ({
  plan,
  plan_version: version,
  name,
  price: presentMoney(price),
  credits: formatCredits(credits),
});

/** Presents a card. */
export const presentCard = ({ brand, last4, expMonth, expYear }: CardShown) => ({
  brand,
  last4,
  exp_month: expMonth,
  exp_year: expYear,
});
