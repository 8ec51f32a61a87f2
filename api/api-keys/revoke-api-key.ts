import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/database.js';
import { Problem } from '../http/problem.js';
import { ApiKeys, KEY_CHANGES } from './api-keys.js';

/** Ends a key, here at once and elsewhere as soon as it is heard of. Revoked twice is as well. */
export class RevokeApiKey extends Command<void> {
  constructor(readonly id: string) {
    super();
  }
}

@CommandHandler(RevokeApiKey)
export class RevokeApiKeyHandler implements ICommandHandler<RevokeApiKey> {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly keys: ApiKeys,
  ) {}

  async execute({ id }: RevokeApiKey): Promise<void> {
    const found = await inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        'UPDATE app.api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE id = $1',
        [id, new Date(this.clock.now())],
      );
      await client.query('SELECT pg_notify($1, $2)', [KEY_CHANGES, id]);
      return rowCount === 1;
    });
    this.keys.forget(id);
    if (!found) throw new Problem('not_found', 'there is no such API key');
  }
}
