import { describe, expect, it } from '@jest/globals';
import { dayAfter, daysOf, periodOf, PERIODS } from '../../../admin/lib/periods.js';

describe('a period that is chosen by name', () => {
  it('is its days up to today, or the month before', () => {
    const today = '2028-03-01';
    expect(PERIODS.map((period) => daysOf(period, today))).toEqual([
      { from: '2028-02-24', to: today },
      { from: '2028-02-01', to: today },
      { from: '2028-03-01', to: today },
      { from: '2028-02-01', to: '2028-02-29' },
    ]);
    expect(daysOf('last_month', '2026-01-15')).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  });

  it('is known again by its days, on the same day', () => {
    for (const period of PERIODS) {
      expect(periodOf(daysOf(period, '2026-05-20'), '2026-05-20')).toBe(period);
    }
    expect(periodOf(daysOf('last_7', '2026-05-20'), '2026-05-21')).toBeUndefined();
    expect(dayAfter('2026-12-31')).toBe('2027-01-01');
  });
});
