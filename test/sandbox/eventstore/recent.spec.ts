import { describe, expect, it } from '@jest/globals';
import { RecentEvents } from '../../../sandbox/eventstore/recent.js';
import type { ReadableEvent } from '../../../sandbox/eventstore/event.js';

const readable = (position: number, bytes = 10): ReadableEvent => ({
  position,
  stream: 's',
  revision: position,
  type: 'T',
  message: Buffer.alloc(bytes),
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

  it('are the last ones only, by their bytes', () => {
    const recent = new RecentEvents(0);
    const mebibyte = 1024 * 1024;
    for (let position = 1; position <= 100; position++) recent.add([readable(position, mebibyte)]);
    expect(recent.after(10, 5)).toBeUndefined();
    const kept = positions(recent.after(80, 100));
    expect(kept).toEqual(Array.from({ length: 20 }, (_, index) => 81 + index));
    for (let position = 101; position <= 20_000; position++) recent.add([readable(position)]);
    expect(positions(recent.after(19_998, 5))).toEqual([19_999, 20_000]);
    expect(positions(recent.after(101, 2))).toEqual([102, 103]);
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
