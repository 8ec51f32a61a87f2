import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { firstPeriod, monthOf, nextPeriod, renewalAt } from '../../../domain/account/period.js';
import { DAY_MS, formatInstant, type Instant } from '../../../domain/instant.js';
import { time } from '../../support/domain/account.js';
import { runs } from '../../support/domain/arbitraries.js';

const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'America/Santiago',
  'Asia/Kathmandu',
] as const;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local time in a zone as if it were UTC, by another library than the code under test uses. */
function localTime(instant: Instant, timeZone: string): Date {
  const [dateStyle, timeStyle, hourCycle] = ['short', 'medium', 'h23'] as const;
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle, timeStyle, hourCycle });
  formats.set(timeZone, format);
  return new Date(`${format.format(instant).replace(', ', 'T')}Z`);
}

const lastDayOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** Every instant that has this local time: none in a gap, two where the clock is put back. */
function instantsOf(local: string, timeZone: string): Instant[] {
  const asUtc = Date.parse(`${local}Z`);
  // The zone's offsets on the day before and on the day after are all it can have in between.
  const offsets = [-DAY_MS, DAY_MS].map(
    (away) => localTime(asUtc + away, timeZone).getTime() - (asUtc + away),
  );
  const instants = new Set(offsets.map((offset) => asUtc - offset));
  return [...instants].filter((instant) => localTime(instant, timeZone).getTime() === asUtc);
}
const two = (n: number) => String(n).padStart(2, '0');

describe('renewals of a monthly cycle', () => {
  it('go from 31 January to 28 February to 31 March', () => {
    const anchor = time('2026-01-31T10:00:00Z');
    const dates = [0, 1, 2, 3, 13].map((n) => formatInstant(renewalAt(anchor, 'UTC', n)));
    expect(dates.map((date) => date.slice(0, 10))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2027-02-28',
    ]);
  });

  it('know leap years', () =>
    expect(renewalAt(time('2027-01-30T10:00:00Z'), 'UTC', 13)).toBe(time('2028-02-29T10:00:00Z')));

  it('keep the local time through daylight saving', () => {
    const anchor = time('2026-01-15T17:00:00Z');
    expect(renewalAt(anchor, 'America/New_York', 2)).toBe(time('2026-03-15T16:00:00Z'));
    expect(renewalAt(anchor, 'America/New_York', 10)).toBe(time('2026-11-15T17:00:00Z'));
  });

  it('move forward where the clock skips their local time, for that month only', () => {
    // 29 March 2026, 02:30 does not exist in Berlin.
    const berlin = time('2026-01-29T01:30:00Z');
    expect(renewalAt(berlin, 'Europe/Berlin', 2)).toBe(time('2026-03-29T01:30:00Z'));
    expect(renewalAt(berlin, 'Europe/Berlin', 3)).toBe(time('2026-04-29T00:30:00Z'));
    // Lord Howe moves by half an hour: on 4 October 2026, 02:10 does not exist.
    const lordHowe = time('2026-06-03T15:40:00Z');
    expect(localTime(lordHowe, 'Australia/Lord_Howe')).toEqual(new Date('2026-06-04T02:10:00Z'));
    expect(renewalAt(lordHowe, 'Australia/Lord_Howe', 4)).toBe(time('2026-10-03T15:40:00Z'));
  });

  it('are taken the first time where the clock repeats their local time', () => {
    // 1 November 2026, 01:30 comes twice in New York.
    const newYork = time('2026-10-01T05:30:00Z');
    expect(renewalAt(newYork, 'America/New_York', 1)).toBe(time('2026-11-01T05:30:00Z'));
  });

  it('begin at the anchor itself, also where its local time comes twice', () => {
    const second = time('2026-11-01T06:30:00Z');
    expect(firstPeriod(second, 'America/New_York')).toEqual({
      n: 0,
      startsAt: second,
      endsAt: time('2026-12-01T06:30:00Z'),
    });
  });
});

describe.each([29, 30, 31])('an anchor on %i January', (day) => {
  const clocks = ['00:00:00', '01:30:00', '02:10:00', '02:30:00', '12:00:00', '23:59:59'];
  const zones = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Pacific/Auckland'];
  const cases = zones.flatMap((zone) => clocks.map((clock) => [clock, zone] as const));

  it.each(cases)('at %s in %s renews for five years by the calendar', (clock, zone) => {
    const [anchor = NaN] = instantsOf(`2024-01-${day}T${clock}`, zone);
    let period = firstPeriod(anchor, zone);
    for (let n = 1; n <= 60; n += 1) {
      const [year, month] = [2024 + Math.floor(n / 12), (n % 12) + 1];
      const date = `${year}-${two(month)}-${two(Math.min(day, lastDayOf(year, month)))}`;
      const candidates = instantsOf(`${date}T${clock}`, zone);
      period = nextPeriod(anchor, zone, period);
      expect(period.n).toBe(n);
      if (candidates.length > 0) {
        expect(period.startsAt).toBe(Math.min(...candidates));
      } else {
        // Skipped: later by as much as the clock jumps, on the same day.
        const local = localTime(period.startsAt, zone).toISOString();
        expect(local.slice(0, 10)).toBe(date);
        expect(local.slice(11, 19) > clock).toBe(true);
      }
    }
  });
});

describe('periods', () => {
  it('follow each other without gap or overlap, in every zone', () => {
    const anchors = fc.integer({ min: Date.UTC(2000, 0), max: Date.UTC(2035, 0) });
    fc.assert(
      fc.property(anchors, fc.constantFrom(...ZONES), (anchor, zone) => {
        let period = firstPeriod(anchor, zone);
        for (let n = 1; n <= 14; n += 1) {
          const next = nextPeriod(anchor, zone, period);
          expect(next).toMatchObject({ n, startsAt: period.endsAt });
          expect(next.endsAt - next.startsAt).toBeGreaterThan(27 * DAY_MS);
          expect(next.endsAt - next.startsAt).toBeLessThan(32 * DAY_MS);
          expect(monthOf(next.startsAt, zone)).not.toBe(monthOf(period.startsAt, zone));
          period = next;
        }
      }),
      runs(100),
    );
  });

  it('return to the anchor’s rhythm after an invoice has left it', () => {
    const anchor = time('2026-01-31T10:00:00Z');
    const after = (n: number, endsAt: string) =>
      nextPeriod(anchor, 'UTC', { n, endsAt: time(endsAt) });
    expect(after(0, '2027-01-31T10:00:00Z')).toEqual({
      n: 12,
      startsAt: time('2027-01-31T10:00:00Z'),
      endsAt: time('2027-02-28T10:00:00Z'),
    });
    expect(after(3, '2026-03-10T00:00:00Z')).toMatchObject({
      n: 1,
      endsAt: time('2026-03-31T10:00:00Z'),
    });
    expect(after(0, '2026-02-28T10:00:00Z')).toMatchObject({
      n: 1,
      endsAt: time('2026-03-31T10:00:00Z'),
    });
  });
});
