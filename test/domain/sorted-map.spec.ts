import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SortedMap } from '../../domain/sorted-map.js';
import { runs } from '../support/domain/arbitraries.js';

interface Item {
  readonly key: number;
  readonly value: number;
}
const sorting = { keyOf: ({ key }: Item) => key, compare: (a: number, b: number) => a - b };
const changes = fc.array(fc.record({ remove: fc.boolean(), key: fc.nat(300), value: fc.nat(9) }), {
  maxLength: 800,
});

describe('a sorted map', () => {
  it('holds what a plain map holds, in order of keys', () =>
    fc.assert(
      fc.property(changes, (all) => {
        const plain = new Map<number, Item>();
        let sorted = SortedMap.of(sorting);
        for (const { remove, key, value } of all) {
          if (remove) plain.delete(key);
          else plain.set(key, { key, value });
          sorted = remove ? sorted.without(key) : sorted.with({ key, value });
          expect(sorted.get(key)).toEqual(plain.get(key));
        }
        const expected = [...plain.values()].sort((a, b) => a.key - b.key);
        expect([...sorted]).toEqual(expected);
        expect(sorted.size).toBe(plain.size);
        expect(sorted.first()).toEqual(expected[0]);
        expect([...SortedMap.of(sorting, plain.values())]).toEqual(expected);
      }),
      runs(200),
    ));

  it('stays as it was when another is made from it', () => {
    const items = Array.from({ length: 500 }, (_, key) => ({ key, value: 0 }));
    const before = SortedMap.of(sorting, items);
    let after = before;
    for (let key = 0; key < 500; key += 3) {
      after = after.with({ key, value: 1 }).without(key + 1);
    }
    expect([...before]).toEqual(items);
    expect(after.get(3)).toEqual({ key: 3, value: 1 });
    expect(after.get(4)).toBe(undefined);
    expect(before.without(900)).toBe(before);
  });
});
