import type { Row, Value } from './table.js';

interface Level<Item> extends Map<Value | undefined, Level<Item> | Item> {}

/**
 * Items by a row's key columns: one level of maps per column, so that a look-up builds no combined
 * key. Used for every change.
 */
export class RowsByKey<Item extends object> {
  private readonly root: Level<Item> = new Map();
  private readonly upper: readonly string[];
  private readonly last: string;

  constructor(keys: readonly string[]) {
    this.upper = keys.slice(0, -1);
    this.last = keys.at(-1) ?? '';
  }

  find(row: Row): Item | undefined {
    let level = this.root;
    for (const column of this.upper) {
      const next = level.get(row[column]);
      if (!(next instanceof Map)) return undefined;
      level = next;
    }
    const item = level.get(row[this.last]);
    return item instanceof Map ? undefined : item;
  }

  put(row: Row, item: Item): void {
    let level = this.root;
    for (const column of this.upper) {
      let next = level.get(row[column]);
      if (!(next instanceof Map)) {
        next = new Map();
        level.set(row[column], next);
      }
      level = next;
    }
    level.set(row[this.last], item);
  }
}
