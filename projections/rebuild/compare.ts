import type { ClientBase } from 'pg';
import { snakeCase } from '../../domain/storable.js';
import type { Table } from '../tables/table.js';

/** Result of comparing a table with its rebuilt copy. */
export interface TableComparison {
  readonly table: string;
  /** Rows in either table. */
  readonly rows: number;
  /** Rows in only one table, or unequal. */
  readonly differences: number;
  /** The first few, as JSON objects; null if the row is missing. */
  readonly examples: readonly { readonly before: unknown; readonly rebuilt: unknown }[];
}

const MAX_EXAMPLES = 5;

/** Compares `read.table` with `read_next.table` row by row, in one snapshot. */
export async function compareTable(
  client: Pick<ClientBase, 'query'>,
  table: Table,
): Promise<TableComparison> {
  const joined = `read.${table.name} AS a FULL JOIN read_next.${table.name} AS b
    ON ${table.keys
      .map(snakeCase)
      .map((key) => `a.${key} = b.${key}`)
      .join(' AND ')}`;
  const differs = `(${fields('a', table)}) IS DISTINCT FROM (${fields('b', table)})`;
  const counted = await client.query<{ rows: number; differences: number }>(
    `SELECT count(*)::int AS rows, count(*) FILTER (WHERE ${differs})::int AS differences
     FROM ${joined}`,
  );
  const { rows = 0, differences = 0 } = counted.rows[0] ?? {};
  if (differences === 0) return { table: table.name, rows, differences, examples: [] };
  const examples = await client.query<{ before: unknown; rebuilt: unknown }>(
    `SELECT to_jsonb(a) AS before, to_jsonb(b) AS rebuilt FROM ${joined} WHERE ${differs}
     LIMIT ${MAX_EXAMPLES}`,
  );
  return { table: table.name, rows, differences, examples: examples.rows };
}

/** Compares JSON as stored text: type `json` has no equality. */
const fields = (alias: string, { columns }: Table): string =>
  Object.entries(columns)
    .map(([name, { type }]) => `${alias}.${snakeCase(name)}${type === 'json' ? '::text' : ''}`)
    .join(', ');

/** Whether a table has the columns of the current code; false if it does not exist. */
export async function hasTodaysShape(
  client: Pick<ClientBase, 'query'>,
  { name, columns }: Table,
): Promise<boolean> {
  const { rows } = await client.query<{ column: string }>(
    `SELECT attname || ' ' || format_type(atttypid, NULL) AS column FROM pg_attribute
     WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped`,
    [`read.${name}`],
  );
  const there = new Set(rows.map(({ column }) => column));
  const wanted = Object.entries(columns).map(
    ([column, { type }]) =>
      `${snakeCase(column)} ${type === 'timestamptz' ? 'timestamp with time zone' : type}`,
  );
  return there.size === wanted.length && wanted.every((column) => there.has(column));
}
