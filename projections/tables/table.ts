import type { Instant } from '../../domain/instant.js';

/** In-memory type of each PostgreSQL type. */
interface MemoryTypes {
  readonly text: string;
  readonly uuid: string;
  /** JSON text, stored as given. */
  readonly json: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly bigint: bigint;
  /** Integers of any size. */
  readonly numeric: bigint;
  readonly timestamptz: Instant;
  /** Start of the UTC day. */
  readonly date: Instant;
}
/** PostgreSQL types that read tables use. */
export type SqlType = keyof MemoryTypes;
/** Value of a column in memory. */
export type Value = MemoryTypes[SqlType] | null;
/** Values by column; an absent column is unchanged (a sum: adds nothing). */
export type Row = Readonly<Record<string, Value | undefined>>;
/** Changes of sums by column. */
export type Sums = Readonly<Record<string, bigint | undefined>>;

/** `key` columns identify a row, `sum` columns are added to, `value` columns are set. */
type Role = 'key' | 'sum' | 'value';

/** A column: type and role. */
export interface Column<
  T extends SqlType = SqlType,
  R extends Role = Role,
  N extends boolean = boolean,
> {
  readonly type: T;
  readonly role: R;
  readonly nullable: N;
  /** A sum with an expected result (control figures). */
  readonly checked: boolean;
}
/** The columns of a table by their names in memory. */
export type Columns = Readonly<Record<string, Column>>;

/** A key column. */
export const key = <T extends SqlType>(type: T): Column<T, 'key', false> => ({
  type,
  role: 'key',
  nullable: false,
  checked: false,
});

/** A column that is set. */
export const value = <T extends SqlType>(type: T): Column<T, 'value', false> => ({
  type,
  role: 'value',
  nullable: false,
  checked: false,
});

/** A column that is set, or null. */
export const nullable = <T extends SqlType>(type: T): Column<T, 'value', true> => ({
  type,
  role: 'value',
  nullable: true,
  checked: false,
});

/** A sum of integers, starting at 0. Numeric, because the number of summands is unbounded. */
export const sum = (): Column<'numeric', 'sum', false> => ({
  type: 'numeric',
  role: 'sum',
  nullable: false,
  checked: false,
});

/** A sum that a change can `expect`: on a different result, the projection stops. */
export const checkedSum = (): Column<'numeric', 'sum', false> => ({ ...sum(), checked: true });

type Memory<C extends Column> = C['nullable'] extends true
  ? MemoryTypes[C['type']] | null
  : MemoryTypes[C['type']];
type Named<C extends Columns, R extends Role> = {
  [N in keyof C as C[N]['role'] extends R ? N : never]: C[N];
};
/** A row of a table with these columns. */
export type RowOf<C extends Columns> = { readonly [N in keyof C]: Memory<C[N]> };
/** The key of a row with these columns. */
export type KeyOf<C extends Columns> = RowOf<Named<C, 'key'>>;
type SumsOf<C extends Columns, Amount = bigint> = {
  readonly [N in keyof Named<C, 'sum'>]?: Amount;
};
type ValuesOf<C extends Columns> = Partial<RowOf<Named<C, 'value'>>>;

/**
 * `log`: rows are only inserted. `entity`: rows are inserted once and then updated. `sums`: adding
 * creates the row if needed.
 */
export type TableKind = 'log' | 'entity' | 'sums';

/** Storage and indexes of a table. */
export interface Layout {
  /** Secondary indexes: name suffix → text after `ON table`. Say which query each serves. */
  readonly indexes?: Readonly<Record<string, string>>;
  /** Storage parameters, such as `fillfactor = 70` for rows updated in place. */
  readonly storage?: string;
  /** A log that keeps the first of several rows with one key. */
  readonly keepFirst?: boolean;
  /** An entity that keeps the last of several inserts with one key. */
  readonly keepLast?: boolean;
}

/** A read table: name, kind, columns and layout. */
export interface Table<C extends Columns = Columns, K extends TableKind = TableKind> {
  readonly name: string;
  readonly kind: K;
  readonly columns: C;
  readonly layout: Layout;
  /** Column names in memory by role, in order of declaration; keys form the primary key. */
  readonly keys: readonly string[];
  readonly sums: readonly string[];
  readonly values: readonly string[];
  readonly checks: readonly string[];
}

function define<C extends Columns, K extends TableKind>(
  name: string,
  kind: K,
  columns: C,
  layout: Layout,
): Table<C, K> {
  const named = (role: Role) =>
    Object.entries(columns).flatMap(([column, { role: own }]) => (own === role ? [column] : []));
  const checks = Object.entries(columns).flatMap(([column, { checked }]) =>
    checked ? [column] : [],
  );
  return {
    name,
    kind,
    columns,
    layout,
    keys: named('key'),
    sums: named('sum'),
    values: named('value'),
    checks,
  };
}

/** A table whose rows are only inserted. */
export const logTable = <C extends Columns>(name: string, columns: C, layout: Layout = {}) =>
  define(name, 'log', columns, layout);

/** A table whose rows are inserted once and then updated; updating a missing row is an error. */
export const entityTable = <C extends Columns>(name: string, columns: C, layout: Layout = {}) =>
  define(name, 'entity', columns, layout);

/** A table of sums by key, starting at zero. */
export const sumsTable = <C extends Columns>(name: string, columns: C, layout: Layout = {}) =>
  define(name, 'sums', columns, layout);

/** A row change; the runner folds changes by row and writes each table at once. */
export type Change =
  | { readonly kind: 'insert'; readonly table: Table; readonly row: Row }
  | { readonly kind: 'add'; readonly table: Table; readonly row: Row }
  | {
      readonly kind: 'update';
      readonly table: Table;
      readonly key: Row;
      readonly set: Row;
      readonly add: Sums;
      readonly expect: Sums;
    };

const NOTHING = {};

/** Inserts a row; its key must be new, unless the table keeps the first or last. */
export function insert<C extends Columns>(table: Table<C, 'log' | 'entity'>, row: RowOf<C>): Change;
export function insert(table: Table, row: Row): Change {
  return { kind: 'insert', table, row };
}

/** Adds integers to the sums of a row, which starts at zero. */
export function add<C extends Columns>(
  table: Table<C, 'sums'>,
  row: KeyOf<C> & SumsOf<C, bigint | number>,
): Change;
export function add(table: Table, row: Row): Change {
  return { kind: 'add', table, row };
}

interface Moves<Values, Added> {
  readonly set?: Values;
  readonly add?: Added;
  readonly expect?: Added;
}

/**
 * Updates an existing row: sets values, adds to sums, and gives expected results of checked sums.
 */
export function update<C extends Columns>(
  table: Table<C, 'entity'>,
  rowKey: KeyOf<C>,
  moves: Moves<ValuesOf<C>, SumsOf<C>>,
): Change;
export function update(table: Table, rowKey: Row, moves: Moves<Row, Sums>): Change {
  const { set = NOTHING, add: added = NOTHING, expect = NOTHING } = moves;
  return { kind: 'update', table, key: rowKey, set, add: added, expect };
}
