/** The immutable map of lots, holds and refunds: ours beside the same over a B+ tree. */
import assert from 'node:assert/strict';
import sortedBTree from 'sorted-btree';
import { SortedMap, type Sorting } from '../../../domain/sorted-map.js';
import type { Report } from '../report.js';
import { compare } from './compare.js';

/** An account has a few lots; holds and refunds may be thousands. */
const SIZES = [10, 1_000, 10_000];

interface Item {
  readonly key: string;
}

const sorting: Sorting<string, Item> = {
  keyOf: ({ key }) => key,
  compare: (a, b) => (a < b ? -1 : a > b ? 1 : 0),
};
const itemAt = (index: number): Item => ({ key: `lot_${String(index).padStart(12, '0')}` });

/** Rows "an item comes and one goes": what a hold and its end do to a map of so many. */
export function sortedMap(report: Report, rounds: number): void {
  for (const size of SIZES) {
    const items = Array.from({ length: size }, (_, i) => itemAt(i));
    const coming = itemAt(size);
    const going = itemAt(size >> 2).key;
    const kept = itemAt(size >> 1).key;
    const wayOf = (map: SortedMap<string, Item> | TreeMap<string, Item>) => () => {
      const changed = map.with(coming).without(going);
      return [changed.size, changed.first(), changed.get(kept)];
    };
    const ours = wayOf(SortedMap.of(sorting, items));
    const library = wayOf(TreeMap.of(sorting, items));
    assert.deepEqual(library(), ours());
    compare(report, rounds, {
      measure: 'sorted-map',
      task: `an item comes and one goes, of ${size}`,
      ours,
      libraries: { 'sorted-btree': library },
    });
  }
}

type Tree<Key, Item> = sortedBTree.default<Key, Item>;

/** The interface of ours over the library. */
class TreeMap<Key, Item> implements Iterable<Item> {
  readonly #sorting: Sorting<Key, Item>;
  readonly #tree: Tree<Key, Item>;

  private constructor(sorting: Sorting<Key, Item>, tree: Tree<Key, Item>) {
    this.#sorting = sorting;
    this.#tree = tree;
  }

  static of<Key, Item>(
    sorting: Sorting<Key, Item>,
    items: Iterable<Item> = [],
  ): TreeMap<Key, Item> {
    const entries = Array.from(items, (item): [Key, Item] => [sorting.keyOf(item), item]);
    return new TreeMap(sorting, new sortedBTree.default(entries, sorting.compare));
  }

  get size(): number {
    return this.#tree.size;
  }

  get(key: Key): Item | undefined {
    return this.#tree.get(key);
  }

  /** The item with the least key; undefined when the map is empty. */
  first(): Item | undefined {
    const key = this.#tree.minKey();
    return key === undefined ? undefined : this.#tree.get(key);
  }

  /** The map with this item added, or in the place of the one that had its key. */
  with(item: Item): TreeMap<Key, Item> {
    const tree = this.#tree.clone();
    // The key too: it holds on to the item it was taken from.
    tree.set(this.#sorting.keyOf(item), item, true);
    return new TreeMap(this.#sorting, tree);
  }

  /** The map without the item of this key; the same map when there is none. */
  without(key: Key): TreeMap<Key, Item> {
    const tree = this.#tree.clone();
    return tree.delete(key) ? new TreeMap(this.#sorting, tree) : this;
  }

  [Symbol.iterator](): Iterator<Item> {
    return this.#tree.values();
  }
}
