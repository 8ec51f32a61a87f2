import { describe, expect, it } from '@jest/globals';
import { ageBetween } from '../../../admin/lib/age.js';

describe('an age', () => {
  it.each([
    ['2026-03-01T12:00:00Z', '0 minutes'],
    ['2026-03-01T11:00:00.001Z', '59 minutes'],
    ['2026-03-01T11:00:00Z', '1 hours'],
    ['2026-02-28T12:00:00.001Z', '23 hours'],
    ['2026-02-28T12:00:00Z', '1 days'],
    ['2026-03-03T11:00:00Z', '1 days'],
  ])('from %s is %s', (from, expected) => {
    const { unit, count } = ageBetween(from, '2026-03-01T12:00:00Z');
    expect(`${count} ${unit}`).toBe(expected);
  });
});
