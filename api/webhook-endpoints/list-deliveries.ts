import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Pool } from 'pg';
import { IsNull, Repository } from 'typeorm';
import { z } from 'zod';
import { afterKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import {
  DELIVERY_COLUMNS,
  presentDelivery,
  type DeliveryRow,
  type DeliveryState,
  type WebhookDeliveryAnswer,
} from './delivery.js';
import { noSuchEndpoint } from './endpoint.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

/** Filter of an endpoint's deliveries. */
export interface DeliveriesRequest extends PageRequest {
  readonly 'filter[state]'?: DeliveryState | undefined;
}

const After = z.tuple([z.number(), z.string()]);

/** Lists the deliveries of an endpoint, newest first. 404 if it does not exist. */
@Injectable()
export class ListWebhookDeliveries {
  constructor(
    private readonly pool: Pool,
    @InjectRepository(WebhookEndpoint) private readonly endpoints: Repository<WebhookEndpoint>,
  ) {}

  async execute(
    endpointId: string,
    request: DeliveriesRequest,
  ): Promise<Page<WebhookDeliveryAnswer>> {
    const [createdMs, id] = afterKey(request, After) ?? [null, null];
    const there = await this.endpoints.existsBy({ id: endpointId, deletedAt: IsNull() });
    if (!there) throw noSuchEndpoint();
    const { rows } = await this.pool.query<DeliveryRow>(
      `SELECT ${DELIVERY_COLUMNS}
       FROM app.webhook_deliveries d JOIN app.webhook_messages m ON m.id = d.message_id
       WHERE d.endpoint_id = $1 AND ($2::text IS NULL OR d.state = $2)
         AND ($3::timestamptz IS NULL OR (d.created_at, d.id) < ($3, $4))
       ORDER BY d.created_at DESC, d.id DESC
       LIMIT $5`,
      [
        endpointId,
        request['filter[state]'] ?? null,
        createdMs === null ? null : new Date(createdMs),
        id,
        request['page[size]'] + 1,
      ],
    );
    const listed = page(rows, request, (row) => [row.created_at.getTime(), row.id]);
    return { ...listed, data: listed.data.map(presentDelivery) };
  }
}
