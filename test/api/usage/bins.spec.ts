import { describe, it, expect } from '@jest/globals';
import { Temporal } from 'temporal-polyfill';
import { binStarts, type Granularity } from '../../../api/usage/bins.js';
import { formatInstant } from '../../../domain/instant.js';

const bins = (from: string, to: string, granularity: Granularity, zone: string): string[] =>
  binStarts(Date.parse(from), Date.parse(to), granularity, zone).map(formatInstant);

const widths = (starts: readonly number[], end: number): number[] =>
  starts.map((start, i) => ((starts[i + 1] ?? end) - start) / 3_600_000);

describe('bins of usage', () => {
  it('begin where their hour, day or month begins, even before `from`', () => {
    expect(bins('2026-03-05T10:20:00Z', '2026-03-05T12:00:00Z', 'hour', 'UTC')).toEqual([
      '2026-03-05T10:00:00.000Z',
      '2026-03-05T11:00:00.000Z',
    ]);
    expect(bins('2026-03-05T10:20:00Z', '2026-03-06T00:00:00Z', 'day', 'UTC')).toEqual([
      '2026-03-05T00:00:00.000Z',
    ]);
    expect(bins('2026-03-05T10:20:00Z', '2026-04-01T00:00:01Z', 'month', 'UTC')).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-04-01T00:00:00.000Z',
    ]);
  });

  it('follow zones whose offset is not a whole hour', () => {
    expect(bins('2026-03-05T10:00:00Z', '2026-03-05T12:00:00Z', 'hour', 'Asia/Kolkata')).toEqual([
      '2026-03-05T09:30:00.000Z',
      '2026-03-05T10:30:00.000Z',
      '2026-03-05T11:30:00.000Z',
    ]);
    expect(bins('2026-03-05T00:00:00Z', '2026-03-06T00:00:00Z', 'day', 'Asia/Kathmandu')).toEqual([
      '2026-03-04T18:15:00.000Z',
      '2026-03-05T18:15:00.000Z',
    ]);
  });

  it('give the day of a clock change 23 or 25 hours', () => {
    const from = Date.parse('2026-03-28T23:00:00Z');
    const spring = binStarts(from, Date.parse('2026-03-30T22:00:00Z'), 'day', 'Europe/Berlin');
    expect(widths(spring, Date.parse('2026-03-30T22:00:00Z'))).toEqual([23, 24]);
    const autumn = Date.parse('2026-10-24T22:00:00Z');
    const until = Date.parse('2026-10-25T23:00:00Z');
    expect(widths(binStarts(autumn, until, 'day', 'Europe/Berlin'), until)).toEqual([25]);
    expect(binStarts(autumn, until, 'hour', 'Europe/Berlin')).toHaveLength(25);
  });

  it('never make an hour longer than an hour where the clock moves by thirty minutes', () => {
    const from = Date.parse('2026-04-04T13:00:00Z');
    const to = Date.parse('2026-04-04T17:00:00Z');
    const starts = binStarts(from, to, 'hour', 'Australia/Lord_Howe');
    expect(Math.max(...widths(starts, to))).toBe(1);
    expect(starts[0]).toBe(from);
  });

  it('agree with the calendar on every day of ten years in zones with odd histories', () => {
    const zones = [
      'Europe/Berlin',
      'America/Sao_Paulo',
      'Africa/Cairo',
      'Asia/Beirut',
      'America/Havana',
    ];
    for (const zone of [...zones, 'Pacific/Apia', 'Asia/Tehran', 'Australia/Lord_Howe']) {
      let day = Temporal.PlainDate.from('2010-12-25');
      const from = day.toZonedDateTime(zone).epochMilliseconds;
      const to = Date.parse('2020-12-25T00:00:00Z');
      const expected: number[] = [];
      for (let at = from; at < to; at = day.toZonedDateTime(zone).epochMilliseconds) {
        if (at !== expected.at(-1)) expected.push(at);
        day = day.add({ days: 1 });
      }
      expect({ zone, starts: binStarts(from, to, 'day', zone) }).toEqual({
        zone,
        starts: expected,
      });
    }
  });
});
