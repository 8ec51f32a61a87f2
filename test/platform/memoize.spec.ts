import { describe, expect, it } from '@jest/globals';
import { memoize } from '../../platform/memoize.js';

const LONG_MS = 3_600_000;

/** A reading that counts how often it was made; every second one fails if asked to. */
function counted(fails = false) {
  let times = 0;
  return () => {
    times += 1;
    return fails && times % 2 === 1 ? Promise.reject(new Error('away')) : Promise.resolve(times);
  };
}

describe('a memoized read', () => {
  it('is made once for all who ask at once, and for all who ask soon after', async () => {
    const read = memoize(counted(), LONG_MS);
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
    expect(await read()).toBe(1);
  });

  it('is made again when it is too old', async () => {
    const read = memoize(counted(), 0);
    expect(await Promise.all([read(), read()])).toEqual([1, 1]);
    expect(await read()).toBe(2);
  });

  it('is made again when it failed', async () => {
    const read = memoize(counted(true), LONG_MS);
    const both = await Promise.allSettled([read(), read()]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await read()).toBe(2);
  });
});
