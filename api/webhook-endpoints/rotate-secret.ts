import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { HOUR_MS } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { SecretBox } from '../../platform/secret-box.js';
import { Problem } from '../http/problem.js';
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
 * can switch. 404; 409 `secret_rotating` while an earlier one still signs, which a second overlap
 * would end unseen; without an overlap, all earlier ones end at once.
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
    const now = this.clock.now();
    const until = overlapHours === 0 ? null : new Date(now + overlapHours * HOUR_MS);
    const endpoint = await changeEndpoint(this.endpoints, id, (before) => {
      const signsUntil = before.previousSecretUntil;
      if (until && signsUntil && signsUntil.getTime() > now) {
        throw new Problem(
          'secret_rotating',
          `the former secret still signs until ${signsUntil.toISOString()}: wait for that, or ` +
            'rotate with `overlap_hours` 0, which ends all former secrets at once',
        );
      }
      return {
        secret: sealSecret(this.secrets, id, secret),
        previousSecret: until && before.secret,
        previousSecretUntil: until,
      };
    });
    return { endpoint, secret };
  }
}
