import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { Problem } from '../http/problem.js';
import { WebhookDeliveryId, WebhookEndpointId } from '../webhook-sending/ids.js';
import { SentType, WebhookBody, type WebhookType } from '../webhook-sending/types.js';
import { AccountId } from '../shapes/ids.js';
import { InstantText } from '../shapes/time.js';

/** State of a delivery. */
export const DeliveryState = z
  .enum(['pending', 'succeeded', 'failed'])
  .meta({ id: 'WebhookDeliveryState' });
export type DeliveryState = z.output<typeof DeliveryState>;

/** A stored delivery with its message. */
export interface DeliveryRow {
  readonly id: string;
  readonly endpoint_id: string;
  readonly message_id: string;
  readonly type: WebhookType;
  readonly account_id: string | null;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly failed_attempts: number;
  readonly arrived: boolean;
  readonly last_status: number | null;
  readonly last_error: string | null;
  readonly created_at: Date;
  readonly attempted_at: Date | null;
  readonly due_at: Date | null;
}

/** Columns of a DeliveryRow, from deliveries `d` and messages `m`. */
export const DELIVERY_COLUMNS = `d.id, d.endpoint_id, d.message_id, m.type, m.account_id, d.state,
  d.attempts, d.last_status, d.last_error, d.created_at, d.attempted_at, d.due_at,
  (SELECT count(*)::int FROM app.webhook_attempts a
   WHERE a.delivery_id = d.id AND (a.status BETWEEN 200 AND 299) IS NOT TRUE) AS failed_attempts,
  EXISTS (SELECT FROM app.webhook_attempts a
   WHERE a.delivery_id = d.id AND a.status BETWEEN 200 AND 299) AS arrived`;

/** A message's delivery to one endpoint. */
export const WebhookDeliveryAnswer = z
  .object({
    id: WebhookDeliveryId,
    endpoint_id: WebhookEndpointId,
    webhook_id: z
      .string()
      .describe('The header `webhook-id`: the same for every attempt, so that it is done once.'),
    type: SentType,
    account_id: AccountId.nullable(),
    state: DeliveryState,
    attempts: z.number().int(),
    failed_attempts: z.number().int().describe('Attempts without a 2xx, of the last 100.'),
    arrived: z
      .boolean()
      .describe(
        'Whether one of the last 100 attempts got a 2xx: with `failed_attempts`, a later one than ' +
          'the first; with the state `failed`, one before it was sent again.',
      ),
    last_status: z.number().int().nullable(),
    last_error: z.string().nullable(),
    created_at: InstantText,
    attempted_at: InstantText.nullable(),
    next_attempt_at: InstantText.nullable(),
  })
  .meta({ id: 'WebhookDelivery' });
export type WebhookDeliveryAnswer = z.input<typeof WebhookDeliveryAnswer>;

/** The same with its body and attempts. */
export const WebhookDeliveryDetails = WebhookDeliveryAnswer.extend({
  body: WebhookBody,
  log: z.array(
    z.object({
      attempt: z.number().int(),
      at: InstantText,
      duration_ms: z.number().int(),
      status: z.number().int().nullable(),
      error: z.string().nullable(),
      answer: z.string().describe('The first kibibyte of what was answered.'),
    }),
  ),
}).meta({ id: 'WebhookDeliveryDetails' });
export type WebhookDeliveryDetails = z.input<typeof WebhookDeliveryDetails>;

/** Presents a stored delivery. */
export function presentDelivery(row: DeliveryRow): WebhookDeliveryAnswer {
  const instant = (date: Date | null) => (date === null ? null : formatInstant(date.getTime()));
  return {
    id: row.id,
    endpoint_id: row.endpoint_id,
    webhook_id: row.message_id,
    type: row.type,
    account_id: row.account_id,
    state: row.state,
    attempts: row.attempts,
    failed_attempts: row.failed_attempts,
    arrived: row.arrived,
    last_status: row.last_status,
    last_error: row.last_error,
    created_at: formatInstant(row.created_at.getTime()),
    attempted_at: instant(row.attempted_at),
    next_attempt_at: instant(row.due_at),
  };
}

/** 404 for a delivery that does not exist, or no longer. */
export const noSuchDelivery = (): Problem =>
  new Problem('not_found', 'this webhook endpoint has no such delivery');
