import type { Stripe } from 'stripe';
import { invalid } from '../state/errors.js';
import { list } from '../http/lists.js';
import { retrieve, route } from '../http/route.js';
import { newId } from '../state/ids.js';
import type { Kinds } from '../state/kinds.js';
import type { Turn } from '../state/turn.js';
import { given, metadataAfter, orNull } from './metadata.js';

type Endpoint = Kinds['webhook_endpoint'];
/** https://docs.stripe.com/webhooks */
const MAX_ENDPOINTS = 16;

function checked(url: string): string {
  if (!/^https?:$/.test(URL.canParse(url) ? new URL(url).protocol : '')) {
    throw invalid('Invalid URL: An explicit scheme (such as https) must be provided.', {
      code: 'url_invalid',
      param: 'url',
    });
  }
  return url;
}

/** Adds an endpoint; its secret is told this once. */
export async function addEndpoint(
  turn: Turn,
  params: Stripe.WebhookEndpointCreateParams,
  secret = newId('whsec', 32),
): Promise<Endpoint> {
  if ((await turn.all('webhook_endpoint')).length >= MAX_ENDPOINTS) {
    throw invalid(`You have reached the maximum of ${MAX_ENDPOINTS} test webhook endpoints.`);
  }
  const endpoint: Endpoint = {
    id: newId('we'),
    object: 'webhook_endpoint',
    api_version: params.api_version ?? null,
    application: null,
    created: turn.now,
    description: orNull(params.description),
    enabled_events: [...params.enabled_events],
    livemode: false,
    metadata: metadataAfter({}, params.metadata),
    status: 'enabled',
    url: checked(params.url),
  };
  await turn.put(endpoint);
  await turn.hide(endpoint.id, { secret });
  return { ...endpoint, secret };
}

/** Marks the endpoint that is there from the start. */
const OWN = 'there from the start';

/** Makes sure of the one endpoint that is there from the start: its address and its secret. */
export async function keepEndpoint(
  turn: Turn,
  { url, secret }: { readonly url: string; readonly secret: string },
): Promise<void> {
  const [marked] = await turn.all('webhook_endpoint', { description: OWN });
  const kept = marked ?? (await turn.all('webhook_endpoint', { url }))[0];
  if (!kept) {
    await addEndpoint(turn, { url, enabled_events: ['*'], description: OWN }, secret);
    return;
  }
  await turn.put({ ...kept, url: checked(url), description: OWN });
  await turn.hide(kept.id, { secret });
}

/** Webhook endpoints. https://docs.stripe.com/api/webhook_endpoints */
export const webhookEndpoints = [
  route<Stripe.WebhookEndpointCreateParams>('POST /v1/webhook_endpoints', async (turn, params) => ({
    body: await addEndpoint(turn, params),
  })),
  route<Stripe.WebhookEndpointListParams>('GET /v1/webhook_endpoints', (turn, params) =>
    list(turn, 'webhook_endpoint', '/v1/webhook_endpoints', params),
  ),
  retrieve('/v1/webhook_endpoints/:id', 'webhook_endpoint'),
  route<Stripe.WebhookEndpointUpdateParams>(
    'POST /v1/webhook_endpoints/:id',
    async (turn, params, id) => {
      const before = await turn.get('webhook_endpoint', id);
      const { disabled } = params;
      const changes: Partial<Endpoint> = {
        ...(params.url !== undefined && { url: checked(params.url) }),
        ...(params.enabled_events && { enabled_events: [...params.enabled_events] }),
        ...(params.description !== undefined && { description: orNull(params.description) }),
        ...given({
          status: disabled === undefined ? undefined : disabled ? 'disabled' : 'enabled',
        }),
        metadata: metadataAfter(before.metadata, params.metadata),
      };
      return { body: await turn.change(before, changes) };
    },
  ),
  route<object>('DELETE /v1/webhook_endpoints/:id', async (turn, _params, id) => {
    await turn.get('webhook_endpoint', id);
    await turn.delete(id);
    return { body: { id, object: 'webhook_endpoint', deleted: true } };
  }),
];
