import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { formatInstant } from '../../domain/instant.js';
import {
  DELIVERY_COLUMNS,
  noSuchDelivery,
  presentDelivery,
  type DeliveryRow,
  type WebhookDeliveryDetails,
} from './delivery.js';
import { WebhookBody } from '../webhook-sending/types.js';

interface AttemptRow {
  readonly n: number;
  readonly started_at: Date;
  readonly duration_ms: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly answer: string;
}

/** Reads one delivery with its body and attempts, oldest first. 404. */
@Injectable()
export class GetWebhookDelivery {
  constructor(private readonly pool: Pool) {}

  async execute(endpointId: string, id: string): Promise<WebhookDeliveryDetails> {
    const { rows } = await this.pool.query<DeliveryRow & { readonly body: string }>(
      `SELECT ${DELIVERY_COLUMNS}, m.body
       FROM app.webhook_deliveries d
       JOIN app.webhook_messages m ON m.id = d.message_id
       JOIN app.webhook_endpoints e ON e.id = d.endpoint_id
       WHERE d.id = $1 AND d.endpoint_id = $2 AND e.deleted_at IS NULL`,
      [id, endpointId],
    );
    const [row] = rows;
    if (!row) throw noSuchDelivery();
    const attempts = await this.pool.query<AttemptRow>(
      `SELECT n, started_at, duration_ms, status, error, answer
       FROM app.webhook_attempts WHERE delivery_id = $1 ORDER BY n`,
      [id],
    );
    const log = attempts.rows.map(({ n, started_at, duration_ms, status, error, answer }) => {
      const at = formatInstant(started_at.getTime());
      return { attempt: n, at, duration_ms, status, error, answer };
    });
    return { ...presentDelivery(row), body: WebhookBody.parse(JSON.parse(row.body)), log };
  }
}
