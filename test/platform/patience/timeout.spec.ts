import { describe, expect, it } from '@jest/globals';
import { inTime, withTimeout } from '../../../platform/patience/timeout.js';

const never = new Promise<string>(() => undefined);

describe('a time limit', () => {
  it('gives what comes in time, and its error', async () => {
    expect(await withTimeout(Promise.resolve('done'), 60_000, () => 'late')).toBe('done');
    const failed = Promise.reject(new Error('failed'));
    await expect(withTimeout(failed, 60_000, () => 'late')).rejects.toThrow('failed');
  });

  it('gives or throws what is to be said of what is late', async () => {
    expect(await withTimeout(never, 1, () => 'late')).toBe('late');
    const late = () => {
      throw new Error('too late');
    };
    await expect(withTimeout(never, 1, late)).rejects.toThrow('too late');
  });

  it('lets nobody hear of an error that comes too late', async () => {
    let fail: ((error: Error) => void) | undefined;
    const work = new Promise<string>((_, reject) => (fail = reject));
    expect(await withTimeout(work, 1, () => 'late')).toBe('late');
    fail?.(new Error('unheard'));
    await new Promise((resolve) => setImmediate(resolve));
  });

  it('can take an error for no answer', async () => {
    expect(await inTime(Promise.reject(new Error('failed')), 60_000)).toBe(undefined);
    expect(await inTime(never, 1)).toBe(undefined);
    expect(await inTime(Promise.resolve(0), 60_000)).toBe(0);
  });
});
