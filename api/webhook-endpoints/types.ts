import { z } from 'zod';
import { BalanceLevel } from '../../domain/account/events.js';
import { LotSource } from '../../domain/account/lot.js';
import { CreditsText } from '../http/credits.js';
import { PositionText } from '../http/position.js';

const At = z
  .string()
  .meta({ description: 'RFC 3339 UTC.', examples: ['2026-01-31T10:00:00.000Z'] });

/** What a webhook about an event of an account says, besides what its type adds. */
const ofEvent = {
  account_id: z.string(),
  event_id: z.string(),
  position: PositionText,
  occurred_at: At,
  recorded_at: At,
  balance: z
    .object({ available: CreditsText, held: CreditsText, debt: CreditsText })
    .meta({ description: 'As it was after this event.' }),
};

const level = {
  ...ofEvent,
  level: BalanceLevel,
  from_level: BalanceLevel,
  percent_left: z.number().nullable(),
};

const DATA = {
  'credits.balance.low': z.object(level).meta({
    description: 'Credits went down to at most 20 %; again only after it was above 25 %.',
  }),
  'credits.balance.depleted': z
    .object(level)
    .meta({ description: 'Credits went down to nothing (`empty`), or less (`overdrawn`).' }),
  'credits.balance.recovered': z
    .object(level)
    .meta({ description: 'Credits came in, and the level is `ok` again.' }),
  'credits.granted': z
    .object({
      ...ofEvent,
      source: LotSource,
      credits: CreditsText,
      lot_id: z.string(),
      repaid_debt: CreditsText.meta({ description: 'What of it went to debt at once.' }),
      expires_at: At.nullable(),
      plan: z.string().nullable(),
      pack: z.string().nullable(),
    })
    .meta({ description: 'Credits came in: a bundle of the plan, a pack, or by hand.' }),
  'credits.lot.expiring': z
    .object({
      account_id: z.string(),
      lot_id: z.string(),
      source: LotSource,
      credits: CreditsText.meta({ description: 'What was left of it when this was said.' }),
      expires_at: At,
      days: z.number().int().meta({ description: 'How many days ahead this is said: 7 or 1.' }),
    })
    .meta({ description: 'Credits that are left of a lot will end soon; plan lots are renewed.' }),
  'plan.changed': z
    .object({
      ...ofEvent,
      from: z.string(),
      plan: z.string(),
      when: z.enum(['now', 'renewal']),
      period: z.object({ starts_at: At, ends_at: At }),
    })
    .meta({ description: 'The plan is another one from now on.' }),
  'webhook.endpoint.disabled': z
    .object({
      endpoint_id: z.string(),
      reason: z.enum(['failing', 'gone']),
      failing_since: At.nullable(),
      disabled_at: At,
    })
    .meta({ description: 'Another endpoint was switched off: nothing goes there any more.' }),
  'test.ping': z
    .object({ endpoint_id: z.string(), sent_at: At })
    .meta({ description: 'Asked for by `POST …/test`, of that endpoint alone.' }),
} as const;

/** What a webhook can be about. */
export type WebhookType = keyof typeof DATA;

/** The data of one type of webhook, as it is sent. */
export type WebhookData<Type extends WebhookType> = z.input<(typeof DATA)[Type]>;

/** Types that an endpoint can ask for; a ping comes only to whom it was sent. */
export const SUBSCRIBED_TYPES = [
  'credits.balance.low',
  'credits.balance.depleted',
  'credits.balance.recovered',
  'credits.granted',
  'credits.lot.expiring',
  'plan.changed',
  'webhook.endpoint.disabled',
] as const satisfies readonly WebhookType[];

/** Name of the component that documents a type: `plan.changed` → `WebhookPlanChanged`. */
const componentOf = (type: string): string =>
  `Webhook${type.replaceAll(/(?:^|\.)([a-z])/g, (_, first: string) => first.toUpperCase())}`;

const bodyOf = <Type extends WebhookType>(type: Type) =>
  z
    .object({ type: z.literal(type), timestamp: At, data: DATA[type] })
    .meta({ id: componentOf(type), description: DATA[type].description });

/** What the documentation says is sent: `x-webhooks`, as OpenAPI 3.0 has no word of its own. */
export const describeWebhooks = (): object =>
  Object.fromEntries(
    Object.entries(DATA).map(([type, { description }]) => {
      const schema = { $ref: `#/components/schemas/${componentOf(type)}` };
      const requestBody = { required: true, content: { 'application/json': { schema } } };
      const responses = { '2XX': { description: 'Taken: it is not sent again.' } };
      return [type, { post: { summary: description, tags: ['webhooks'], requestBody, responses } }];
    }),
  );

/** The body of every webhook there is, told apart by `type`. */
export const WebhookBody = z
  .discriminatedUnion('type', [
    bodyOf('credits.balance.low'),
    bodyOf('credits.balance.depleted'),
    bodyOf('credits.balance.recovered'),
    bodyOf('credits.granted'),
    bodyOf('credits.lot.expiring'),
    bodyOf('plan.changed'),
    bodyOf('webhook.endpoint.disabled'),
    bodyOf('test.ping'),
  ])
  .meta({ id: 'WebhookBody', description: 'What is sent: told apart by `type`.' });
export type WebhookBody = z.input<typeof WebhookBody>;
