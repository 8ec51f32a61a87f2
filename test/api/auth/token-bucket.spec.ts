import { describe, expect, it } from '@jest/globals';
import { TokenBuckets } from '../../../api/auth/token-bucket.js';

describe('a rate limit', () => {
  const harness = () => {
    const clock = { ms: 0 };
    const buckets = new TokenBuckets(() => clock.ms);
    const taken = (name: string, times: number, perSecond = 10) =>
      Array.from({ length: times }, () => buckets.take(name, perSecond)).filter(Boolean).length;
    return { clock, buckets, taken };
  };

  it('lets through a burst of one second and no more', () => {
    const { taken } = harness();
    expect(taken('a', 25)).toBe(10);
  });

  it('fills again evenly', () => {
    const { clock, taken } = harness();
    taken('a', 25);
    clock.ms = 500;
    expect(taken('a', 25)).toBe(5);
  });

  it('never saves up more than one second', () => {
    const { clock, taken } = harness();
    taken('a', 10);
    clock.ms = 3_600_000;
    expect(taken('a', 25)).toBe(10);
  });

  it('says whether there is room without taking any of it', () => {
    const { clock, buckets, taken } = harness();
    expect(buckets.has('a', 10)).toBe(true);
    taken('a', 9);
    expect([buckets.has('a', 10), buckets.has('a', 10)]).toEqual([true, true]);
    taken('a', 1);
    expect(buckets.has('a', 10)).toBe(false);
    clock.ms = 100;
    expect(buckets.has('a', 10)).toBe(true);
    expect(taken('a', 2)).toBe(1);
  });

  it('is each name its own', () => {
    const { taken } = harness();
    taken('a', 25);
    expect(taken('b', 3)).toBe(3);
  });
});
