import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';

const KEEP_DAYS = 90;
const ROWS_AT_ONCE = 1_000;
/** Limit of one run; the next one continues. */
const MAX_TURNS = 1_000;

/**
 * Empties payloads of webhooks: they name people. After 90 days, and of accounts whose person was
 * erased before the webhook came. Id, type, object and hash stay.
 */
@Injectable()
export class PurgePayloads {
  constructor(private readonly pool: Pool) {}

  /** Safe to run concurrently, and to interrupt. */
  async run(signal: AbortSignal): Promise<void> {
    for (let turn = 0; turn < MAX_TURNS && !signal.aborted; turn += 1) {
      const { rowCount } = await this.pool.query(
        `UPDATE app.stripe_events SET payload = NULL WHERE id IN (
           SELECT id FROM app.stripe_events
           WHERE payload IS NOT NULL
             AND received_at < clock_timestamp() - make_interval(days => ${KEEP_DAYS})
           ORDER BY received_at LIMIT ${ROWS_AT_ONCE} FOR UPDATE SKIP LOCKED)`,
      );
      if ((rowCount ?? 0) < ROWS_AT_ONCE) break;
    }
    if (signal.aborted) return;
    await this.pool.query(
      `UPDATE app.stripe_events e SET payload = NULL
       FROM app.account_profiles p
       WHERE p.account_id = e.account_id AND p.erased_at IS NOT NULL AND e.payload IS NOT NULL`,
    );
  }
}
