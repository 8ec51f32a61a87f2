import { randomUUID } from 'node:crypto';
import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool, type PoolClient } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/database.js';
import type { Logger } from '../../platform/log.js';
import { Queues } from '../../platform/queues/queues.js';
import { LOG } from '../http/log.js';
import { deliverJob, enqueue, storeMessages } from '../webhook-sending/outbox.js';
import { DELIVERY_COLUMNS, type DeliveryRow } from './delivery.js';
import { endpointIsOff, noSuchEndpoint } from './endpoint.js';
import { ping } from '../webhook-sending/messages.js';

/** Sends a `test.ping` to one endpoint, whatever its subscription. 404; 409 while disabled. */
export class PingWebhookEndpoint extends Command<DeliveryRow> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(PingWebhookEndpoint)
export class PingWebhookEndpointHandler implements ICommandHandler<PingWebhookEndpoint> {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly queues: Queues,
    @Inject(LOG) private readonly log: Logger,
  ) {}

  async execute({ id }: PingWebhookEndpoint): Promise<DeliveryRow> {
    const now = this.clock.now();
    const message = ping(id, randomUUID(), now);
    const { row, due } = await inTransaction(this.pool, async (client) => {
      await this.checkOn(client, id);
      const stored = await storeMessages(client, [message], { only: id }, now);
      const { rows } = await client.query<DeliveryRow>(
        `SELECT ${DELIVERY_COLUMNS}
         FROM app.webhook_deliveries d JOIN app.webhook_messages m ON m.id = d.message_id
         WHERE m.id = $1`,
        [message.id],
      );
      return { row: rows[0], due: stored };
    });
    if (!row) throw noSuchEndpoint();
    const jobs = due.map((delivery) => deliverJob(delivery, 0));
    await enqueue({ queues: this.queues, log: this.log }, jobs);
    return row;
  }

  private async checkOn(client: PoolClient, id: string): Promise<void> {
    const { rows } = await client.query<{ enabled: boolean }>(
      'SELECT enabled FROM app.webhook_endpoints WHERE id = $1 AND deleted_at IS NULL FOR SHARE',
      [id],
    );
    const [endpoint] = rows;
    if (!endpoint) throw noSuchEndpoint();
    if (!endpoint.enabled) throw endpointIsOff();
  }
}
