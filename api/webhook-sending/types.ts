/** Types of webhooks, with the schemas of their bodies. */
import { z } from 'zod';
import { MoneyAnswer } from '../catalogue/present-plan.js';
import { DisputeId, PaymentId, PurchaseId, StripeRefundId } from '../payments/records/ids.js';
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
  balance: BalanceAfter.describe('As it was after this event.'),
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
  repaid_debt: CreditsText.describe('What of it went to debt at once.'),
  expires_at: InstantText.nullable(),
  plan: CatalogueName.nullable(),
  pack: CatalogueName.nullable(),
});

const LotExpiring = z.object({
  account_id: AccountId,
  lot_id: LotId,
  source: LotSource,
  credits: CreditsText.describe('What was left of it when this was said.'),
  expires_at: InstantText,
  days: z.number().int().describe('How many days ahead this is said: 7 or 1.'),
});

const PlanChanged = z.object({
  ...ofEvent,
  from: CatalogueName,
  plan: CatalogueName,
  when: PlanChangeTime,
  period: z.object({ starts_at: InstantText, ends_at: InstantText }),
});

const ofPayment = {
  payment_id: PaymentId,
  amount: MoneyAnswer.describe('Tax included.'),
};
const PaymentOfAccount = z.object({
  account_id: AccountId,
  ...ofPayment,
  purchase_id: PurchaseId.nullable(),
  occurred_at: InstantText.describe('When Scrip learnt of it.'),
});
const PaymentFailed = PaymentOfAccount.extend({
  failure_code: z.string().describe("Stripe's code, such as `insufficient_funds`."),
});

/** What going back of money took. */
const taken = {
  clawed_back: CreditsText.describe('Taken of what was unspent.'),
  written_off: CreditsText.describe('Spent before, and not asked back.'),
  debt: CreditsText.describe('Spent before, and owed now.'),
};
const PaymentRefunded = z.object({
  ...ofEvent,
  ...ofPayment,
  refund_id: StripeRefundId,
  ...taken,
});
const ofDispute = {
  ...ofEvent,
  payment_id: PaymentId,
  dispute_id: DisputeId,
  amount: MoneyAnswer.nullable().describe('Withdrawn; null: the whole payment.'),
};
const DisputeOpened = z.object({
  ...ofDispute,
  frozen: CreditsText.describe('They cannot be used until it is closed.'),
});
const DisputeClosed = z.object({
  ...ofDispute,
  outcome: z.enum(['won', 'lost']),
  returned: CreditsText.describe('They can be used again.'),
  ...taken,
});

const TopUpSucceeded = z.object({ ...ofEvent, purchase_id: PurchaseId, payment_id: PaymentId });
const TopUpFailed = z.object({
  account_id: AccountId,
  purchase_id: PurchaseId.nullable().describe('Null: the cap left no room.'),
  payment_id: PaymentId.nullable().describe('Null: no card was charged.'),
  amount: MoneyAnswer.describe('What a top-up costs.'),
  failure_code: z
    .string()
    .describe("Stripe's code, such as `insufficient_funds`; `no_saved_card`; `monthly_cap`."),
  in_a_row: z.number().int().nullable().describe('The third turns top-ups off.'),
  turned_off: z.boolean(),
  checkout_url: z
    .string()
    .nullable()
    .describe(
      'Where the buyer can pay it themselves, as their bank asks (`authentication_required`).',
    ),
  occurred_at: InstantText.describe('When Scrip learnt of it.'),
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
  'payment.succeeded': PaymentOfAccount,
  'payment.failed': PaymentFailed,
  'payment.refunded': PaymentRefunded,
  'dispute.opened': DisputeOpened,
  'dispute.closed': DisputeClosed,
  'topup.succeeded': TopUpSucceeded,
  'topup.failed': TopUpFailed,
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
  'payment.succeeded': 'A payment has succeeded; `credits.granted` says what it brought.',
  'payment.failed': 'A try to pay has failed.',
  'payment.refunded': 'A payment was refunded, in whole or part, and credits were taken for it.',
  'dispute.opened': 'The bank has withdrawn the money of a payment, and credits are frozen.',
  'dispute.closed': 'A dispute was won or lost; `won` also comes after an appeal.',
  'topup.succeeded': 'An automatic top-up was paid; `credits.granted` says what it brought.',
  'topup.failed': 'An automatic top-up was due and was not paid, or the cap left no room for it.',
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
  'payment.succeeded',
  'payment.failed',
  'payment.refunded',
  'dispute.opened',
  'dispute.closed',
  'topup.succeeded',
  'topup.failed',
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
    bodyOf('payment.succeeded'),
    bodyOf('payment.failed'),
    bodyOf('payment.refunded'),
    bodyOf('dispute.opened'),
    bodyOf('dispute.closed'),
    bodyOf('topup.succeeded'),
    bodyOf('topup.failed'),
    bodyOf('webhook.endpoint.disabled'),
    bodyOf('test.ping'),
  ])
  .meta({ id: 'WebhookBody', description: 'What is sent: told apart by `type`.' });
export type WebhookBody = z.input<typeof WebhookBody>;
