import { describe, expect, it } from '@jest/globals';
import { binsOf, endOf, queryOf, questionOf, searchOf } from '../../../admin/usage/question.js';

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
      account: '',
      model: '',
    });
  });

  it.each([
    '',
    'by=',
    'by=feature,model&metric=images&bin=hour&zone=UTC&drawn=line&model=a,b&account=acme',
    'from=2026-01-31&to=2026-02-01&bin=month',
  ])('is read from its address as it was written there: %s', (search) => {
    const question = asked(search);
    expect(questionOf(searchOf(question), NOW + 1e9, 'UTC')).toEqual(question);
  });

  it.each([
    'metric=constructor&by=password&bin=century&from=2026-02-30&to=then&zone=Mars/Base&drawn=3d',
    'from=2027-01-01&to=2026-11-30&by=model,model',
  ])('takes what means nothing as if it were left out: %s', (search) => {
    expect(asked(search)).toEqual(asked('to=2026-11-30'));
  });

  it('keeps the order of groups, and two of them at most', () => {
    expect(asked('by=feature,model,action').groupBy).toEqual(['feature', 'model']);
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
