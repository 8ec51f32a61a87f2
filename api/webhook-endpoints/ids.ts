import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const ID_CHARS = 20;

/** A new random id: `whk_…` of an endpoint, `whd_…` of a delivery. */
export const newId = (prefix: 'whk' | 'whd'): string =>
  `${prefix}_${randomBytes(ID_CHARS / 2).toString('hex')}`;

/** Names an endpoint that webhooks are sent to. */
export const WebhookEndpointId = z
  .string()
  .regex(/^whk_[0-9a-f]{20}$/, 'expected the id of a webhook endpoint');

/** Names one delivery: a message on its way to one endpoint. */
export const WebhookDeliveryId = z
  .string()
  .regex(/^whd_[0-9a-f]{20}$/, 'expected the id of a webhook delivery');
