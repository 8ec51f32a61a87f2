import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/database.js';
import { SecretBox } from '../../platform/secret-box.js';
import type { Caller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { ENDPOINT_COLUMNS, type EndpointRow } from './endpoint.js';
import { newId } from './ids.js';
import { newSecret, sealSecret } from './signing.js';
import { checkTarget, Targets } from './targets.js';

/** An endpoint as it is made or its secret renewed: the only time the secret can be seen. */
export interface EndpointAndSecret {
  readonly row: EndpointRow;
  readonly secret: string;
}

/** Registers a URL that facts are sent to. */
export class CreateWebhookEndpoint extends Command<EndpointAndSecret> {
  constructor(
    readonly caller: Caller,
    readonly url: string,
    /** Types to send; null: all. */
    readonly events: readonly string[] | null,
    readonly description: string | null,
  ) {
    super();
  }
}

/** Webhook endpoints that may be registered at once. */
export const MAX_ENDPOINTS = 20;
/** Who counts the endpoints counts alone. Any number will do. */
const COUNT_LOCK = 7_274_709;

@CommandHandler(CreateWebhookEndpoint)
export class CreateWebhookEndpointHandler implements ICommandHandler<CreateWebhookEndpoint> {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly targets: Targets,
    private readonly secrets: SecretBox,
  ) {}

  async execute(command: CreateWebhookEndpoint): Promise<EndpointAndSecret> {
    const { caller, url, events, description } = command;
    await checkTarget(this.targets, url);
    const [id, secret] = [newId('whk'), newSecret()];
    const sealed = sealSecret(this.secrets, id, secret);
    const row = await inTransaction(this.pool, async (client) => {
      await client.query('SELECT pg_advisory_xact_lock($1)', [COUNT_LOCK]);
      const { rows } = await client.query<EndpointRow>(
        `INSERT INTO app.webhook_endpoints
           (id, url, events, description, secret, created_by, created_at)
         SELECT $1, $2, $3, $4, $5, $6, $7
         WHERE (SELECT count(*) FROM app.webhook_endpoints WHERE deleted_at IS NULL)
               < ${MAX_ENDPOINTS}
         RETURNING ${ENDPOINT_COLUMNS}`,
        [id, url, events, description, sealed, caller.actor, new Date(this.clock.now())],
      );
      return rows[0];
    });
    if (!row) throw new Problem('too_many_webhook_endpoints');
    return { row, secret };
  }
}
