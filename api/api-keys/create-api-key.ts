import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository, type EntityManager } from 'typeorm';
import type { Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Permission } from '../auth/permissions.js';
import { demand, type Caller } from '../auth/caller.js';
import { invalid } from '../http/problem.js';
import { ApiKey } from './api-key.entity.js';
import { KEY_CHANGES } from './api-keys.js';
import { newApiKey } from './secret.js';

/** A new key; its token is shown only once. */
export interface CreatedApiKey {
  readonly key: ApiKey;
  readonly token: string;
}

/** Creates a key. A key cannot give another one scopes that it does not have; people can. */
export class CreateApiKey extends Command<CreatedApiKey> {
  constructor(
    readonly caller: Caller,
    readonly name: string,
    readonly scopes: readonly Permission[],
    readonly expiresAt: Instant | undefined,
    readonly requestsPerSecond: number | undefined,
  ) {
    super();
  }
}

const MAX_API_KEYS = 10_000;

@CommandHandler(CreateApiKey)
export class CreateApiKeyHandler implements ICommandHandler<CreateApiKey> {
  constructor(
    @InjectRepository(ApiKey) private readonly keys: Repository<ApiKey>,
    private readonly clock: Clock,
  ) {}

  async execute(command: CreateApiKey): Promise<CreatedApiKey> {
    const { caller, name, scopes, expiresAt, requestsPerSecond } = command;
    // Whoever makes keys in the console gives them scopes that no person holds.
    if (caller.kind !== 'staff') for (const scope of scopes) demand(caller, scope);
    const now = this.clock.now();
    if (expiresAt !== undefined && expiresAt <= now) {
      throw invalid([{ name: 'expires_at', reason: 'expected an instant in the future' }]);
    }
    const { id, token, hash } = newApiKey();
    const key: ApiKey = {
      id,
      name,
      hash,
      scopes: [...scopes],
      rateLimit: requestsPerSecond ?? null,
      createdBy: caller.actor,
      createdAt: new Date(now),
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
      revokedAt: null,
    };
    await this.keys.manager.transaction((manager) => store(manager, key));
    return { key, token };
  }
}

async function store(manager: EntityManager, key: ApiKey): Promise<void> {
  if ((await manager.countBy(ApiKey, { revokedAt: IsNull() })) >= MAX_API_KEYS) {
    throw invalid([
      {
        name: 'name',
        reason: `must wait: there are ${MAX_API_KEYS} keys already, revoke one first`,
      },
    ]);
  }
  await manager.insert(ApiKey, key);
  await manager.query('SELECT pg_notify($1, $2)', [KEY_CHANGES, key.id]);
}
