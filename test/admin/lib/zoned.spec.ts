import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { instantIn, localIn } from '../../../admin/lib/zoned.js';

describe('a wall-clock time', () => {
  it('is an instant of its zone', () => {
    expect(instantIn('2026-10-31T23:59:59', 'Europe/Berlin')).toBe('2026-10-31T22:59:59.000Z');
    expect(instantIn('2026-10-31T23:59', 'Asia/Kolkata')).toBe('2026-10-31T18:29:00.000Z');
    expect(localIn('2026-10-31T22:59:59.000Z', 'Europe/Berlin', 'second')).toBe(
      '2026-10-31T23:59:59',
    );
  });

  it('that the clock skips is after the gap, and one that it shows twice the first', () => {
    expect(instantIn('2026-03-29T02:30', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(instantIn('2026-10-25T02:30', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('that is none is nothing', () => {
    for (const text of ['', '31 October', '2026-02-30T00:00']) {
      expect(instantIn(text, 'UTC')).toBe('');
    }
    expect(localIn('', 'UTC', 'minute')).toBe('');
    expect(instantIn('2026-10-31T23:59', 'Mars/Olympus')).toBe('');
  });

  it('comes back as it was typed, but for times that the clock skips', () => {
    const dates = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    const rule = (date: Date, zone: string) => {
      const local = localIn(date.toISOString(), zone, 'second');
      expect(localIn(instantIn(local, zone), zone, 'second')).toBe(local);
    };
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/St_Johns', 'Pacific/Apia');
    fc.assert(fc.property(dates, zones, rule));
  });
});
