import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Pool } from 'pg';
import { Problem } from '../http/problem.js';
import { Verifications, type VerificationAnswer } from './verifications.js';

/** Verifications that are kept: the newest ones. */
const MAX_KEPT = 200;

/** Asks for a verification of the log; 409 while another is open, in whichever process. */
export class RequestVerification extends Command<VerificationAnswer> {
  constructor(
    /** Null: the whole log. */
    readonly accountId: string | null,
    readonly actor: string,
  ) {
    super();
  }
}

@CommandHandler(RequestVerification)
export class RequestVerificationHandler implements ICommandHandler<RequestVerification> {
  constructor(
    private readonly pool: Pool,
    private readonly verifications: Verifications,
  ) {}

  async execute({ accountId, actor }: RequestVerification): Promise<VerificationAnswer> {
    const { rows } = await this.pool.query<{ id: string }>(
      `INSERT INTO app.verifications (account_id, requested_by) VALUES ($1, $2)
       ON CONFLICT DO NOTHING RETURNING id`,
      [accountId, actor],
    );
    const [asked] = rows;
    if (!asked) throw new Problem('verification_under_way');
    await this.pool.query(
      `DELETE FROM app.verifications WHERE id <= $1::bigint - $2 AND state IN ('done', 'failed')`,
      [asked.id, MAX_KEPT],
    );
    return this.verifications.one(asked.id);
  }
}
