import { describe, it, expect } from '@jest/globals';
import { RequestInstant, TimeZone } from '../../../api/shapes/time.js';

describe('a time zone in a request', () => {
  it('is an IANA name', () => {
    for (const name of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+8']) {
      expect(TimeZone.safeParse(name).success).toBe(true);
    }
  });

  it('is never an offset, a guess or a path', () => {
    for (const name of ['', '+02:00', 'Mars/Olympus', '../UTC', 'Europe/Berlin\u0000', 7, null]) {
      expect(TimeZone.safeParse(name).success).toBe(false);
    }
  });
});

describe('an instant in a request', () => {
  it('lies where every store can hold it', () => {
    expect(RequestInstant.parse('2026-01-31T10:00:00+01:00')).toBe(Date.UTC(2026, 0, 31, 9));
    for (const text of [
      '0000-01-01T00:00:00Z',
      '9999-12-31T23:59:59-23:59',
      '2026-02-30T00:00:00Z',
    ]) {
      expect(RequestInstant.safeParse(text).success).toBe(false);
    }
  });
});
