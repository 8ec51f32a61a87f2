import { describe, it, expect } from '@jest/globals';
import { binStarts, type Granularity } from '../../../api/usage/bins.js';
import { coverOf } from '../../../api/usage/cover.js';
import { formatInstant, HOUR_MS, DAY_MS } from '../../../domain/instant.js';
import { QUARTER_MS } from '../../../projections/read-models/usage.js';

function cover(from: string, to: string, granularity: Granularity, zone: string, exact = false) {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const starts = binStarts(first, last, granularity, zone);
  const { days, quarters, edges } = coverOf(starts, first, last, exact);
  const texts = (ranges: typeof days) =>
    ranges.map((range) => `${formatInstant(range.from)}/${formatInstant(range.until)}`);
  return { days: texts(days), quarters: texts(quarters), edges: texts(edges) };
}

describe('which table answers', () => {
  it('is the daily one alone for UTC days and months', () => {
    const year = '2026-01-01T00:00:00.000Z/2027-01-01T00:00:00.000Z';
    for (const granularity of ['day', 'month'] as const) {
      expect(cover('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', granularity, 'UTC')).toEqual({
        days: [year],
        quarters: [],
        edges: [],
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
        edges: [],
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
      edges: [],
    });
  });

  it('is the ledger for parts of quarter-hours, where the sums must be exact', () => {
    const [from, to] = ['2026-01-15T12:07:00.001Z', '2026-02-15T12:07:00.001Z'];
    expect(cover(from, to, 'month', 'UTC', true)).toEqual({
      edges: [
        '2026-01-15T12:07:00.001Z/2026-01-15T12:15:00.000Z',
        '2026-02-15T12:00:00.000Z/2026-02-15T12:07:00.001Z',
      ],
      quarters: [
        '2026-01-15T12:15:00.000Z/2026-01-16T00:00:00.000Z',
        '2026-02-15T00:00:00.000Z/2026-02-15T12:00:00.000Z',
      ],
      days: ['2026-01-16T00:00:00.000Z/2026-02-15T00:00:00.000Z'],
    });
    expect(cover(from, '2026-01-15T12:08:00Z', 'day', 'UTC', true)).toEqual({
      edges: ['2026-01-15T12:07:00.001Z/2026-01-15T12:08:00.000Z'],
      quarters: [],
      days: [],
    });
    const year = cover('2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z', 'day', 'UTC', true);
    expect(year).toMatchObject({ quarters: [], edges: [] });
  });

  it('counts every moment once, whatever is asked', () => {
    const start = Date.parse('2026-03-01T05:15:00Z');
    for (const zone of ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Auckland']) {
      for (const granularity of ['hour', 'day', 'month'] as const) {
        for (const width of [HOUR_MS, 5 * HOUR_MS, 9 * DAY_MS + HOUR_MS, 70 * DAY_MS]) {
          for (const [before, after] of [
            [0, 0],
            [1, 0],
            [61_007, 899_999],
          ] as const) {
            const [from, to] = [start - before, start + width + after];
            const starts = binStarts(from, to, granularity, zone);
            const { days, quarters, edges } = coverOf(starts, from, to, before + after > 0);
            const ranges = [...days, ...quarters, ...edges].sort((a, b) => a.from - b.from);
            const total = ranges.reduce((sum, { from: lo, until }) => sum + until - lo, 0);
            expect(total).toBe(to - from);
            ranges.slice(1).forEach((range, i) => expect(range.from).toBe(ranges[i]?.until));
            for (const { from: lo, until } of quarters) {
              expect([lo % QUARTER_MS, until % QUARTER_MS]).toEqual([0, 0]);
            }
          }
        }
      }
    }
  });
});
