import { describe, expect, it } from '@jest/globals';
import {
  before,
  binsOf,
  endOf,
  isWhole,
  queryOf,
  questionOf,
  searchOf,
  viewOf,
} from '../../../admin/usage/question.js';

const NOW = Date.UTC(2026, 10, 29, 20);
const asked = (search: string) => questionOf(new URLSearchParams(search), NOW, 'Asia/Kolkata');

describe('a question of the usage explorer', () => {
  it('is, unless told, credits by model and day of the 30 days up to today in the zone', () => {
    expect(asked('')).toEqual({
      metric: 'credits',
      groupBy: ['model'],
      bin: 'day',
      // In Kolkata it is the 30th by then.
      from: '2026-11-01',
      to: '2026-11-30',
      zone: 'Asia/Kolkata',
      drawn: 'bar',
      top: 'all',
      compare: 'none',
      account: '',
      model: '',
    });
  });

  it('is saved with its days, unless these are the usual ones up to today', () => {
    const view = (search: string) => new URLSearchParams(viewOf(asked(search), NOW));
    expect(view('by=feature').get('by')).toBe('feature');
    expect(view('by=feature').has('from')).toBe(false);
    expect(view('to=2026-11-29').get('to')).toBe('2026-11-29');
    expect(view('from=2026-11-02').get('from')).toBe('2026-11-02');
  });

  it.each([
    '',
    'by=',
    'by=feature,model&metric=images&bin=hour&zone=UTC&drawn=line&model=a,b&account=acme&top=3&compare=before',
    'from=2026-01-31&to=2026-02-01&bin=month',
  ])('is read from its address as it was written there: %s', (search) => {
    const question = asked(search);
    expect(questionOf(searchOf(question), NOW + 1e9, 'UTC')).toEqual(question);
  });

  it.each([
    'metric=constructor&by=password&bin=century&from=2026-02-30&to=then&zone=Mars/Base&drawn=3d&top=4&compare=all',
    'from=2027-01-01&to=2026-11-30&by=model,model',
  ])('takes what means nothing as if it were left out: %s', (search) => {
    expect(asked(search)).toEqual(asked('to=2026-11-30'));
  });

  it('keeps the order of groups, and two of them at most', () => {
    expect(asked('by=feature,model,action').groupBy).toEqual(['feature', 'model']);
  });

  it.each([
    ['as many days', 'from=2026-03-01&to=2026-03-30', 'from=2026-01-30&to=2026-02-28'],
    ['the month', 'from=2026-03-01&to=2026-03-31', 'from=2026-02-01&to=2026-02-28'],
    ['as many months', 'from=2026-02-01&to=2026-03-31', 'from=2025-12-01&to=2026-01-31'],
  ])('is compared with %s before its first', (_, question, earlier) => {
    expect(before(asked(question))).toEqual(asked(earlier));
  });

  it('begins and ends at midnight where the days are', () => {
    expect(queryOf(asked('from=2026-11-01&to=2026-11-30'))).toEqual({
      from: '2026-10-31T18:30:00.000Z',
      to: '2026-11-30T18:30:00.000Z',
      granularity: 'day',
      time_zone: 'Asia/Kolkata',
      group_by: 'model',
    });
  });
});

describe('bins', () => {
  it('are whole where all of them is asked for, and counted', () => {
    const question = asked('zone=UTC&bin=month&from=2026-09-15&to=2026-11-10');
    const now = '2026-11-29T20:00:00.000Z';
    const starts = ['2026-09-01', '2026-10-01', '2026-11-01'].map((day) => `${day}T00:00:00.000Z`);
    expect(starts.map((start) => isWhole(start, question, now))).toEqual([false, true, false]);
    expect(isWhole(starts[1] ?? '', question, '2026-10-31T00:00:00.000Z')).toBe(false);
    // Counted to its end, and not asked for to its end.
    expect(isWhole(starts[2] ?? '', question, '2027-01-01T00:00:00.000Z')).toBe(false);
  });

  it('are those of the calendar: a day of a clock change has 25 hours', () => {
    const question = asked('zone=Europe/Berlin&from=2026-10-24&to=2026-10-26');
    const [, changed = ''] = binsOf(question, '2027-01-01T00:00:00.000Z', []) ?? [];
    expect(changed).toBe('2026-10-24T22:00:00.000Z');
    expect(endOf(changed, question)).toBe('2026-10-25T23:00:00.000Z');
  });

  it('are there without usage too, and end where none has begun', () => {
    const question = asked('from=2026-11-28&to=2026-12-05');
    expect(binsOf(question, '2026-11-29T20:00:00.000Z', ['2026-11-28T18:30:00.000Z'])).toEqual([
      '2026-11-27T18:30:00.000Z',
      '2026-11-28T18:30:00.000Z',
      '2026-11-29T18:30:00.000Z',
    ]);
  });

  it('begin before the first day where that is within a month', () => {
    const question = asked('zone=UTC&bin=month&from=2026-10-15&to=2026-11-30');
    const until = '2026-12-01T00:00:00.000Z';
    expect(binsOf(question, until, ['2026-10-01T00:00:00.000Z'])).toEqual([
      '2026-10-01T00:00:00.000Z',
      '2026-11-01T00:00:00.000Z',
    ]);
  });

  it('are not drawn where there are too many', () => {
    const question = asked('bin=hour&from=2026-01-01&to=2026-12-31');
    expect(binsOf(question, '2027-01-01T00:00:00.000Z', [])).toBeUndefined();
  });
});
