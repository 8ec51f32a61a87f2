import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { noSuchEndpoint } from './endpoint.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

/** Deletes an endpoint: nothing more is sent, and its secrets are erased. 404. */
export class DeleteWebhookEndpoint extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(DeleteWebhookEndpoint)
export class DeleteWebhookEndpointHandler implements ICommandHandler<DeleteWebhookEndpoint> {
  constructor(
    @InjectRepository(WebhookEndpoint) private readonly endpoints: Repository<WebhookEndpoint>,
    private readonly clock: Clock,
  ) {}

  async execute({ id }: DeleteWebhookEndpoint): Promise<void> {
    await this.endpoints.update(
      { id, deletedAt: IsNull() },
      {
        deletedAt: new Date(this.clock.now()),
        enabled: false,
        secret: '',
        previousSecret: null,
        previousSecretUntil: null,
      },
    );
    if (!(await this.endpoints.existsBy({ id }))) throw noSuchEndpoint();
  }
}
