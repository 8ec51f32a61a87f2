import { describe, it, expect } from '@jest/globals';
import { binStarts, type Granularity } from '../../../api/usage/bins.js';
import { coverOf } from '../../../api/usage/cover.js';
import { formatInstant, HOUR_MS, DAY_MS } from '../../../domain/instant.js';

function cover(from: string, to: string, granularity: Granularity, zone: string) {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const { days, quarters } = coverOf(binStarts(first, last, granularity, zone), first, last);
  const texts = (ranges: typeof days) =>
    ranges.map((range) => `${formatInstant(range.from)}/${formatInstant(range.until)}`);
  return { days: texts(days), quarters: texts(quarters) };
}

describe('which table answers', () => {
  it('is the daily one alone for UTC days and months', () => {
    const year = '2026-01-01T00:00:00.000Z/2027-01-01T00:00:00.000Z';
    for (const granularity of ['day', 'month'] as const) {
      expect(cover('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', granularity, 'UTC')).toEqual({
        days: [year],
        quarters: [],
      });
    }
  });

  it('is the quarter-hourly one for hours, and for the days of other zones', () => {
    for (const [granularity, zone] of [
      ['hour', 'UTC'],
      ['day', 'Asia/Tokyo'],
    ] as const) {
      expect(cover('2026-01-01T00:00:00Z', '2026-01-08T00:00:00Z', granularity, zone)).toEqual({
        days: [],
        quarters: ['2026-01-01T00:00:00.000Z/2026-01-08T00:00:00.000Z'],
      });
    }
  });

  it('is both for months elsewhere: days inside, quarter-hours at the ends', () => {
    expect(cover('2025-12-31T15:00:00Z', '2026-01-31T15:00:00Z', 'month', 'Asia/Tokyo')).toEqual({
      days: ['2026-01-01T00:00:00.000Z/2026-01-31T00:00:00.000Z'],
      quarters: [
        '2025-12-31T15:00:00.000Z/2026-01-01T00:00:00.000Z',
        '2026-01-31T00:00:00.000Z/2026-01-31T15:00:00.000Z',
      ],
    });
  });

  it('counts every moment once, whatever is asked', () => {
    const start = Date.parse('2026-03-01T05:15:00Z');
    for (const zone of ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Auckland']) {
      for (const granularity of ['hour', 'day', 'month'] as const) {
        for (const width of [HOUR_MS, 5 * HOUR_MS, 9 * DAY_MS + HOUR_MS, 70 * DAY_MS]) {
          const end = start + width;
          const { days, quarters } = coverOf(binStarts(start, end, granularity, zone), start, end);
          const ranges = [...days, ...quarters].sort((a, b) => a.from - b.from);
          const total = ranges.reduce((sum, { from, until }) => sum + until - from, 0);
          expect(total).toBe(width);
          ranges.slice(1).forEach(({ from }, i) => expect(from).toBe(ranges[i]?.until));
        }
      }
    }
  });
});
