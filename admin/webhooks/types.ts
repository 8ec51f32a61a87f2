import type { Schemas } from '../lib/api.js';

/** A type of message that endpoints are sent. */
export type SentType = Schemas['WebhookSentType'];

/** Types that an endpoint can ask for, in the order in which they are offered. */
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
] as const satisfies readonly Schemas['WebhookType'][];

/** Every type that is sent. */
export const SENT_TYPES = [...SUBSCRIBED_TYPES, 'test.ping'] as const satisfies readonly SentType[];

/** States of a delivery. */
export const STATES = [
  'pending',
  'succeeded',
  'failed',
] as const satisfies readonly Schemas['WebhookDeliveryState'][];
