import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import { ENDPOINT_COLUMNS, noSuchEndpoint, type EndpointRow } from './endpoint.js';
import { checkTarget, Targets } from './targets.js';

/** What of an endpoint is to be another; what is undefined stays as it is. */
export interface EndpointChanges {
  /** Another URL has not failed yet. */
  readonly url?: string | undefined;
  /** Null: all types. */
  readonly events?: readonly string[] | null | undefined;
  readonly description?: string | null | undefined;
  /** Switched on again, an endpoint starts with a clean slate. */
  readonly enabled?: boolean | undefined;
}

/** Changes an endpoint; its secret stays. 404. */
export class PutWebhookEndpoint extends Command<EndpointRow> {
  constructor(
    readonly id: string,
    readonly changes: EndpointChanges,
  ) {
    super();
  }
}

@CommandHandler(PutWebhookEndpoint)
export class PutWebhookEndpointHandler implements ICommandHandler<PutWebhookEndpoint> {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly targets: Targets,
  ) {}

  async execute({ id, changes }: PutWebhookEndpoint): Promise<EndpointRow> {
    const { url, events, description, enabled } = changes;
    if (url !== undefined) await checkTarget(this.targets, url);
    const { rows } = await this.pool.query<EndpointRow>(
      `UPDATE app.webhook_endpoints SET
         url = coalesce($2, url),
         events = CASE WHEN $3 THEN $4 ELSE events END,
         description = CASE WHEN $5 THEN $6 ELSE description END,
         enabled = coalesce($7, enabled),
         disabled_reason = CASE WHEN coalesce($7, enabled) THEN NULL
                                ELSE coalesce(disabled_reason, 'operator') END,
         disabled_at = CASE WHEN coalesce($7, enabled) THEN NULL ELSE coalesce(disabled_at, $8) END,
         failing_since = CASE WHEN ($7 AND NOT enabled) OR $2 <> url THEN NULL ELSE failing_since END
       WHERE id = $1 AND deleted_at IS NULL
       RETURNING ${ENDPOINT_COLUMNS}`,
      [
        id,
        url ?? null,
        events !== undefined,
        events ?? null,
        description !== undefined,
        description ?? null,
        enabled ?? null,
        new Date(this.clock.now()),
      ],
    );
    const [row] = rows;
    if (!row) throw noSuchEndpoint();
    return row;
  }
}
