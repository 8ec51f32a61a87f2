import { describe, expect, it } from '@jest/globals';
import { EndpointSlots, type Slot } from '../../../worker/deliveries/slots.js';

const isTaken = (slot: Slot) => 'release' in slot;
const waitOf = (slot: Slot) => ('waitMs' in slot ? slot.waitMs : 0);

describe('the places of an endpoint', () => {
  it('are few, and those of another are others', () => {
    const slots = new EndpointSlots(2);
    expect([1, 2, 3].map(() => isTaken(slots.take('slow')))).toEqual([true, true, false]);
    expect(isTaken(slots.take('quick'))).toBe(true);
  });

  it('are free again when an attempt has ended', () => {
    const slots = new EndpointSlots(1);
    const first = slots.take('one');
    expect(isTaken(slots.take('one'))).toBe(false);
    if ('release' in first) first.release();
    expect(isTaken(slots.take('one'))).toBe(true);
  });

  it('are waited for one after another, but no longer than ten minutes', () => {
    const slots = new EndpointSlots(1);
    slots.take('slow');
    const waits = Array.from({ length: 10_000 }, () => waitOf(slots.take('slow')));
    expect(Math.min(...waits)).toBeGreaterThan(0);
    expect(waits[10]).toBeGreaterThan(waits[0] ?? Infinity);
    expect(Math.max(...waits)).toBeLessThanOrEqual(600_000);
  });
});
