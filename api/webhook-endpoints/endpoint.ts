import { z } from 'zod';
import { formatInstant } from '../../domain/instant.js';
import { Problem } from '../http/problem.js';
import { SubscribedType, SUBSCRIBED_TYPES } from './types.js';
import { InstantText } from '../shapes/time.js';
import { WebhookEndpointId } from './ids.js';

/** An endpoint as it is stored, but for its secrets. */
export interface EndpointRow {
  readonly id: string;
  readonly url: string;
  readonly events: string[] | null;
  readonly description: string | null;
  readonly enabled: boolean;
  readonly disabled_reason: 'operator' | 'failing' | 'gone' | null;
  readonly disabled_at: Date | null;
  readonly failing_since: Date | null;
  readonly previous_secret_until: Date | null;
  readonly created_by: string;
  readonly created_at: Date;
}

/** Columns of an EndpointRow. */
export const ENDPOINT_COLUMNS = `id, url, events, description, enabled, disabled_reason, disabled_at,
  failing_since, previous_secret_until, created_by, created_at`;

const DisabledReason = z
  .enum(['operator', 'failing', 'gone'])
  .meta({ id: 'WebhookDisabledReason' });

/** An endpoint as it is answered; its secrets are not among it. */
export const WebhookEndpointAnswer = z
  .object({
    id: WebhookEndpointId,
    url: z.string(),
    events: z
      .array(SubscribedType)
      .nullable()
      .meta({ description: 'Types that are sent; null: all, also those to come.' }),
    description: z.string().nullable(),
    enabled: z.boolean(),
    disabled_reason: DisabledReason.nullable().meta({
      description: '`failing`: nothing arrived for five days. `gone`: it answered 410.',
    }),
    disabled_at: InstantText.nullable(),
    failing_since: InstantText.nullable(),
    previous_secret_until: InstantText.nullable().meta({
      description: 'Until then the secret before this one signs too.',
    }),
    created_by: z.string(),
    created_at: InstantText,
  })
  .meta({ id: 'WebhookEndpoint' });
export type WebhookEndpointAnswer = z.input<typeof WebhookEndpointAnswer>;

/** The one answer that has the secret in it. */
export const WebhookEndpointWithSecret = WebhookEndpointAnswer.extend({
  secret: z.string().meta({
    description: 'Signs what is sent (Standard Webhooks): shown now and never again.',
    examples: ['whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD'],
  }),
}).meta({ id: 'WebhookEndpointWithSecret' });
export type WebhookEndpointWithSecret = z.input<typeof WebhookEndpointWithSecret>;

/** A stored endpoint as it is answered. */
export function presentEndpoint(row: EndpointRow): WebhookEndpointAnswer {
  const instant = (date: Date | null) => (date === null ? null : formatInstant(date.getTime()));
  const { events } = row;
  return {
    id: row.id,
    url: row.url,
    events: events && SUBSCRIBED_TYPES.filter((type) => events.includes(type)),
    description: row.description,
    enabled: row.enabled,
    disabled_reason: row.disabled_reason,
    disabled_at: instant(row.disabled_at),
    failing_since: instant(row.failing_since),
    previous_secret_until: instant(row.previous_secret_until),
    created_by: row.created_by,
    created_at: formatInstant(row.created_at.getTime()),
  };
}

/** 404 of an endpoint that is not, or no longer. */
export const noSuchEndpoint = (): Problem =>
  new Problem('not_found', 'there is no such webhook endpoint');

/** 409: nothing is sent to an endpoint that is off. */
export const endpointIsOff = (): Problem => new Problem('webhook_endpoint_off');
