import { readProjections } from './all.js';
import { versionOf, type Projection } from '../tables/projection.js';
import { snakeCase } from '../../domain/storable.js';
import type { Table } from '../tables/table.js';

/** Position and state of each projection. `position` -1: nothing handled yet. */
const CHECKPOINT_COLUMNS = `(
  projection text CONSTRAINT checkpoints_pkey PRIMARY KEY,
  -- Commit position of the last event handled.
  position bigint NOT NULL DEFAULT -1,
  -- When that event was recorded.
  recorded_at timestamptz,
  -- catching_up, live, or stopped (by the event that error speaks of)
  state text NOT NULL DEFAULT 'catching_up',
  error text,
  error_event_id uuid,
  -- Last sign of life of the runner, at least every few seconds while it runs.
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  -- When the tables were last rebuilt beside the log.
  rebuilt_at timestamptz,
  -- Version of the projection that has written all the rows.
  version integer NOT NULL DEFAULT 1
) WITH (fillfactor = 20)`;

/** `CREATE TABLE` with its primary key. */
function tableDdl(schema: string, table: Table): string {
  const columns = Object.entries(table.columns).map(
    ([name, { type, nullable }]) => `${snakeCase(name)} ${type}${nullable ? '' : ' NOT NULL'}`,
  );
  const storage = table.layout.storage ? ` WITH (${table.layout.storage})` : '';
  return `CREATE TABLE ${schema}.${table.name} (\n  ${columns.join(',\n  ')}\n)${storage}`;
}

function primaryKeyDdl(schema: string, { name, keys }: Table): string {
  const columns = keys.map(snakeCase).join(', ');
  return `ALTER TABLE ${schema}.${name} ADD CONSTRAINT ${name}_pkey PRIMARY KEY (${columns})`;
}

function indexDdl(schema: string, { name, layout }: Table): string[] {
  return Object.entries(layout.indexes ?? {}).map(
    ([suffix, on]) => `CREATE INDEX ${name}_${suffix} ON ${schema}.${name} ${on}`,
  );
}

/** Parts of a table's DDL: a rebuild adds what only readers need after filling it. */
export type Part = 'tables' | 'indexes';

/**
 * DDL of projections' tables in any schema. `tables` makes them writable, `indexes` adds what only
 * readers need, which for a log includes the primary key.
 */
export function tablesDdl(
  schema: string,
  projections: readonly Projection[],
  part: Part,
): string[] {
  const tables = projections.flatMap((projection) => projection.tables);
  return tables.flatMap((table) => {
    const keyed = table.kind === 'log' ? 'indexes' : 'tables';
    return [
      ...(part === 'tables' ? [tableDdl(schema, table)] : []),
      ...(part === keyed ? [primaryKeyDdl(schema, table)] : []),
      ...(part === 'indexes' ? indexDdl(schema, table) : []),
    ];
  });
}

/** DDL of the table of checkpoints, with a row for each projection. */
export function checkpointsDdl(schema: string, projections: readonly Projection[]): string[] {
  const rows = projections.map((one) => `('${one.name}', ${versionOf(one)})`).join(', ');
  return [
    `CREATE TABLE ${schema}.checkpoints ${CHECKPOINT_COLUMNS}`,
    `INSERT INTO ${schema}.checkpoints (projection, version) VALUES ${rows}`,
  ];
}

/** DDL of all tables of a read schema: `read`, or `read_next` while it is filled. */
export function readTablesDdl(
  schema: string,
  projections: readonly Projection[] = readProjections,
): string[] {
  return [
    ...checkpointsDdl(schema, projections),
    ...tablesDdl(schema, projections, 'tables'),
    ...tablesDdl(schema, projections, 'indexes'),
  ];
}

/**
 * Brings read tables of another shape up to date: empties them and resets their checkpoints, so
 * that projections start over. For a migration, which is one transaction: no runner writes and no
 * reader sees a part of it.
 */
export function refillDdl(schema: string, projections: readonly Projection[]): string[] {
  const tables = projections.flatMap((projection) => projection.tables);
  const names = projections.map(({ name }) => `'${name}'`).join(', ');
  return [
    // In the order of runners: first checkpoints, then tables.
    `LOCK TABLE ${schema}.checkpoints IN SHARE ROW EXCLUSIVE MODE`,
    ...tables.map(({ name }) => `DROP TABLE IF EXISTS ${schema}.${name}`),
    ...tablesDdl(schema, projections, 'tables'),
    ...tablesDdl(schema, projections, 'indexes'),
    `INSERT INTO ${schema}.checkpoints (projection)
      SELECT unnest(ARRAY[${names}]) ON CONFLICT DO NOTHING`,
    `UPDATE ${schema}.checkpoints SET position = -1, recorded_at = NULL, state = 'catching_up',
      error = NULL, error_event_id = NULL, rebuilt_at = NULL, updated_at = clock_timestamp()
      WHERE projection IN (${names})`,
  ];
}
