import type { Client, ClientBase, QueryConfig } from 'pg';
import { formatInstant, type Instant } from '../../domain/instant.js';
import { versionOf, type Projection } from '../tables/projection.js';

/**
 * Told with every batch, in its transaction: `<position> <projection> <projection> …` for all that
 * have come to that position. See position.ts for who listens.
 */
export const CHECKPOINT_CHANNEL = 'scrip_checkpoints';

/** Whether a projection reads what there was, follows what comes, or has stopped. */
export type CheckpointState = 'catching_up' | 'live' | 'stopped';

/** How far a projection has come; `position` -1 before its first event. */
export interface Checkpoint {
  readonly projection: string;
  readonly position: bigint;
  readonly state: CheckpointState;
}

/** One projection's step over a batch. */
export interface Move {
  readonly projection: string;
  readonly expected: bigint;
  readonly next: bigint;
  /** When the event at `next` was recorded; null when it says nothing readable. */
  readonly recordedAt: Instant | null;
}

/** SQLSTATE by which the fence says that a checkpoint was not where it was expected. */
export const FENCED_SQL_STATE = '22012';

/**
 * Moves checkpoints from where they are expected to be, or divides by zero: the transaction is then
 * aborted before anything else of it is written, and whoever sent it has been overtaken.
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

/** Reads a note sent through CHECKPOINT_CHANNEL: position by projection. */
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

/** Checkpoints of a schema, by projection. */
export async function readCheckpoints(
  client: Pick<ClientBase, 'query'>,
  schema: string,
): Promise<Map<string, Checkpoint>> {
  const { rows } = await client.query<Row>(
    `SELECT projection, position, state FROM ${schema}.checkpoints`,
  );
  return new Map(rows.map((row) => [row.projection, toCheckpoint(row)]));
}

/** Makes sure that every projection has a row: one that is new begins at the beginning. */
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

/** Those of the projections whose rows an earlier version of the code has written, or some. */
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

/** Says that projections go on: from behind (`catching_up`) or with the log (`live`). */
export async function mark(
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

/** Says that a projection does not go on, and at which event; unless it was overtaken meanwhile. */
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

/** The runner's sign of life, on every row; gives the rows as they are. */
export async function beat(client: Client, schema: string): Promise<Checkpoint[]> {
  const { rows } = await client.query<Row>(
    `UPDATE ${schema}.checkpoints SET updated_at = clock_timestamp()
     RETURNING projection, position, state`,
  );
  return rows.map(toCheckpoint);
}
