import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RecentEvents } from '../../../../sandbox/eventstore/storage/recent.js';
import type { ReadableEvent } from '../../../../sandbox/eventstore/wire/event.js';

const MEBIBYTE = 1024 * 1024;
const readable = (position: number, bytes = 10): ReadableEvent => ({
  position,
  stream: 's',
  revision: position,
  type: 'T',
  message: Buffer.alloc(bytes, position),
});
const positions = (events: readonly ReadableEvent[] | undefined) =>
  events?.map((event) => event.position);

describe('the events kept in memory', () => {
  it('are given from any place they reach back to, and from nowhere else', () => {
    const recent = new RecentEvents(100);
    expect(recent.after(100, 5)).toEqual([]);
    expect(recent.after(99, 5)).toBeUndefined();
    recent.add([readable(101), readable(102), readable(103)]);
    expect(positions(recent.after(100, 5))).toEqual([101, 102, 103]);
    expect(positions(recent.after(101, 1))).toEqual([102]);
    expect(positions(recent.after(103, 5))).toEqual([]);
    expect(positions(recent.after(500, 5))).toEqual([]);
    expect(recent.last).toBe(103);
  });

  it('are the last ones only, by their bytes, and given a few at a time when they are large', () => {
    const recent = new RecentEvents(0, 20 * MEBIBYTE);
    for (let position = 1; position <= 100; position++) recent.add([readable(position, MEBIBYTE)]);
    expect(recent.after(79, 5)).toBeUndefined();
    expect(positions(recent.after(80, 100))).toEqual([81, 82, 83]);
    expect(positions(recent.after(98, 100))).toEqual([99, 100]);
    for (let position = 101; position <= 200_000; position++) recent.add([readable(position)]);
    expect(positions(recent.after(199_998, 5))).toEqual([199_999, 200_000]);
    expect(recent.after(101, 2)).toBeUndefined();
  });

  it('are byte for byte what was added, however long each is', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 300, max: 2_000 }), (each, keptBytes) => {
        const recent = new RecentEvents(0, keptBytes);
        const added = each.map((bytes, index) => readable(index + 1, bytes));
        for (const [index, event] of added.entries()) {
          recent.add([event]);
          let first = index;
          while (first > 0 && recent.after(first - 1, 1)) first--;
          const kept = recent.after(first, 1_000) ?? [];
          const expected = added.slice(first, index + 1);
          const isKept = event.message.length <= keptBytes;
          expect(kept.length).toBeGreaterThanOrEqual(isKept ? 1 : 0);
          expect(kept.map(({ message }) => message)).toEqual(
            kept.length > 0 ? expected.map(({ message }) => message) : [],
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('cannot be read any more once others have taken their place', () => {
    const recent = new RecentEvents(0, 100);
    recent.add([readable(1, 60)]);
    const [first] = recent.after(0, 1) ?? [];
    recent.add([readable(2, 60)]);
    expect(() => first?.message).toThrow('no longer kept');
  });

  it('leave the garbage collector next to nothing to walk', () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const heapUsed = () => {
      gc();
      return process.memoryUsage().heapUsed;
    };
    const before = heapUsed();
    const recent = new RecentEvents(0);
    for (let position = 1; position <= 50_000; position++) recent.add([readable(position, 400)]);
    expect(recent.after(10, 1)).toHaveLength(1);
    expect(heapUsed() - before).toBeLessThan(3 * MEBIBYTE);
    expect(recent.last).toBe(50_000);
  });

  it('are forgotten when the table went its own way', () => {
    const recent = new RecentEvents(0);
    recent.add([readable(1), readable(2)]);
    recent.reset(1);
    expect(recent.last).toBe(1);
    expect(recent.after(0, 5)).toBeUndefined();
    expect(recent.after(1, 5)).toEqual([]);
  });
});
