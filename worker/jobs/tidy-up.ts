import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { Queues } from '../../platform/queues/queues.js';
import { SigningKeys } from '../../api/widget-tokens/signing-keys.js';

/** A notice is of no use once its lot is gone: the furthest lead is a week. */
const KEEP_NOTICES_DAYS = 60;
const MAX_ROWS = 10_000;

/**
 * Forgets what nobody will ask for again: jobs that are long done, notices of lots long ended. Has
 * another key sign the tokens of widgets when it is time.
 */
@Injectable()
export class TidyUp {
  constructor(
    private readonly pool: Pool,
    private readonly queues: Queues,
    private readonly widgetKeys: SigningKeys,
  ) {}

  /** A bounded part; the next time goes on. */
  async run(): Promise<void> {
    await this.queues.tidy();
    await this.widgetKeys.rotateByAge();
    await this.pool.query(
      `DELETE FROM app.lot_notices n USING (
         SELECT o.account_id, o.lot_id, o.days FROM app.lot_notices o
         JOIN read.lots l USING (account_id, lot_id)
         WHERE l.status <> 'live' AND o.noticed_at < clock_timestamp() - make_interval(days => $1)
         LIMIT $2) old
       WHERE (n.account_id, n.lot_id, n.days) = (old.account_id, old.lot_id, old.days)`,
      [KEEP_NOTICES_DAYS, MAX_ROWS],
    );
  }
}
