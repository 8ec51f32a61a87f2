import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import type { Instant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { inTransaction } from '../../platform/database/database.js';
import type { Permission } from '../auth/allow.js';
import { demand, type Caller } from '../auth/caller.js';
import { invalid } from '../http/problem.js';
import { KEY_CHANGES } from './api-keys.js';
import type { ApiKeyRow } from './list-api-keys.js';
import { newApiKey } from './secret.js';

/** A key as it is made: the only time its token can be seen. */
export interface CreatedApiKey {
  readonly row: ApiKeyRow;
  readonly token: string;
}

/** Makes a key. Nobody gives away a scope that they do not hold themselves. */
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
    private readonly pool: Pool,
    private readonly clock: Clock,
  ) {}

  async execute(command: CreateApiKey): Promise<CreatedApiKey> {
    const { caller, name, scopes, expiresAt, requestsPerSecond } = command;
    for (const scope of scopes) demand(caller, scope);
    const now = this.clock.now();
    if (expiresAt !== undefined && expiresAt <= now) {
      throw invalid([{ name: 'expires_at', reason: 'expected an instant in the future' }]);
    }
    const { id, token, hash } = newApiKey();
    const row: ApiKeyRow = {
      id,
      name,
      scopes: [...scopes],
      rate_limit: requestsPerSecond ?? null,
      created_by: caller.actor,
      created_at: new Date(now),
      expires_at: expiresAt === undefined ? null : new Date(expiresAt),
      revoked_at: null,
    };
    await this.store(row, hash);
    return { row, token };
  }

  private async store(row: ApiKeyRow, hash: Buffer): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      const { rowCount } = await client.query(
        `INSERT INTO app.api_keys
           (id, name, hash, scopes, rate_limit, created_by, created_at, expires_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, $8
         WHERE (SELECT count(*) FROM app.api_keys WHERE revoked_at IS NULL) < ${MAX_API_KEYS}`,
        [
          row.id,
          row.name,
          hash,
          row.scopes,
          row.rate_limit,
          row.created_by,
          row.created_at,
          row.expires_at,
        ],
      );
      if (rowCount === 0) {
        throw invalid([
          {
            name: 'name',
            reason: `must wait: there are ${MAX_API_KEYS} keys already, revoke one first`,
          },
        ]);
      }
      await client.query('SELECT pg_notify($1, $2)', [KEY_CHANGES, row.id]);
    });
  }
}
