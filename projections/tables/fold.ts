import { IntegrityError } from '../../domain/errors.js';
import { RowsByKey } from './rows-by-key.js';
import type { Change, Row, Sums, Table, Value } from './table.js';

/** A row's fields while changes are folded into it. */
type Fields = Record<string, Value | undefined>;

/** What a batch does to one row: a new row as it will be inserted, or how an old one moves. */
export interface FoldedRow {
  fresh: boolean;
  /** Keys, sums (whole when fresh, else what is added) and the values that are set. */
  readonly fields: Fields;
  /** What checked sums must come to; undefined where no change said so. */
  expect: Sums | undefined;
}

/** Changes of one table folded per row, in the order in which rows were first touched. */
export class TableFold {
  /** A log's keys are left to the database, unless the first of several rows is to stand. */
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

  /** Throws IntegrityError when changes contradict each other; the fold is unusable afterwards. */
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
    // A log's rows are not changed any more, so there is no need for a copy.
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

  /** Within a batch each step is compared; how it begins, by the statement that writes it. */
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

/** The row begins again: whatever it was before, all its fields are given. */
function anew(known: FoldedRow, row: Row): void {
  known.fresh = true;
  Object.assign(known.fields, row);
}

/** Sums begin at nothing; what would be beyond exact numbers goes on as bigint. */
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

  /** Only tables that something happened to. */
  get touched(): Iterable<TableFold> {
    return this.tables.values();
  }

  /** Takes out the tables of which this is true; the next change begins them anew. */
  take(isWanted: (fold: TableFold) => boolean): TableFold[] {
    const taken = [...this.tables.values()].filter(isWanted);
    for (const { table } of taken) this.tables.delete(table);
    return taken;
  }
}
