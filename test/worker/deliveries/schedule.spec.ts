import { describe, expect, it } from '@jest/globals';
import { pauseAfter, readRetryAfter, SCHEDULE } from '../../../worker/deliveries/schedule.js';
import { DAY_MS, HOUR_MS } from '../../../domain/instant.js';

const pause = (attempts: number, retryAfterMs: number | null = null, chance = 1) =>
  pauseAfter(attempts, SCHEDULE, retryAfterMs, chance);

describe('the schedule of attempts', () => {
  it('begins after seconds and ends with half days', () => {
    expect([1, 2, 3].map((attempts) => pause(attempts))).toEqual([5_000, 15_000, 45_000]);
    expect(pause(SCHEDULE.maxAttempts - 1)).toBe(12 * HOUR_MS);
  });

  it('gives up after the last attempt', () => {
    expect(pause(SCHEDULE.maxAttempts)).toBe(undefined);
  });

  it('goes on for about three days', () => {
    const attempts = Array.from({ length: SCHEDULE.maxAttempts - 1 }, (_, i) => i + 1);
    const usual = attempts.reduce((sum, n) => sum + (pause(n, null, 0.5) ?? 0), 0);
    expect(usual / DAY_MS).toBeGreaterThan(2.5);
    expect(usual / DAY_MS).toBeLessThan(3.5);
  });

  it('spreads each pause over its whole length', () => {
    expect(pause(5, null, 0)).toBe(0);
    expect(pause(5, null, 0.5)).toBe((pause(5) ?? 0) / 2);
  });

  it('waits as long as the receiver asks for, but not for ever', () => {
    expect(pause(1, 60_000)).toBe(60_000);
    expect(pause(1, 1_000)).toBe(5_000);
    expect(pause(1, 30 * DAY_MS)).toBe(12 * HOUR_MS);
    const longest = readRetryAfter('9'.repeat(400), 0);
    expect(pause(1, longest)).toBe(12 * HOUR_MS);
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 0, 31, 10);
  it.each([
    ['120', 120_000],
    [' 5 ', 5_000],
    ['10000000000', 10_000_000_000_000],
    ['Sat, 31 Jan 2026 10:01:00 GMT', 60_000],
    ['Sat, 31 Jan 2026 09:00:00 GMT', 0],
    ['soon', null],
    ['-5', null],
    [undefined, null],
  ])('of %j is %j ms', (header, expected) => {
    expect(readRetryAfter(header, now)).toBe(expected);
  });
});
