import { describe, expect, it } from '@jest/globals';
import { dayOf, midnightOf, showInstant } from '../../../admin/lib/time.js';

const AT = '2026-10-31T18:29:59Z';

describe('an instant', () => {
  it('is shown in the zone that was chosen', () => {
    expect(showInstant(AT, 'en-US', 'Asia/Kolkata')).toMatch(/^Oct.31,.2026, 11:59\sPM$/);
    expect(showInstant(AT, 'en-GB', 'Asia/Kolkata', 'second')).toMatch(/^31.Oct.2026, 23:59:59$/);
  });

  it('that an address names and that is none is shown as it is', () => {
    for (const text of ['nonsense', '', '2026-13-01T00:00:00Z']) {
      expect(showInstant(text, 'en-US', 'UTC')).toBe(text);
    }
  });

  it('lets a line break between its day and its time alone', () => {
    const words = (precision: 'date' | 'minute') =>
      showInstant(AT, 'en-US', 'UTC', precision).split(' ').length;
    expect([words('date'), words('minute')]).toEqual([1, 2]);
  });
});

describe('a day', () => {
  it.each(['2026-01-31', '0999-01-31', '9999-12-31'])('begins at its midnight: %s', (day) => {
    expect(dayOf(midnightOf(day))).toBe(day);
  });

  it.each(['', '12345-01-31', '2026-02-40', 'nonsense'])('that is none is nothing: %p', (text) => {
    expect(midnightOf(text)).toBe('');
  });
});
