import type { Pool } from 'pg';
import { DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../../domain/instant.js';
import type { Clock } from '../../platform/clock.js';
import type { Queues } from '../../platform/queues.js';
import { lostJob, type Due } from './deliveries.js';

/** What was sent, and how it went, can be looked at for so long. */
export const RETENTION_MS = 30 * DAY_MS;
const MAX_MESSAGES_PER_BATCH = 1_000;
const MAX_BATCHES_PER_SWEEP = 50;
/** A delivery that is due for so long has lost its job. */
const LOST_AFTER_MS = 15 * MINUTE_MS;
const MAX_LOST_PER_SWEEP = 1_000;

/** What the sweep stands on. */
export interface SweepingWorld {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queues: Queues;
}

/** What a sweep has done. */
export interface SweptWebhooks {
  readonly forgottenMessages: number;
  readonly foundDeliveries: number;
}

/**
 * Forgets what is older than 30 days, and finds deliveries that have no job any more: a queue was
 * emptied, or a process ended between storing a delivery and adding its job. Safe to run twice at
 * once.
 */
export async function sweepWebhooks({
  pool,
  clock,
  queues,
}: SweepingWorld): Promise<SweptWebhooks> {
  const now = clock.now();
  const { rows } = await pool.query<Due>(
    `SELECT id, round, attempts FROM app.webhook_deliveries
     WHERE state = 'pending' AND due_at < $1 ORDER BY due_at LIMIT ${MAX_LOST_PER_SWEEP}`,
    [new Date(now - LOST_AFTER_MS)],
  );
  const hour = Math.floor(now / HOUR_MS);
  await queues.addAll(rows.map((due) => lostJob(due, hour)));
  return { foundDeliveries: rows.length, forgottenMessages: await forget(pool, now) };
}

async function forget(pool: Pool, now: Instant): Promise<number> {
  const before = new Date(now - RETENTION_MS);
  let forgotten = 0;
  for (let batch = 0; batch < MAX_BATCHES_PER_SWEEP; batch++) {
    const { rowCount } = await pool.query(
      `DELETE FROM app.webhook_messages WHERE id IN (
         SELECT id FROM app.webhook_messages WHERE created_at < $1
         ORDER BY created_at LIMIT ${MAX_MESSAGES_PER_BATCH} FOR UPDATE SKIP LOCKED)`,
      [before],
    );
    forgotten += rowCount ?? 0;
    if ((rowCount ?? 0) < MAX_MESSAGES_PER_BATCH) break;
  }
  await pool.query(
    `DELETE FROM app.webhook_endpoints e WHERE deleted_at < $1
       AND NOT EXISTS (SELECT FROM app.webhook_deliveries d WHERE d.endpoint_id = e.id)`,
    [before],
  );
  return forgotten;
}
