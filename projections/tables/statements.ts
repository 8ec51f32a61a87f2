import { DAY_MS, SECOND_MS } from '../../domain/instant.js';
import type { FoldedRow, TableFold } from './fold.js';
import { snakeCase } from '../../domain/storable.js';
import type { Column, Table, Value } from './table.js';

/** A prepared statement, and the exact or (undefined) maximum number of rows it affects. */
export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: string[];
  readonly rows: number | undefined;
}

/**
 * Writes a batch's changes of one table in one statement: `unnest` of one array per column. Arrays
 * are sent as text, built here: much cheaper than a parameter per value.
 */
export function write(schema: string, fold: TableFold): Statement {
  const { table } = fold;
  const { rows } = fold;
  return {
    name: `${schema}.${table.name}`,
    text: textOf(schema, table),
    values: arraysOf(table, rows),
    rows: table.layout.keepFirst ? undefined : rows.length,
  };
}

const texts = new Map<string, string>();

function textOf(schema: string, table: Table): string {
  const name = `${schema}.${table.name}`;
  let text = texts.get(name);
  if (text === undefined) {
    text = table.kind === 'entity' ? mergeText(name, table) : insertText(name, table);
    texts.set(name, text);
  }
  return text;
}

/** Columns in the order in which arrays are passed. */
const columnsOf = (table: Table) => Object.entries(table.columns);

const namesOf = (table: Table) => columnsOf(table).map(([name]) => snakeCase(name));

function insertText(name: string, table: Table): string {
  const names = namesOf(table).join(', ');
  const arrays = columnsOf(table).map(([, { type }], i) => `$${i + 1}::${type}[]`);
  const conflict = table.kind === 'sums' ? addOnConflict(table) : '';
  const skip = table.layout.keepFirst ? ' ON CONFLICT DO NOTHING' : '';
  return `INSERT INTO ${name} AS t (${names})
    SELECT * FROM unnest(${arrays.join(', ')})${conflict}${skip}`;
}

function addOnConflict(table: Table): string {
  const keys = table.keys.map(snakeCase).join(', ');
  const sums = table.sums.map(snakeCase).map((sum) => `${sum} = t.${sum} + excluded.${sum}`);
  return ` ON CONFLICT (${keys}) DO UPDATE SET ${sums.join(', ')}`;
}

/**
 * Inserts new rows, which must not exist (unless the table keeps the last), and updates others,
 * which must exist. Sets values according to the row's mask. A checked sum with an unexpected
 * result leaves its row unchanged, which the row count reveals.
 */
function mergeText(name: string, table: Table): string {
  const columns = columnsOf(table);
  const names = namesOf(table);
  const checks = table.checks.map(snakeCase);
  const aliases = ['fresh', 'mask', ...names, ...checks.map((check) => `x_${check}`)];
  const types = [
    'boolean',
    'integer',
    ...columns.map(([, { type }]) => type),
    ...checks.map(() => 'numeric'),
  ];
  const arrays = types.map((type, i) => `$${i + 1}::${type}[]`);
  const keys = table.keys.map(snakeCase).map((key) => `t.${key} = u.${key}`);
  const expected = checks.map((c) => `(u.x_${c} IS NULL OR t.${c} + u.${c} = u.x_${c})`);
  const sets = [
    ...table.sums.map(snakeCase).map((sum) => `${sum} = t.${sum} + u.${sum}`),
    ...table.values
      .map(snakeCase)
      .map((v, bit) => `${v} = CASE WHEN u.mask & ${2 ** bit} <> 0 THEN u.${v} ELSE t.${v} END`),
  ];
  const anew = [...table.sums, ...table.values].map(snakeCase).map((c) => `${c} = u.${c}`);
  const replace = table.layout.keepLast
    ? `WHEN MATCHED AND u.fresh THEN UPDATE SET ${anew.join(', ')}`
    : '';
  return `MERGE INTO ${name} AS t
    USING unnest(${arrays.join(', ')}) AS u(${aliases.join(', ')})
    ON ${keys.join(' AND ')}
    WHEN MATCHED AND ${['NOT u.fresh', ...expected].join(' AND ')} THEN UPDATE SET ${sets.join(', ')}
    ${replace}
    WHEN NOT MATCHED AND u.fresh THEN
      INSERT (${names.join(', ')}) VALUES (${names.map((n) => `u.${n}`).join(', ')})`;
}

function arraysOf(table: Table, rows: readonly FoldedRow[]): string[] {
  const columns = columnsOf(table).map(([name, column]) => arrayOf(column, name, rows));
  if (table.kind !== 'entity') return columns;
  const fresh = rows.map((row) => (row.fresh ? 't' : 'f'));
  const masks = rows.map((row) => maskOf(table, row));
  const checks = table.checks.map((check) => rows.map(({ expect }) => expect?.[check] ?? 'NULL'));
  return [fresh, masks].map(literal).concat(columns, checks.map(literal));
}

const literal = (items: readonly unknown[]): string => `{${items.join(',')}}`;

/** One bit for each value column that is set, in order. */
function maskOf({ values }: Table, { fields }: FoldedRow): number {
  let mask = 0;
  for (let bit = 0; bit < values.length; bit += 1) {
    if (fields[values[bit] ?? ''] !== undefined) mask |= 1 << bit;
  }
  return mask;
}

function arrayOf(column: Column, name: string, rows: readonly FoldedRow[]): string {
  const absent = column.role === 'sum' ? '0' : 'NULL';
  const encode = ENCODERS[column.type];
  let text = '{';
  for (const { fields } of rows) {
    const value = fields[name];
    text += value === undefined ? absent : value === null ? 'NULL' : encode(value);
    text += ',';
  }
  return `${text.slice(0, -1)}}`;
}

const NEEDS_ESCAPE = /["\\]/;
const quoted = (value: Value): string => {
  const text = String(value);
  return NEEDS_ESCAPE.test(text) ? `"${text.replace(/["\\]/g, '\\$&')}"` : `"${text}"`;
};
const plain = (value: Value): string => String(value);
const TWO_DIGITS = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const days = new Map<number, string>();
const MAX_DAYS = 4_096;

/** `2026-01-31`. Cached: the same few days recur, and `toISOString` is slow. */
function day(value: Value): string {
  const number = Math.floor(Number(value) / DAY_MS);
  let text = days.get(number);
  if (text === undefined) {
    // Outside the years 0 to 9999 ISO uses six digits, which RFC 3339 does not allow.
    text = new Date(number * DAY_MS).toISOString().slice(0, 10);
    if (days.size >= MAX_DAYS) days.clear();
    days.set(number, text);
  }
  return text;
}

/** `2026-01-31T10:00:00.125Z`. */
function instant(value: Value): string {
  const ms = Number(value) - Math.floor(Number(value) / DAY_MS) * DAY_MS;
  const seconds = Math.floor(ms / SECOND_MS);
  const minutes = Math.floor(seconds / 60);
  const hour = TWO_DIGITS[Math.floor(minutes / 60)];
  const fraction = ms % SECOND_MS === 0 ? '' : `.${String(ms % SECOND_MS).padStart(3, '0')}`;
  return `${day(value)}T${hour}:${TWO_DIGITS[minutes % 60]}:${TWO_DIGITS[seconds % 60]}${fraction}Z`;
}

const ENCODERS: Readonly<Record<Column['type'], (value: Value) => string>> = {
  text: quoted,
  uuid: plain,
  json: quoted,
  integer: plain,
  boolean: plain,
  bigint: plain,
  numeric: plain,
  timestamptz: instant,
  date: day,
};
