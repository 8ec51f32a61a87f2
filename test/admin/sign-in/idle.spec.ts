import { describe, expect, it } from '@jest/globals';
import { isLast, untilEnd, untilWarning } from '../../../admin/sign-in/idle.js';

const NOW = '2026-03-01T10:00:00.000Z';
const ends = (idle_until: string, ends_at = '2026-03-01T20:00:00.000Z') => ({
  now: NOW,
  idle_until,
  ends_at,
});

describe('the end of a session', () => {
  it('is warned of two minutes before, by the server’s clock', () => {
    expect(untilWarning(ends('2026-03-01T10:30:00.000Z'))).toBe(28 * 60_000);
    expect(untilWarning(ends('2026-03-01T10:02:00.000Z'))).toBe(0);
    expect(untilWarning(ends('2026-03-01T09:00:00.000Z'))).toBe(0);
    expect(untilEnd(ends('2026-03-01T10:01:30.000Z'))).toBe(90_000);
  });

  it('is the last where using the session does not move it', () => {
    expect(isLast(ends('2026-03-01T10:30:00.000Z'))).toBe(false);
    const end = '2026-03-01T10:01:00.000Z';
    expect(isLast(ends(end, end))).toBe(true);
  });
});
