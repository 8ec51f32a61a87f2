/** Ids of webhook endpoints and deliveries. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';

const ID_CHARS = 20;

/** A random id: `whk_…` for an endpoint, `whd_…` for a delivery. */
export const newId = (prefix: 'whk' | 'whd'): string =>
  `${prefix}_${randomBytes(ID_CHARS / 2).toString('hex')}`;

/** The id of a webhook endpoint. */
export const WebhookEndpointId = z
  .string()
  .regex(/^whk_[0-9a-f]{20}$/, 'expected the id of a webhook endpoint')
  .meta({
    id: 'WebhookEndpointId',
    description: 'Names an endpoint that webhooks are sent to.',
    examples: ['whk_4f1c0a7be29d53186acd'],
  });

/** The id of a delivery: a message to one endpoint. */
export const WebhookDeliveryId = z
  .string()
  .regex(/^whd_[0-9a-f]{20}$/, 'expected the id of a webhook delivery')
  .meta({
    id: 'WebhookDeliveryId',
    description: 'Names one message on its way to one endpoint.',
    examples: ['whd_91be02c75d3fa8064e1b'],
  });
