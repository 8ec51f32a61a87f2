/** Reads and moves the checkpoints of projections. */
import type { Client, ClientBase, QueryConfig } from 'pg';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { versionOf, type Projection } from '../tables/projection.js';

/**
 * NOTIFY channel; each batch sends `<position> <projection> <projection> …` in its transaction.
 * position.ts listens.
 */
export const CHECKPOINT_CHANNEL = 'scrip_checkpoints';

/** Whether a projection reads past events, follows the log, or has stopped. */
export type CheckpointState = 'catching_up' | 'live' | 'stopped';

/** How far a projection has come; `position` is -1 before its first event. */
export interface Checkpoint {
  readonly projection: string;
  readonly position: bigint;
  readonly state: CheckpointState;
}

/** Movement of one checkpoint over a batch. */
export interface Move {
  readonly projection: string;
  readonly expected: bigint;
  readonly next: bigint;
  /** When the event at `next` was recorded; null if unreadable. */
  readonly recordedAt: Instant | null;
}

/** SQLSTATE of a failed fence: a checkpoint was not where it was expected. */
export const FENCED_SQL_STATE = '22012';

/**
 * Moves checkpoints from their expected positions, or divides by zero: that aborts the transaction
 * before anything else is written, because another runner has taken over.
 */
export function fence(schema: string, moves: readonly Move[], notify: boolean): QueryConfig {
  return {
    name: `${schema}.fence`,
    text: `
      WITH moved AS (
        UPDATE ${schema}.checkpoints c SET position = m.next, updated_at = clock_timestamp(),
          recorded_at = coalesce(m.recorded_at, c.recorded_at)
        FROM unnest($1::text[], $2::bigint[], $3::bigint[], $4::timestamptz[])
          AS m(projection, expected, next, recorded_at)
        WHERE c.projection = m.projection AND c.position = m.expected
        RETURNING 1)
      SELECT 1 / (count(*) = cardinality($1))::int,
        CASE WHEN $5::text <> '' THEN pg_notify('${CHECKPOINT_CHANNEL}', $5) END
      FROM moved`,
    values: [
      moves.map(({ projection }) => projection),
      moves.map(({ expected }) => expected),
      moves.map(({ next }) => next),
      moves.map(({ recordedAt }) => (recordedAt === null ? null : formatInstant(recordedAt))),
      notify ? noteOf(moves) : '',
    ],
  };
}

function noteOf(moves: readonly Move[]): string {
  const at = new Map<bigint, string[]>();
  for (const { next, projection } of moves) at.set(next, [...(at.get(next) ?? []), projection]);
  return [...at].map(([position, names]) => [position, ...names].join(' ')).join(';');
}

/** Parses a notification of CHECKPOINT_CHANNEL: position by projection. */
export function parseNote(note: string): Map<string, bigint> {
  const positions = new Map<string, bigint>();
  for (const part of note.split(';')) {
    const [position = '', ...names] = part.split(' ');
    if (/^\d+$/.test(position)) for (const name of names) positions.set(name, BigInt(position));
  }
  return positions;
}

interface Row {
  projection: string;
  position: string;
  state: CheckpointState;
}

const toCheckpoint = ({ projection, position, state }: Row): Checkpoint => ({
  projection,
  position: BigInt(position),
  state,
});

/** Reads the checkpoints of a schema by projection. */
export async function readCheckpoints(
  client: Pick<ClientBase, 'query'>,
  schema: string,
): Promise<Map<string, Checkpoint>> {
  const { rows } = await client.query<Row>(
    `SELECT projection, position, state FROM ${schema}.checkpoints`,
  );
  return new Map(rows.map((row) => [row.projection, toCheckpoint(row)]));
}

/** Adds missing checkpoint rows; new projections start at the beginning. */
export async function addCheckpoints(
  client: Client,
  schema: string,
  projections: readonly Projection[],
): Promise<void> {
  await client.query(
    `INSERT INTO ${schema}.checkpoints (projection, version)
     SELECT * FROM unnest($1::text[], $2::integer[]) ON CONFLICT DO NOTHING`,
    [projections.map(({ name }) => name), projections.map(versionOf)],
  );
}

/** Projections with rows written by an earlier version of the code. */
export async function outdatedOf(
  client: Pick<ClientBase, 'query'>,
  projections: readonly Projection[],
): Promise<Projection[]> {
  const { rows } = await client.query<{ projection: string; version: number }>(
    'SELECT projection, version FROM read.checkpoints',
  );
  const versions = new Map(rows.map(({ projection, version }) => [projection, version]));
  return projections.filter((one) => (versions.get(one.name) ?? versionOf(one)) < versionOf(one));
}

/** Marks projections as `catching_up` or `live`. */
export async function markState(
  client: Client,
  schema: string,
  names: readonly string[],
  state: 'catching_up' | 'live',
): Promise<void> {
  await client.query(
    `UPDATE ${schema}.checkpoints SET state = $2, error = NULL, error_event_id = NULL,
       updated_at = clock_timestamp() WHERE projection = ANY($1)`,
    [names, state],
  );
}

/** Marks a projection as stopped at an event, unless another runner has taken over. */
export async function markStopped(
  client: Client,
  schema: string,
  stopped: {
    readonly projection: string;
    readonly position: bigint;
    readonly error: string;
    readonly eventId: string;
  },
): Promise<void> {
  const { projection, position, error, eventId } = stopped;
  await client.query(
    `UPDATE ${schema}.checkpoints SET state = 'stopped', error = $3, error_event_id = $4,
       updated_at = clock_timestamp() WHERE projection = $1 AND position = $2`,
    [projection, position, error, eventId],
  );
}

/**
 * Updates the runner's heartbeat and returns all checkpoints. Skips rows that a batch is moving:
 * the batch updates them itself, and waiting for one while holding others can deadlock with it.
 */
export async function heartbeat(client: Client, schema: string): Promise<Checkpoint[]> {
  const { rows } = await client.query<Row>(
    `WITH unmoved AS (
       SELECT projection FROM ${schema}.checkpoints FOR NO KEY UPDATE SKIP LOCKED),
     beaten AS (
       UPDATE ${schema}.checkpoints c SET updated_at = clock_timestamp()
       FROM unmoved WHERE c.projection = unmoved.projection)
     SELECT projection, position, state FROM ${schema}.checkpoints`,
  );
  return rows.map(toCheckpoint);
}
