import { describe, expect, it } from '@jest/globals';
import { uuidv7 } from '@scrip/client';
import { validate, version } from 'uuid';

describe('keys of the client', () => {
  it('are UUIDs of version 7 that begin with their time', () => {
    const nowMs = Date.UTC(2026, 4, 1, 12);
    const key = uuidv7(nowMs);
    expect([validate(key), version(key)]).toEqual([true, 7]);
    expect(parseInt(key.replaceAll('-', '').slice(0, 12), 16)).toBe(nowMs);
  });

  it('are never the same, and sort by age', () => {
    const keys = Array.from({ length: 1_000 }, (_, nth) => uuidv7(1_700_000_000_000 + nth));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.toSorted()).toEqual(keys);
    expect(uuidv7(5)).not.toBe(uuidv7(5));
  });
});
