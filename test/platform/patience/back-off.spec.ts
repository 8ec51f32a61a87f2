import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { backOffMs, retrying } from '../../../platform/patience/back-off.js';

describe('the pause after a failure', () => {
  it('doubles up to its bound, and is cut by half at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (failures) => {
        const wholeMs = Math.min(5_000, 100 * 2 ** (failures - 1));
        const pauseMs = backOffMs(failures, { firstMs: 100, longestMs: 5_000 });
        expect(pauseMs).toBeGreaterThanOrEqual(wholeMs / 2);
        expect(pauseMs).toBeLessThanOrEqual(wholeMs);
        expect(Number.isInteger(pauseMs)).toBe(true);
      }),
    );
  });
});

describe('retrying', () => {
  const pauses = { firstMs: 8, longestMs: 64 };
  const never = new AbortController().signal;

  /** What comes of an attempt that fails so often, and the pauses before it succeeds. */
  async function told(failures: number, more: { settledMs?: number; settles?: number } = {}) {
    const pausesMs: number[] = [];
    let tries = 0;
    const result = await retrying(
      async (settled) => {
        tries += 1;
        await Promise.resolve();
        if (tries === more.settles) settled();
        if (tries <= failures) throw new Error(`try ${tries}`);
        return tries;
      },
      {
        pauses,
        signal: never,
        ...more,
        onFailure: (_, pauseMs) => pausesMs.push(pauseMs),
      },
    );
    return { result, pausesMs };
  }

  /** Each is cut by half at most. */
  function expectPauses(pausesMs: readonly number[], wholesMs: readonly number[]) {
    expect(pausesMs).toHaveLength(wholesMs.length);
    for (const [i, wholeMs] of wholesMs.entries()) {
      expect(pausesMs[i]).toBeGreaterThanOrEqual(wholeMs / 2);
      expect(pausesMs[i]).toBeLessThanOrEqual(wholeMs);
    }
  }

  it('goes on until it succeeds, each pause longer than the last', async () => {
    const { result, pausesMs } = await told(3);
    expect(result).toBe(4);
    expectPauses(pausesMs, [8, 16, 32]);
  });

  it('begins anew after an attempt that got somewhere', async () => {
    expectPauses((await told(4, { settles: 3 })).pausesMs, [8, 16, 8, 16]);
    expectPauses((await told(3, { settledMs: -1 })).pausesMs, [8, 8, 8]);
  });

  it('gives nothing once it is told to stop, also during a pause', async () => {
    const stop = new AbortController();
    const options = { pauses: { firstMs: 1e6, longestMs: 1e6 }, signal: stop.signal };
    const failing = () => Promise.reject(new Error('away'));
    expect(await retrying(failing, { ...options, onFailure: () => stop.abort() })).toBe(undefined);
    const unasked = () => Promise.reject(new Error('nobody asked'));
    expect(await retrying(unasked, { ...options, onFailure: () => undefined })).toBe(undefined);
  });

  it('ends with what its listener throws', async () => {
    const last = new Error('no more');
    const failing = () => Promise.reject(new Error('away'));
    const onFailure = () => {
      throw last;
    };
    await expect(retrying(failing, { pauses, signal: never, onFailure })).rejects.toBe(last);
  });
});
