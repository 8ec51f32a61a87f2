/** Types of webhooks, with the schemas of their bodies. */
import { z } from 'zod';
import { CreditsText } from '../shapes/credits.js';
import { AccountId, CatalogueName, EventId, LotId } from '../shapes/ids.js';
import { BalanceLevel, LotSource, PlanChangeTime } from '../shapes/words.js';
import { InstantText } from '../shapes/time.js';
import { PositionText } from '../shapes/position.js';
import { WebhookEndpointId } from './ids.js';
import { BalanceAfter } from '../accounts/schemas.js';

/** Common data of webhooks about account events. */
const ofEvent = {
  account_id: AccountId,
  event_id: EventId,
  position: PositionText,
  occurred_at: InstantText,
  recorded_at: InstantText,
  balance: BalanceAfter.meta({ description: 'As it was after this event.' }),
};

const LevelCrossed = z
  .object({
    ...ofEvent,
    level: BalanceLevel,
    from_level: BalanceLevel,
    percent_left: z.number().nullable(),
  })
  .meta({ id: 'LevelCrossed' });

const CreditsGranted = z.object({
  ...ofEvent,
  source: LotSource,
  credits: CreditsText,
  lot_id: LotId,
  repaid_debt: CreditsText.meta({ description: 'What of it went to debt at once.' }),
  expires_at: InstantText.nullable(),
  plan: CatalogueName.nullable(),
  pack: CatalogueName.nullable(),
});

const LotExpiring = z.object({
  account_id: AccountId,
  lot_id: LotId,
  source: LotSource,
  credits: CreditsText.meta({ description: 'What was left of it when this was said.' }),
  expires_at: InstantText,
  days: z.number().int().meta({ description: 'How many days ahead this is said: 7 or 1.' }),
});

const PlanChanged = z.object({
  ...ofEvent,
  from: CatalogueName,
  plan: CatalogueName,
  when: PlanChangeTime,
  period: z.object({ starts_at: InstantText, ends_at: InstantText }),
});

const EndpointDisabled = z.object({
  endpoint_id: WebhookEndpointId,
  reason: z.enum(['failing', 'gone']),
  failing_since: InstantText.nullable(),
  disabled_at: InstantText,
});

const DATA = {
  'credits.balance.low': LevelCrossed,
  'credits.balance.depleted': LevelCrossed,
  'credits.balance.recovered': LevelCrossed,
  'credits.granted': CreditsGranted,
  'credits.lot.expiring': LotExpiring,
  'plan.changed': PlanChanged,
  'webhook.endpoint.disabled': EndpointDisabled,
  'test.ping': z.object({ endpoint_id: WebhookEndpointId, sent_at: InstantText }),
} as const;

/** Type of a webhook. */
export type WebhookType = keyof typeof DATA;

const ABOUT: Readonly<Record<WebhookType, string>> = {
  'credits.balance.low': 'Credits went down to at most 20 %; again only after it was above 25 %.',
  'credits.balance.depleted': 'Credits went down to nothing (`empty`), or less (`overdrawn`).',
  'credits.balance.recovered': 'Credits came in, and the level is `ok` again.',
  'credits.granted': 'Credits came in: a bundle of the plan, a pack, or by hand.',
  'credits.lot.expiring': 'Credits that are left of a lot will end soon; plan lots are renewed.',
  'plan.changed': 'The plan is another one from now on.',
  'webhook.endpoint.disabled': 'Another endpoint was disabled: nothing is sent there any more.',
  'test.ping': 'Asked for by `POST …/test`, of that endpoint alone.',
};

/** Data of a webhook type, as sent. */
export type WebhookData<Type extends WebhookType> = z.input<(typeof DATA)[Type]>;

/** Types that an endpoint can subscribe to; pings are only sent on request. */
export const SUBSCRIBED_TYPES = [
  'credits.balance.low',
  'credits.balance.depleted',
  'credits.balance.recovered',
  'credits.granted',
  'credits.lot.expiring',
  'plan.changed',
  'webhook.endpoint.disabled',
] as const satisfies readonly WebhookType[];
/** One of SUBSCRIBED_TYPES. */
export const SubscribedType = z.enum(SUBSCRIBED_TYPES).meta({ id: 'WebhookType' });

/** Every type that is sent. */
export const SentType = z.enum([...SUBSCRIBED_TYPES, 'test.ping']).meta({ id: 'WebhookSentType' });

/** Component name of a type: `plan.changed` → `WebhookPlanChanged`. */
const componentOf = (type: string): string =>
  `Webhook${type.replaceAll(/(?:^|\.)([a-z])/g, (_, first: string) => first.toUpperCase())}`;

const bodyOf = <Type extends WebhookType>(type: Type) =>
  z
    .object({ type: z.literal(type), timestamp: InstantText, data: DATA[type] })
    .meta({ id: componentOf(type), description: ABOUT[type] });

/** Describes webhooks for the OpenAPI document. */
export const describeWebhooks = (): object =>
  Object.fromEntries(
    Object.entries(ABOUT).map(([type, description]) => {
      const schema = { $ref: `#/components/schemas/${componentOf(type)}` };
      const requestBody = { required: true, content: { 'application/json': { schema } } };
      const responses = { '2XX': { description: 'Taken: it is not sent again.' } };
      const post = {
        operationId: componentOf(type).replace(/^Webhook/, 'receive'),
        summary: description,
        tags: ['Webhooks'],
        // Webhooks are authenticated by their signature.
        security: [],
        requestBody,
        responses,
      };
      return [type, { post }];
    }),
  );

/** The body of every webhook, discriminated by `type`. */
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
