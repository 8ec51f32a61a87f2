import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool, type PoolClient } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/database.js';
import type { Logger } from '../../platform/log.js';
import { Queues } from '../../platform/queues/queues.js';
import { LOG } from '../http/log.js';
import { deliverJob, enqueue } from '../webhook-sending/outbox.js';
import { DELIVERY_COLUMNS, noSuchDelivery, type DeliveryRow } from './delivery.js';
import { endpointIsOff } from './endpoint.js';

/**
 * Resends a delivery at once with a full retry schedule, whatever its state. 404; 409 while its
 * endpoint is disabled.
 */
export class ResendWebhookDelivery extends Command<DeliveryRow> {
  constructor(
    readonly endpointId: string,
    readonly id: string,
  ) {
    super();
  }
}

interface ResentRow extends DeliveryRow {
  readonly round: number;
}

@CommandHandler(ResendWebhookDelivery)
export class ResendWebhookDeliveryHandler implements ICommandHandler<ResendWebhookDelivery> {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly queues: Queues,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async execute({ endpointId, id }: ResendWebhookDelivery): Promise<DeliveryRow> {
    const row = await inTransaction(this.pool, (client) => this.begin(client, endpointId, id));
    await enqueue({ queues: this.queues, log: this.log }, [deliverJob(row, 0)]);
    return row;
  }

  private async begin(client: PoolClient, endpointId: string, id: string): Promise<ResentRow> {
    const { rows: endpoints } = await client.query<{ enabled: boolean }>(
      'SELECT enabled FROM app.webhook_endpoints WHERE id = $1 AND deleted_at IS NULL',
      [endpointId],
    );
    const { rows } = await client.query<ResentRow>(
      `UPDATE app.webhook_deliveries d
       SET state = 'pending', round = round + 1, round_attempts = 0, due_at = $3,
           busy_until = NULL
       FROM app.webhook_messages m
       WHERE d.id = $1 AND d.endpoint_id = $2 AND m.id = d.message_id
       RETURNING ${DELIVERY_COLUMNS}, d.round`,
      [id, endpointId, new Date(this.clock.now())],
    );
    const [row] = rows;
    if (!row || !endpoints[0]) throw noSuchDelivery();
    if (!endpoints[0].enabled) throw endpointIsOff();
    return row;
  }
}
