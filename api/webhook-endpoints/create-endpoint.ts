import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { SecretBox } from '../../platform/secret-box.js';
import type { Caller } from '../auth/caller.js';
import { Problem } from '../http/problem.js';
import { newId } from '../webhook-sending/ids.js';
import { newSecret, sealSecret } from '../webhook-sending/signing.js';
import { checkTarget, Targets } from '../webhook-sending/targets.js';
import { WebhookEndpoint } from '../webhook-sending/webhook-endpoint.entity.js';

/** An endpoint with a new secret; shown only once. */
export interface EndpointAndSecret {
  readonly endpoint: WebhookEndpoint;
  readonly secret: string;
}

/** Registers a URL for webhooks. */
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

/** Limit of webhook endpoints. */
export const MAX_ENDPOINTS = 20;
/** Advisory lock key that serializes counting endpoints. */
const COUNT_LOCK = 7_274_709;

@CommandHandler(CreateWebhookEndpoint)
export class CreateWebhookEndpointHandler implements ICommandHandler<CreateWebhookEndpoint> {
  constructor(
    @InjectRepository(WebhookEndpoint) private readonly endpoints: Repository<WebhookEndpoint>,
    private readonly clock: Clock,
    private readonly targets: Targets,
    private readonly secrets: SecretBox,
  ) {}

  async execute(command: CreateWebhookEndpoint): Promise<EndpointAndSecret> {
    const { caller, url, events, description } = command;
    await checkTarget(this.targets, url);
    const [id, secret] = [newId('whk'), newSecret()];
    const endpoint: WebhookEndpoint = {
      id,
      url,
      events: events && [...events],
      description,
      enabled: true,
      disabledReason: null,
      disabledAt: null,
      failingSince: null,
      secret: sealSecret(this.secrets, id, secret),
      previousSecret: null,
      previousSecretUntil: null,
      createdBy: caller.actor,
      createdAt: new Date(this.clock.now()),
      deletedAt: null,
    };
    await this.endpoints.manager.transaction((manager) => store(manager, endpoint));
    return { endpoint, secret };
  }
}

async function store(manager: EntityManager, endpoint: WebhookEndpoint): Promise<void> {
  await manager.query('SELECT pg_advisory_xact_lock($1)', [COUNT_LOCK]);
  if ((await manager.countBy(WebhookEndpoint, { deletedAt: IsNull() })) >= MAX_ENDPOINTS) {
    throw new Problem('too_many_webhook_endpoints');
  }
  await manager.insert(WebhookEndpoint, endpoint);
}
