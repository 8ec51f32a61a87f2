import { IsNull, type Repository } from 'typeorm';
import { noSuchEndpoint } from './endpoint.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

/** Changes an endpoint under a row lock; returns it. Throws 404. */
export const changeEndpoint = (
  endpoints: Repository<WebhookEndpoint>,
  id: string,
  changesOf: (endpoint: WebhookEndpoint) => Partial<WebhookEndpoint>,
): Promise<WebhookEndpoint> =>
  endpoints.manager.transaction(async (manager) => {
    const endpoint = await manager.findOne(WebhookEndpoint, {
      where: { id, deletedAt: IsNull() },
      lock: { mode: 'for_no_key_update' },
    });
    if (!endpoint) throw noSuchEndpoint();
    const changes = changesOf(endpoint);
    await manager.update(WebhookEndpoint, { id }, changes);
    return { ...endpoint, ...changes };
  });
