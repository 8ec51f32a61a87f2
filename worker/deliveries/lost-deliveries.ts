import type { Pool } from 'pg';
import { DAY_MS, SECOND_MS } from '../../domain/instant.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Queues } from '../../platform/queues/queues.js';
import { lostJob, type DueDelivery } from '../../api/webhook-sending/outbox.js';

/** How long messages and their deliveries are kept. */
export const RETENTION_MS = 30 * DAY_MS;
const MAX_MESSAGES_PER_BATCH = 1_000;
const MAX_BATCHES_PER_SWEEP = 50;
/** A delivery overdue by this much, without an active attempt, has lost its job. */
const LOST_AFTER_MS = 20 * SECOND_MS;
const MAX_LOST_PER_SWEEP = 1_000;

/** Dependencies of the sweeps. */
export interface SweepResources {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly queues: Queues;
}

/**
 * Adds a job for every overdue delivery without an active attempt: the queue lost its job, or was
 * unavailable. A job still waiting in a long queue gets a duplicate, which finds the attempt made.
 * Returns the number found.
 */
export async function findLostDeliveries({ pool, clock, queues }: SweepResources): Promise<number> {
  const now = clock.now();
  const { rows } = await pool.query<DueDelivery>(
    `UPDATE app.webhook_deliveries SET due_at = $2 WHERE id IN (
       SELECT id FROM app.webhook_deliveries
       WHERE state = 'pending' AND due_at < $1
         AND (busy_until IS NULL OR busy_until < clock_timestamp())
       ORDER BY due_at LIMIT ${MAX_LOST_PER_SWEEP} FOR UPDATE SKIP LOCKED)
     RETURNING id, round, attempts`,
    [new Date(now - LOST_AFTER_MS), new Date(now)],
  );
  await queues.addAll(rows.map((due) => lostJob(due, now)));
  return rows.length;
}

/** Deletes messages older than 30 days; returns how many. Safe to run concurrently. */
export async function forgetMessages({
  pool,
  clock,
}: Pick<SweepResources, 'pool' | 'clock'>): Promise<number> {
  const before = new Date(clock.now() - RETENTION_MS);
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
