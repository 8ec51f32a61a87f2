import type { Instant } from '../../domain/instant.js';

/** What a column holds in PostgreSQL, and as what it is given in memory. */
interface MemoryTypes {
  readonly text: string;
  readonly uuid: string;
  /** JSON text, stored as given. */
  readonly json: string;
  readonly integer: number;
  readonly boolean: boolean;
  readonly bigint: bigint;
  /** Whole, of any size. */
  readonly numeric: bigint;
  readonly timestamptz: Instant;
  /** The instant at which the UTC day begins. */
  readonly date: Instant;
}
/** The types of PostgreSQL that read tables use. */
export type SqlType = keyof MemoryTypes;
/** A value of a column, as it is in memory. */
export type Value = MemoryTypes[SqlType] | null;
/** Values by column; an absent column is left as it is (or, where it is added to, gets nothing). */
export type Row = Readonly<Record<string, Value | undefined>>;
/** By how much sums change, by column. */
export type Sums = Readonly<Record<string, bigint | undefined>>;

/** `key` columns name a row, `sum` columns are added to, `value` columns are set. */
type Role = 'key' | 'sum' | 'value';

/** A column: its type, and whether it names the row, is set, or is added up. */
export interface Column<
  T extends SqlType = SqlType,
  R extends Role = Role,
  N extends boolean = boolean,
> {
  readonly type: T;
  readonly role: R;
  readonly nullable: N;
  /** A sum whose changes may say what it must come to (control figures). */
  readonly checked: boolean;
}
/** The columns of a table, by their names in memory. */
export type Columns = Readonly<Record<string, Column>>;

/** A column that names the row. */
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

/**
 * A column that is added up, in whole units; it begins at 0. Each amount is bounded and how many
 * there are is not: no sum of them may be too large for its column.
 */
export const sum = (): Column<'numeric', 'sum', false> => ({
  type: 'numeric',
  role: 'sum',
  nullable: false,
  checked: false,
});

/** A sum that a change can `expect`: when it comes to anything else, the projection stops. */
export const checkedSum = (): Column<'numeric', 'sum', false> => ({ ...sum(), checked: true });

type Memory<C extends Column> = C['nullable'] extends true
  ? MemoryTypes[C['type']] | null
  : MemoryTypes[C['type']];
type Named<C extends Columns, R extends Role> = {
  [N in keyof C as C[N]['role'] extends R ? N : never]: C[N];
};
/** A row of a table with these columns. */
export type RowOf<C extends Columns> = { readonly [N in keyof C]: Memory<C[N]> };
/** What names a row of a table with these columns. */
export type KeyOf<C extends Columns> = RowOf<Named<C, 'key'>>;
type SumsOf<C extends Columns, Amount = bigint> = {
  readonly [N in keyof Named<C, 'sum'>]?: Amount;
};
type ValuesOf<C extends Columns> = Partial<RowOf<Named<C, 'value'>>>;

/**
 * `log`: rows are only ever inserted. `entity`: a row is inserted once and changed after.
 * `sums`: adding to a row that is not there begins it.
 */
export type TableKind = 'log' | 'entity' | 'sums';

/** What a table has besides its columns: storage and indexes. */
export interface Layout {
  /** Secondary indexes: name suffix → what follows `ON table`. Say which query each one serves. */
  readonly indexes?: Readonly<Record<string, string>>;
  /** Storage parameters, such as `fillfactor = 70` where rows are updated in place. */
  readonly storage?: string;
  /** A log in which the first of several rows with one key stands. */
  readonly keepFirst?: boolean;
  /** An entity whose rows may begin anew: the last of several inserts with one key stands. */
  readonly keepLast?: boolean;
}

/** A read table: its name, kind, columns and layout. */
export interface Table<C extends Columns = Columns, K extends TableKind = TableKind> {
  readonly name: string;
  readonly kind: K;
  readonly columns: C;
  readonly layout: Layout;
  /** Column names in memory, by role, in the order of declaration; keys are the primary key. */
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

/** Rows that are only ever inserted. */
export const logTable = <C extends Columns>(name: string, columns: C, layout: Layout = {}) =>
  define(name, 'log', columns, layout);

/** Rows that are inserted once and changed after; changing one that is not there is an error. */
export const entityTable = <C extends Columns>(name: string, columns: C, layout: Layout = {}) =>
  define(name, 'entity', columns, layout);

/** Sums by key: a row begins at zero. */
export const sumsTable = <C extends Columns>(name: string, columns: C, layout: Layout = {}) =>
  define(name, 'sums', columns, layout);

/** What a handler asks for; the runner folds changes of one row and writes each table at once. */
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

/** A new row; one with the same key must not exist, unless the table keeps the first or last. */
export function insert<C extends Columns>(table: Table<C, 'log' | 'entity'>, row: RowOf<C>): Change;
export function insert(table: Table, row: Row): Change {
  return { kind: 'insert', table, row };
}

/** Adds to the sums of a row, which begins at zero. Numbers are whole. */
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

/** Sets values of an existing row, adds to its sums, and says what checked sums must come to. */
export function update<C extends Columns>(
  table: Table<C, 'entity'>,
  rowKey: KeyOf<C>,
  moves: Moves<ValuesOf<C>, SumsOf<C>>,
): Change;
export function update(table: Table, rowKey: Row, moves: Moves<Row, Sums>): Change {
  const { set = NOTHING, add: added = NOTHING, expect = NOTHING } = moves;
  return { kind: 'update', table, key: rowKey, set, add: added, expect };
}

/** `accountId` → `account_id`: memory speaks camelCase, PostgreSQL snake_case. */
export const snakeCase = (name: string): string =>
  name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
