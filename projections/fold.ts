import { IntegrityError } from '../domain/errors.js';
import type { Change, Row, Sums, Table, Value } from './table.js';

/** A row's fields while changes are folded into it. */
type Fields = Record<string, Value | undefined>;

/** What a batch does to one row: a new row as it will be inserted, or how an old one moves. */
export interface FoldedRow {
  readonly fresh: boolean;
  /** Keys, sums (whole when fresh, else what is added) and the values that are set. */
  readonly fields: Fields;
  /** What checked sums must come to; undefined where no change said so. */
  expect: Sums | undefined;
}

/** Changes of one table folded per row, in the order in which rows were first touched. */
export class TableFold {
  private readonly byKey = new Map<string, FoldedRow>();
  private readonly log: FoldedRow[] = [];

  constructor(readonly table: Table) {}

  get rows(): Iterable<FoldedRow> {
    return this.table.kind === 'log' ? this.log : this.byKey.values();
  }

  get size(): number {
    return this.table.kind === 'log' ? this.log.length : this.byKey.size;
  }

  /** Throws IntegrityError when changes contradict each other; the fold is unusable afterwards. */
  apply(change: Change): void {
    if (change.kind === 'update') return this.update(change);
    if (change.kind === 'add') return this.add(change.row);
    if (this.table.kind === 'log') return this.append(change.row);
    const name = this.nameOf(change.row);
    if (this.byKey.has(name)) throw new IntegrityError(`${this.table.name} has ${name} twice`);
    this.byKey.set(name, { fresh: true, fields: { ...change.row }, expect: undefined });
  }

  /** A log's rows are left to the primary key, unless the first of several is to stand. */
  private append(row: Row): void {
    const folded = { fresh: true, fields: row, expect: undefined };
    if (!this.table.layout.keepFirst) {
      this.log.push(folded);
      return;
    }
    const name = this.nameOf(row);
    if (this.byKey.has(name)) return;
    this.byKey.set(name, folded);
    this.log.push(folded);
  }

  private add(row: Row): void {
    const name = this.nameOf(row);
    const known = this.byKey.get(name);
    if (!known) {
      this.byKey.set(name, { fresh: false, fields: { ...row }, expect: undefined });
      return;
    }
    for (const column of this.table.sums) {
      const added = row[column];
      if (typeof added === 'bigint' && added !== 0n) {
        known.fields[column] = sumOf(known.fields[column]) + added;
      }
    }
  }

  private update({ key, set, add, expect }: Extract<Change, { kind: 'update' }>): void {
    const name = this.nameOf(key);
    let row = this.byKey.get(name);
    if (!row) {
      row = { fresh: false, fields: { ...key }, expect: undefined };
      this.byKey.set(name, row);
    }
    Object.assign(row.fields, set);
    for (const column of this.table.sums) {
      const added = add[column];
      if (added) row.fields[column] = sumOf(row.fields[column]) + added;
    }
    if (this.table.checks.length > 0) this.check(row, name, add, expect);
  }

  /** Within a batch each step is compared; how it begins, by the statement that writes it. */
  private check(row: FoldedRow, name: string, add: Sums, expect: Sums): void {
    for (const column of this.table.checks) {
      const after = expect[column];
      if (after === undefined) continue;
      const before = row.expect?.[column];
      const folded = row.fresh
        ? sumOf(row.fields[column])
        : before === undefined
          ? after
          : before + (add[column] ?? 0n);
      if (folded !== after) {
        throw new IntegrityError(
          `${this.table.name} ${name}: ${column} folds to ${folded}, the event says ${after}`,
        );
      }
    }
    row.expect = expect;
  }

  private nameOf(row: Row): string {
    const [first = '', second] = this.table.keys;
    if (second === undefined) return String(row[first]);
    let name = '';
    for (const column of this.table.keys) name += `${String(row[column])}\n`;
    return name;
  }
}

const sumOf = (value: Value | undefined): bigint => (typeof value === 'bigint' ? value : 0n);

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
