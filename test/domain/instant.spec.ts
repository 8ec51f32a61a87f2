import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, parseInstant } from '../../domain/instant.js';

const FIRST = Date.UTC(100, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const instants = fc.integer({ min: FIRST, max: LAST });

describe('an instant', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        expect(parseInstant(formatInstant(instant))).toBe(instant);
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same in every way RFC 3339 has of saying it', () => {
    const noon = Date.UTC(2026, 0, 31, 12);
    for (const text of [
      '2026-01-31T12:00:00.000Z',
      '2026-01-31T12:00:00Z',
      '2026-01-31t12:00:00z',
      '2026-01-31T12:00:00.0Z',
      '2026-01-31T12:00:00.000999999Z',
      '2026-01-31T14:30:00+02:30',
      '2026-01-31T04:00:00.00-08:00',
    ]) {
      expect(parseInstant(text)).toBe(noon);
    }
  });

  it('has no days that the calendar has not', () => {
    expect(parseInstant('2024-02-29T00:00:00.000Z')).toBe(Date.UTC(2024, 1, 29));
    for (const text of [
      '2026-02-29T00:00:00.000Z',
      '2026-02-30T00:00:00.000Z',
      '2026-04-31T00:00:00.000Z',
      '2026-13-01T00:00:00.000Z',
      '2026-00-01T00:00:00.000Z',
      '2026-01-00T00:00:00.000Z',
      '2026-01-01T24:00:00.000Z',
      '2026-01-01T24:00:00+01:00',
      '2026-01-01T25:00:00.000Z',
      '2026-01-01T00:60:00.000Z',
      '2026-01-01T00:00:61.000Z',
    ]) {
      expect(parseInstant(text)).toBeUndefined();
    }
  });

  it('is not read into text that is nearly one', () => {
    const spoilt = fc.tuple(
      instants,
      fc.nat(23),
      fc.constantFrom('x', ' ', '-', '/', ':', ';', 'Ｚ'),
    );
    fc.assert(
      fc.property(spoilt, ([instant, at, char]) => {
        const text = formatInstant(instant);
        if (text[at] === char) return;
        expect(parseInstant(text.slice(0, at) + char + text.slice(at + 1))).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
    for (const text of ['', '2026', '2026-01-31', '2026-01-31 12:00:00Z', '2026-01-31T12:00:00']) {
      expect(parseInstant(text)).toBeUndefined();
    }
  });
});
