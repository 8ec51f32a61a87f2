import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from 'pg';
import { APPLICATION } from '../follow/connect.js';
import { versionOf, type Projection } from '../tables/projection.js';
import { SHADOW_SCHEMA, type Shadow } from './shadow.js';

/** Live projections wait at most so long; a reader that keeps its tables makes us try later. */
const LOCK_TIMEOUT_MS = 1_000;
const SNAPSHOT_WAIT_MS = 1_000;
const POLL_MS = 5;

/** SQLSTATEs of a lock that was not to be had: timed out, or a deadlock. */
const NO_LOCK = ['55P03', '40P01'];

/**
 * Runs `work` while no checkpoint moves: every runner begins its transactions by moving one. What
 * `work` changes through this client is committed; `release` undoes it. False: there was no lock to
 * be had, and nothing has changed.
 */
export async function holdStill(
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
    if (error instanceof NotNow || isNoLock(error)) return false;
    throw error;
  }
}

const isNoLock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && NO_LOCK.includes(String(error.code));

/** Puts the tables of a shadow in the place of those that are read; part of `holdStill`. */
export async function putInPlace(
  client: Client,
  projections: readonly Projection[],
  shadow: Shadow,
): Promise<'commit'> {
  await outlastSnapshots(client);
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
    // Those that had stopped, or were behind, go on from here: their runner sees that they can.
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
 * Waits until nobody looks through a snapshot from before the new tables were complete: in a
 * repeatable-read transaction such a reader would find them where the old ones were, half filled.
 */
async function outlastSnapshots(client: Client): Promise<void> {
  const { rows: begun } = await client.query<{ now: string }>(
    'SELECT clock_timestamp()::text AS now',
  );
  const deadline = performance.now() + SNAPSHOT_WAIT_MS;
  for (;;) {
    // PostgreSQL shows a transaction the same activity for as long as it lasts.
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
      throw new NotNow('a transaction looks at the tables as they were');
    await sleep(POLL_MS);
  }
}

/** It cannot be done now, but may be in a moment: as good as a lock that is not to be had. */
export class NotNow extends Error {}

async function existing(client: Client, names: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'read' AND tablename = ANY($1)`,
    [names],
  );
  return rows.map(({ name }) => name);
}
