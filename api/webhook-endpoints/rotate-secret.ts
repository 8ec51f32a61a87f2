import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { HOUR_MS } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { SecretBox } from '../../platform/secret-box.js';
import type { EndpointAndSecret } from './create-endpoint.js';
import { ENDPOINT_COLUMNS, noSuchEndpoint, type EndpointRow } from './endpoint.js';
import { newSecret, sealSecret } from './signing.js';

/** How long the secret before signs too, unless told. */
export const DEFAULT_OVERLAP_HOURS = 24;
/** How long it may, at most. */
export const MAX_OVERLAP_HOURS = 7 * 24;

/**
 * Gives an endpoint a new secret. The one before it goes on signing beside it for some hours, so
 * that receivers can change theirs in between; one from before that ends at once. 404.
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
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly secrets: SecretBox,
  ) {}

  async execute({ id, overlapHours }: RotateWebhookSecret): Promise<EndpointAndSecret> {
    const secret = newSecret();
    const until = overlapHours === 0 ? null : new Date(this.clock.now() + overlapHours * HOUR_MS);
    const { rows } = await this.pool.query<EndpointRow>(
      `UPDATE app.webhook_endpoints
       SET secret = $2, previous_secret = CASE WHEN $3::timestamptz IS NULL THEN NULL ELSE secret END,
           previous_secret_until = $3
       WHERE id = $1 AND deleted_at IS NULL
       RETURNING ${ENDPOINT_COLUMNS}`,
      [id, sealSecret(this.secrets, id, secret), until],
    );
    const [row] = rows;
    if (!row) throw noSuchEndpoint();
    return { row, secret };
  }
}
