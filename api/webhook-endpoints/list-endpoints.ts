import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { z } from 'zod';
import { afterKey, page, type Page, type PageRequest } from '../shapes/cursor.js';
import {
  ENDPOINT_COLUMNS,
  presentEndpoint,
  type EndpointRow,
  type WebhookEndpointAnswer,
} from './endpoint.js';

const After = z.tuple([z.number(), z.string()]);

/** All endpoints, newest first. */
@Injectable()
export class ListWebhookEndpoints {
  constructor(private readonly pool: Pool) {}

  async execute(request: PageRequest): Promise<Page<WebhookEndpointAnswer>> {
    const [createdMs, id] = afterKey(request, After) ?? [null, null];
    const { rows } = await this.pool.query<EndpointRow>(
      `SELECT ${ENDPOINT_COLUMNS} FROM app.webhook_endpoints
       WHERE deleted_at IS NULL AND ($1::timestamptz IS NULL OR (created_at, id) < ($1, $2))
       ORDER BY created_at DESC, id DESC
       LIMIT $3`,
      [createdMs === null ? null : new Date(createdMs), id, request['page[size]'] + 1],
    );
    const listed = page(rows, request, (row) => [row.created_at.getTime(), row.id]);
    return { ...listed, data: listed.data.map(presentEndpoint) };
  }
}
