import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { changeEndpoint } from './change-endpoint.js';
import { checkTarget, Targets } from '../webhook-sending/targets.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

/** Changes of an endpoint; undefined members are unchanged. */
export interface EndpointChanges {
  /** A new URL starts without failures. */
  readonly url?: string | undefined;
  /** Null: all types. */
  readonly events?: readonly string[] | null | undefined;
  readonly description?: string | null | undefined;
  /** Enabling an endpoint resets its failures. */
  readonly enabled?: boolean | undefined;
}

/** Changes an endpoint but not its secret. 404. */
export class PutWebhookEndpoint extends Command<WebhookEndpoint> {
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
    @InjectRepository(WebhookEndpoint) private readonly endpoints: Repository<WebhookEndpoint>,
    private readonly clock: Clock,
    private readonly targets: Targets,
  ) {}

  async execute({ id, changes }: PutWebhookEndpoint): Promise<WebhookEndpoint> {
    if (changes.url !== undefined) await checkTarget(this.targets, changes.url);
    const now = new Date(this.clock.now());
    return changeEndpoint(this.endpoints, id, (endpoint) => changed(endpoint, changes, now));
  }
}

function changed(
  endpoint: WebhookEndpoint,
  { url = endpoint.url, events, description, enabled = endpoint.enabled }: EndpointChanges,
  now: Date,
): Partial<WebhookEndpoint> {
  const startsAnew = (enabled && !endpoint.enabled) || url !== endpoint.url;
  return {
    url,
    events: events === undefined ? endpoint.events : events && [...events],
    description: description === undefined ? endpoint.description : description,
    enabled,
    disabledReason: enabled ? null : (endpoint.disabledReason ?? 'operator'),
    disabledAt: enabled ? null : (endpoint.disabledAt ?? now),
    failingSince: startsAnew ? null : endpoint.failingSince,
  };
}
