import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import { noSuchEndpoint } from './endpoint.js';

/** Ends an endpoint: nothing is sent there any more, and its secrets are erased. 404. */
export class DeleteWebhookEndpoint extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(DeleteWebhookEndpoint)
export class DeleteWebhookEndpointHandler implements ICommandHandler<DeleteWebhookEndpoint> {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  async execute({ id }: DeleteWebhookEndpoint): Promise<void> {
    // The row stays until its deliveries are forgotten: an attempt under way still refers to it.
    const { rowCount } = await this.pool.query(
      `UPDATE app.webhook_endpoints
       SET deleted_at = coalesce(deleted_at, $2), enabled = false, secret = '',
           previous_secret = NULL, previous_secret_until = NULL
       WHERE id = $1`,
      [id, new Date(this.clock.now())],
    );
    if (rowCount !== 1) throw noSuchEndpoint();
  }
}
