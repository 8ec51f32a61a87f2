import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { formatInstant } from '../../domain/instant.js';
import { Clock } from '../../platform/clock/clock.js';
import { Queues } from '../../platform/queues/queues.js';
import { SigningKeys } from '../../api/widget-tokens/signing-keys.js';

/** Notices are obsolete once their lot has ended: the longest lead is a week. */
const KEEP_NOTICES_DAYS = 60;
/** Reservations count on their day only. */
const KEEP_RESERVATIONS_DAYS = 2;
const MAX_ROWS = 10_000;

/** Deletes finished jobs, old notices and reservations; rotates the widget key when due. */
@Injectable()
export class TidyUp {
  constructor(
    private readonly pool: Pool,
    private readonly clock: Clock,
    private readonly queues: Queues,
    private readonly widgetKeys: SigningKeys,
  ) {}

  /** Bounded; the next run continues. */
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
    await this.pool.query(
      `DELETE FROM app.limit_reservations WHERE attempt_id IN (
         SELECT attempt_id FROM app.limit_reservations
         WHERE reserved_at < $1::timestamptz - make_interval(days => $2) LIMIT $3)`,
      [formatInstant(this.clock.now()), KEEP_RESERVATIONS_DAYS, MAX_ROWS],
    );
  }
}
