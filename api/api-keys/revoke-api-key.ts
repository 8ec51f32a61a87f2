import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Problem } from '../http/problem.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeys, KEY_CHANGES } from './api-keys.js';

/** Revokes a key: here at once, in other processes by notification. Idempotent. */
export class RevokeApiKey extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(RevokeApiKey)
export class RevokeApiKeyHandler implements ICommandHandler<RevokeApiKey> {
  constructor(
    @InjectRepository(ApiKey) private readonly stored: Repository<ApiKey>,
    private readonly clock: Clock,
    private readonly keys: ApiKeys,
  ) {}

  async execute({ id }: RevokeApiKey): Promise<void> {
    const revokedAt = new Date(this.clock.now());
    const isFound = await this.stored.manager.transaction(async (manager) => {
      await manager.update(ApiKey, { id, revokedAt: IsNull() }, { revokedAt });
      await manager.query('SELECT pg_notify($1, $2)', [KEY_CHANGES, id]);
      return manager.existsBy(ApiKey, { id });
    });
    this.keys.forget(id);
    if (!isFound) throw new Problem('not_found', 'there is no such API key');
  }
}
