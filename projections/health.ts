import type { Pool } from 'pg';
import type { Connection } from '../platform/event-store/connection/connection.js';
import { answered, type Checks } from '../platform/health/health.js';
import type { CheckpointState } from './follow/checkpoints.js';

/** A runner without a heartbeat for this long counts as gone. */
const SILENCE_LIMIT_S = 15;

/** Dependencies that the health check looks at. */
export interface Checked {
  readonly pool: Pool;
  readonly connection: Connection;
  /** Aborts when the process shuts down. */
  readonly signal: AbortSignal;
}

interface Row {
  readonly projection: string;
  readonly state: CheckpointState;
  readonly silent: boolean;
}

const COLUMNS = `projection, state,
  updated_at < clock_timestamp() - make_interval(secs => $1) AS silent`;

/**
 * Checks this process and its dependencies: the stores answer, some process keeps the read models
 * up to date, and no projection was stopped by an event. Catching up counts as healthy.
 */
export async function checkProjections({ pool, connection, signal }: Checked): Promise<Checks> {
  const [database, event_store, projections] = await Promise.all([
    answered(pool.query('SELECT 1').then(() => 'ok')),
    answered(connection.head().then(() => 'ok')),
    answered(lookAtCheckpoints(pool)),
  ]);
  return { process: signal.aborted ? 'shutting_down' : 'ok', database, event_store, projections };
}

async function lookAtCheckpoints(pool: Pool): Promise<string> {
  const { rows } = await pool.query<Row>(
    `SELECT ${COLUMNS} FROM app.checkpoints UNION ALL SELECT ${COLUMNS} FROM read.checkpoints
     ORDER BY projection`,
    [SILENCE_LIMIT_S],
  );
  const names = (some: readonly Row[]) => some.map(({ projection }) => projection).join(', ');
  const stopped = rows.filter(({ state }) => state === 'stopped');
  if (stopped.length > 0) return `stopped: ${names(stopped)}`;
  const silent = rows.filter((row) => row.silent);
  return silent.length > 0 ? `nobody runs ${names(silent)}` : 'ok';
}
