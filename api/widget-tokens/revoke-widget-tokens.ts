import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { inTransaction } from '../../platform/database/database.js';
import { accountNotFound, AccountStream } from '../accounts/account-stream.js';
import { EVERY_ACCOUNT, REVOCATION_MATTERS_MS, WIDGET_REVOCATIONS } from './revocations.js';
import { WidgetTokens } from './widget-tokens.js';

/** Revokes earlier tokens of one account or (undefined) of all; here at once. */
export class RevokeWidgetTokens extends Command<void> {
  constructor(readonly accountId: string | undefined) {
    super();
  }
}

@CommandHandler(RevokeWidgetTokens)
export class RevokeWidgetTokensHandler implements ICommandHandler<RevokeWidgetTokens> {
  constructor(
    private readonly pool: Pool,
    private readonly stream: AccountStream,
    private readonly tokens: WidgetTokens,
  ) {}

  async execute({ accountId: given }: RevokeWidgetTokens): Promise<void> {
    if (given !== undefined) await this.demandAccount(given);
    const accountId = given ?? EVERY_ACCOUNT;
    const revocation = await inTransaction(this.pool, async (client) => {
      const { rows } = await client.query<{ revocation: string }>(
        `INSERT INTO app.widget_revocations AS r (account_id, revocation)
         VALUES ($1, nextval('app.widget_revocation'))
         ON CONFLICT (account_id) DO UPDATE SET
           revocation = greatest(r.revocation, excluded.revocation),
           revoked_at = clock_timestamp()
         RETURNING revocation`,
        [accountId],
      );
      const number = rows[0]?.revocation ?? '';
      await client.query(
        `DELETE FROM app.widget_revocations WHERE account_id IN (
           SELECT account_id FROM app.widget_revocations
           WHERE revoked_at < clock_timestamp() - $1 * interval '1 millisecond'
           LIMIT 1000 FOR UPDATE SKIP LOCKED)`,
        [REVOCATION_MATTERS_MS],
      );
      await client.query('SELECT pg_notify($1, $2)', [
        WIDGET_REVOCATIONS,
        `${number} ${accountId}`,
      ]);
      return Number(number);
    });
    this.tokens.take({ accountId, revocation });
  }

  private async demandAccount(accountId: string): Promise<void> {
    const { state } = await this.stream.load(accountId);
    if (state.status === 'unopened') throw accountNotFound(accountId);
  }
}
