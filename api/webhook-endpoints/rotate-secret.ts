import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { HOUR_MS } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { SecretBox } from '../../platform/secret-box.js';
import { changeEndpoint } from './change-endpoint.js';
import type { EndpointAndSecret } from './create-endpoint.js';
import { newSecret, sealSecret } from '../webhook-sending/signing.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

/** Default overlap in which the previous secret also signs. */
export const DEFAULT_OVERLAP_HOURS = 24;
/** Maximum overlap. */
export const MAX_OVERLAP_HOURS = 7 * 24;

/**
 * Rotates an endpoint's secret. The previous one also signs during the overlap, so that receivers
 * can switch; an older one ends at once. 404.
 */
export class RotateWebhookSecret extends Command<EndpointAndSecret> {
  constructor(
    readonly id: string,
    readonly overlapHours: number,
  ) {
    super();
  }
}

@CommandHandler(RotateWebhookSecret)
export class RotateWebhookSecretHandler implements ICommandHandler<RotateWebhookSecret> {
  constructor(
    @InjectRepository(WebhookEndpoint) private readonly endpoints: Repository<WebhookEndpoint>,
    private readonly clock: Clock,
    private readonly secrets: SecretBox,
  ) {}

  async execute({ id, overlapHours }: RotateWebhookSecret): Promise<EndpointAndSecret> {
    const secret = newSecret();
    const until = overlapHours === 0 ? null : new Date(this.clock.now() + overlapHours * HOUR_MS);
    const endpoint = await changeEndpoint(this.endpoints, id, (before) => ({
      secret: sealSecret(this.secrets, id, secret),
      previousSecret: until && before.secret,
      previousSecretUntil: until,
    }));
    return { endpoint, secret };
  }
}
