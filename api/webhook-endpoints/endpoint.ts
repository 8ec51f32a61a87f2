import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { Problem } from '../http/problem.js';
import { SubscribedType, SUBSCRIBED_TYPES } from '../webhook-sending/types.js';
import { InstantText } from '../shapes/time.js';
import { WebhookEndpointId } from '../webhook-sending/ids.js';
import type { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

const DisabledReason = z
  .enum(['operator', 'failing', 'gone'])
  .meta({ id: 'WebhookDisabledReason' });

/** A webhook endpoint without its secrets. */
export const WebhookEndpointAnswer = z
  .object({
    id: WebhookEndpointId,
    url: z.string(),
    events: z
      .array(SubscribedType)
      .nullable()
      .describe('Types that are sent; null: all, also those to come.'),
    description: z.string().nullable(),
    enabled: z.boolean(),
    disabled_reason: DisabledReason.nullable().describe(
      '`failing`: nothing arrived for five days. `gone`: it answered 410.',
    ),
    disabled_at: InstantText.nullable(),
    failing_since: InstantText.nullable(),
    previous_secret_until: InstantText.nullable().describe(
      'Until then the secret before this one signs too.',
    ),
    created_by: z.string(),
    created_at: InstantText,
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpointAnswer = z.input<typeof WebhookEndpointAnswer>;

/** The only answer with the secret. */
export const WebhookEndpointWithSecret = WebhookEndpointAnswer.extend({
  secret: z.string().meta({
    description: 'Signs what is sent (Standard Webhooks): shown now and never again.',
    examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'],
  }),
}).meta({ id: 'WebhookEndpointWithSecret' });
export type WebhookEndpointWithSecret = z.input<typeof WebhookEndpointWithSecret>;

/** Presents a stored endpoint. */
export function presentEndpoint(endpoint: WebhookEndpoint): WebhookEndpointAnswer {
  const instant = (date: Date | null) => (date === null ? null : formatInstant(date.getTime()));
  const { events } = endpoint;
  return {
    id: endpoint.id,
    url: endpoint.url,
    events: events && SUBSCRIBED_TYPES.filter((type) => events.includes(type)),
    description: endpoint.description,
    enabled: endpoint.enabled,
    disabled_reason: endpoint.disabledReason,
    disabled_at: instant(endpoint.disabledAt),
    failing_since: instant(endpoint.failingSince),
    previous_secret_until: instant(endpoint.previousSecretUntil),
    created_by: endpoint.createdBy,
    created_at: formatInstant(endpoint.createdAt.getTime()),
  };
}

/** 404 for an endpoint that does not exist, or no longer. */
export const noSuchEndpoint = (): Problem =>
  new Problem('not_found', 'there is no such webhook endpoint');

/** 409: the endpoint is disabled. */
export const endpointIsOff = (): Problem => new Problem('webhook_endpoint_off');
