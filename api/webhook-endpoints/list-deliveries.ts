import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Pool } from 'pg';
import { IsNull, Repository } from 'typeorm';
import { z } from 'zod';
import { afterKey, MillisKey, page, type Page, pageQuery } from '../shapes/cursor.js';
import { AccountId } from '../shapes/ids.js';
import { RequestInstant, requireOrder } from '../shapes/time.js';
import { SentType } from '../webhook-sending/types.js';
import {
  DELIVERY_COLUMNS,
  DeliveryState,
  presentDelivery,
  type DeliveryRow,
  type WebhookDeliveryAnswer,
} from './delivery.js';
import { noSuchEndpoint } from './endpoint.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

/** Which deliveries of an endpoint are listed. */
export const DeliveriesQuery = z.strictObject({
  ...pageQuery,
  'filter[state]': DeliveryState.optional(),
  'filter[type]': SentType.optional(),
  'filter[account_id]': AccountId.optional(),
  'filter[from]': RequestInstant.optional(),
  'filter[to]': RequestInstant.optional(),
});
/** Which deliveries of an endpoint are listed. */
export type DeliveriesQuery = z.output<typeof DeliveriesQuery>;

const After = z.tuple([MillisKey, z.string()]);

/** Lists the deliveries of an endpoint, newest first. 404 if it does not exist. */
@Injectable()
export class ListWebhookDeliveries {
  constructor(
    private readonly pool: Pool,
    @InjectRepository(WebhookEndpoint) private readonly endpoints: Repository<WebhookEndpoint>,
  ) {}

  async execute(
    endpointId: string,
    request: DeliveriesQuery,
  ): Promise<Page<WebhookDeliveryAnswer>> {
    const { conditions, values } = narrowed(endpointId, request);
    const there = await this.endpoints.existsBy({ id: endpointId, deletedAt: IsNull() });
    if (!there) throw noSuchEndpoint();
    const { rows } = await this.pool.query<DeliveryRow>(
      `SELECT ${DELIVERY_COLUMNS}
       FROM app.webhook_deliveries d JOIN app.webhook_messages m ON m.id = d.message_id
       WHERE ${conditions.join(' AND ')}
       ORDER BY d.created_at DESC, d.id DESC
       LIMIT ${request['page[size]'] + 1}`,
      values,
    );
    const listed = page(rows, request, (row) => [row.created_at.getTime(), row.id]);
    return { ...listed, data: listed.data.map(presentDelivery) };
  }
}

/** Conditions on deliveries `d` and messages `m`, with their values. Throws 422. */
function narrowed(endpointId: string, request: DeliveriesQuery) {
  const { 'filter[state]': state, 'filter[type]': type, 'filter[account_id]': account } = request;
  const { 'filter[from]': from, 'filter[to]': to } = request;
  requireOrder({ from, to }, ['filter[from]', 'filter[to]']);
  const values: (string | Date)[] = [];
  const slot = (value: string | Date) => `$${values.push(value)}`;
  const conditions = [`d.endpoint_id = ${slot(endpointId)}`];
  if (state !== undefined) conditions.push(`d.state = ${slot(state)}`);
  if (type !== undefined) conditions.push(`m.type = ${slot(type)}`);
  if (account !== undefined) conditions.push(`m.account_id = ${slot(account)}`);
  if (from !== undefined) conditions.push(`d.created_at >= ${slot(new Date(from))}`);
  if (to !== undefined) conditions.push(`d.created_at < ${slot(new Date(to))}`);
  const after = afterKey(request, After);
  if (after) {
    const [createdMs, id] = after;
    conditions.push(`(d.created_at, d.id) < (${slot(new Date(createdMs))}, ${slot(id)})`);
  }
  return { conditions, values };
}
