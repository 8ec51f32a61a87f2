import { IntegrityError } from '../../domain/errors.js';
import { RowsByKey } from './rows-by-key.js';
import type { Change, Row, Sums, Table, Value } from './table.js';

/** Fields of a row while changes are folded in. */
type Fields = Record<string, Value | undefined>;

/** Changes of one row in a batch: an insert, or updates of an existing row. */
export interface FoldedRow {
  fresh: boolean;
  /** Keys, sums (absolute for a new row, otherwise deltas) and values to set. */
  readonly fields: Fields;
  /** Expected results of checked sums; undefined without an expectation. */
  expect: Sums | undefined;
}

/** Changes of one table folded by row, in the order rows were first touched. */
export class TableFold {
  /** Keys of a log are left to the database, unless it keeps the first of several rows. */
  private readonly isKeyed: boolean;
  private readonly byKey: RowsByKey<FoldedRow>;
  private readonly all: FoldedRow[] = [];

  constructor(readonly table: Table) {
    this.isKeyed = table.kind !== 'log' || table.layout.keepFirst === true;
    this.byKey = new RowsByKey(table.keys);
  }

  get rows(): readonly FoldedRow[] {
    return this.all;
  }

  get size(): number {
    return this.all.length;
  }

  /** Throws IntegrityError if changes contradict each other; the fold is then unusable. */
  apply(change: Change): void {
    switch (change.kind) {
      case 'insert':
        return this.insert(change.row);
      case 'add':
        return this.add(change.row);
      case 'update':
        return this.update(change);
    }
  }

  private insert(row: Row): void {
    const known = this.isKeyed ? this.byKey.find(row) : undefined;
    if (known) {
      if (this.table.layout.keepFirst) return;
      if (this.table.layout.keepLast) return anew(known, row);
      throw new IntegrityError(`${this.table.name} has ${this.nameOf(row)} twice`);
    }
    // Rows of a log are not changed again and need no copy.
    this.begin(row, true, this.table.kind === 'log' ? row : { ...row });
  }

  private add(row: Row): void {
    const known = this.byKey.find(row);
    if (!known) {
      this.begin(row, false, { ...row });
      return;
    }
    for (const column of this.table.sums) {
      const added = row[column];
      if (added) known.fields[column] = plus(known.fields[column], added);
    }
  }

  private update({ key, set, add, expect }: Extract<Change, { kind: 'update' }>): void {
    const row = this.byKey.find(key) ?? this.begin(key, false, { ...key });
    Object.assign(row.fields, set);
    for (const column of this.table.sums) {
      const added = add[column];
      if (added) row.fields[column] = plus(row.fields[column], added);
    }
    if (this.table.checks.length > 0) this.check(row, add, expect);
  }

  private begin(key: Row, fresh: boolean, fields: Fields): FoldedRow {
    const row = { fresh, fields, expect: undefined };
    if (this.isKeyed) this.byKey.put(key, row);
    this.all.push(row);
    return row;
  }

  /** Verifies each step within a batch; the first is verified by the writing statement. */
  private check(row: FoldedRow, add: Sums, expect: Sums): void {
    for (const column of this.table.checks) {
      const after = expect[column];
      if (after === undefined) continue;
      const before = row.expect?.[column];
      const folded = row.fresh
        ? row.fields[column]
        : before === undefined
          ? after
          : before + (add[column] ?? 0n);
      if (folded !== after) {
        const where = `${this.table.name} ${this.nameOf(row.fields)}: ${column}`;
        throw new IntegrityError(`${where} folds to ${folded}, the event says ${after}`);
      }
    }
    row.expect = expect;
  }

  private nameOf(row: Row): string {
    return this.table.keys.map((column) => String(row[column])).join(' ');
  }
}

/** Restarts a row: all its fields are given. */
function anew(known: FoldedRow, row: Row): void {
  known.fresh = true;
  Object.assign(known.fields, row);
}

/** Adds to a sum that starts at 0; continues as bigint beyond exact numbers. */
function plus(sum: Value | undefined, added: Value): Value {
  if (sum === undefined || sum === null) return added;
  if (typeof sum === 'bigint' && typeof added === 'bigint') return sum + added;
  if (typeof sum === 'number' && typeof added === 'number') {
    const total = sum + added;
    if (Number.isSafeInteger(total)) return total;
  }
  return BigInt(sum) + BigInt(added ?? 0);
}

/** Folds the changes of many events, table by table. */
export class Fold {
  private readonly tables = new Map<Table, TableFold>();

  apply(changes: readonly Change[]): void {
    for (const change of changes) {
      let fold = this.tables.get(change.table);
      if (!fold) {
        fold = new TableFold(change.table);
        this.tables.set(change.table, fold);
      }
      fold.apply(change);
    }
  }

  /** Tables with changes. */
  get touched(): Iterable<TableFold> {
    return this.tables.values();
  }

  /** Removes and returns the tables that match; further changes start anew. */
  take(isWanted: (fold: TableFold) => boolean): TableFold[] {
    const taken = [...this.tables.values()].filter(isWanted);
    for (const { table } of taken) this.tables.delete(table);
    return taken;
  }
}
