import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { APPLICATION } from '../../platform/following/connect.js';
import { versionOf, type Projection } from '../tables/projection.js';
import { SHADOW_SCHEMA, type Shadow } from './shadow.js';

/** Bounds how long live projections wait; if a reader holds its tables, try later. */
const LOCK_TIMEOUT_MS = 1_000;
const SNAPSHOT_WAIT_MS = 1_000;
const POLL_MS = 5;

/** SQLSTATEs of a lock timeout or deadlock. */
const NO_LOCK = ['55P03', '40P01'];

/**
 * Runs `work` while no checkpoint moves: every runner's transaction starts by moving one. Commits
 * what `work` changes through this client; `release` rolls back. False: the lock was not available,
 * nothing has changed.
 */
export async function withCheckpointsLocked(
  client: Client,
  work: () => Promise<'commit' | 'release'>,
): Promise<boolean> {
  try {
    await client.query(`BEGIN; SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
    await client.query('LOCK TABLE read.checkpoints IN SHARE ROW EXCLUSIVE MODE');
    const end = await work();
    await client.query(end === 'commit' ? 'COMMIT' : 'ROLLBACK');
    return true;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    if (error instanceof LockUnavailable || isNoLock(error)) return false;
    throw error;
  }
}

const isNoLock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && NO_LOCK.includes(String(error.code));

/** Replaces live tables by those of a shadow; called in `withCheckpointsLocked`. */
export async function swapTables(
  client: Client,
  projections: readonly Projection[],
  shadow: Shadow,
): Promise<'commit'> {
  await waitForSnapshots(client);
  const names = projections.flatMap(({ tables }) => tables.map(({ name }) => name));
  const old = await existing(client, names);
  if (old.length > 0) {
    const locked = old.map((name) => `read.${name}`).sort();
    await client.query(`LOCK TABLE ${locked.join(', ')} IN ACCESS EXCLUSIVE MODE`);
    await client.query(`DROP TABLE ${locked.join(', ')}`);
  }
  for (const name of names)
    await client.query(`ALTER TABLE ${SHADOW_SCHEMA}.${name} SET SCHEMA read`);
  for (const projection of projections) {
    const { name, lane } = projection;
    // Restart projections that had stopped or were behind: their runner notices.
    await client.query(
      `UPDATE read.checkpoints SET rebuilt_at = clock_timestamp(), position = $2, version = $3,
         state = CASE WHEN position = $2 AND state <> 'stopped' THEN state ELSE 'catching_up' END,
         error = NULL, error_event_id = NULL WHERE projection = $1`,
      [name, shadow.positionOf(lane), versionOf(projection)],
    );
  }
  return 'commit';
}

/**
 * Waits for snapshots older than the completion of the new tables: a repeatable-read transaction
 * would find them half filled in place of the old ones.
 */
async function waitForSnapshots(client: Client): Promise<void> {
  const { rows: begun } = await client.query<{ now: string }>(
    'SELECT clock_timestamp()::text AS now',
  );
  const deadline = performance.now() + SNAPSHOT_WAIT_MS;
  for (;;) {
    // PostgreSQL caches activity statistics within a transaction.
    await client.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
       WHERE datname = current_database() AND backend_type = 'client backend'
         AND backend_xmin IS NOT NULL AND xact_start < $1::timestamptz
         -- Runners wait for us, in statements that will look anew.
         AND application_name <> $2`,
      [begun[0]?.now, APPLICATION],
    );
    if (rows[0]?.n === 0) return;
    if (performance.now() > deadline)
      throw new LockUnavailable('a transaction looks at the tables as they were');
    await sleep(POLL_MS);
  }
}

/** Thrown by `work` to retry later, as if the lock had not been available. */
export class LockUnavailable extends Error {}

async function existing(client: Client, names: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'read' AND tablename = ANY($1)`,
    [names],
  );
  return rows.map(({ name }) => name);
}
