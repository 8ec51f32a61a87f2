import { describe, expect, it } from '@jest/globals';
import {
  changeOf,
  groupsOf,
  linesOf,
  MAX_LINES,
  sumsOf,
  topOf,
  totalOf,
  type UsageRow,
} from '../../../admin/usage/totals.js';

const DAY = '2026-11-29T00:00:00.000Z';
const NEXT = '2026-11-30T00:00:00.000Z';

const row = (model: string | null, credits: string, time = DAY): UsageRow => ({
  time,
  model,
  credits,
  refunded: '0',
  requests: 1,
  input_tokens: 0,
  cached_input_tokens: 0,
  output_tokens: 0,
  reasoning_tokens: 0,
  images: 0,
});

describe('sums of usage', () => {
  it('are exact where floats are not', () => {
    const rows = [row('a', '9007199254740993.000001'), row('b', '0.1'), row('b', '0.2', NEXT)];
    expect(totalOf(rows, 'credits')).toBe('9007199254740993.300001');
    expect(totalOf(rows, 'requests')).toBe('3');
  });

  it('are told of each group, the most first, with its share', () => {
    const rows = [row('a', '1'), row(null, '1.5', NEXT), row('a', '0.5', NEXT), row('b', '6')];
    expect(groupsOf(rows, ['model'], 'credits')).toEqual([
      { key: '["b"]', names: ['b'], total: '6', percent: '66.7' },
      { key: '["a"]', names: ['a'], total: '1.5', percent: '16.7' },
      { key: '[null]', names: [null], total: '1.5', percent: '16.7' },
    ]);
    expect(groupsOf([row('a', '0')], ['model'], 'credits')[0]?.percent).toBeNull();
  });
});

describe('a comparison', () => {
  it.each([
    ['12', '8', '+50'],
    ['8', '12', '-33.3'],
    ['1', '1', '0'],
    ['0', '3', '-100'],
    ['9007199254740993.1', '9007199254740993.1', '0'],
    ['5', '0', null],
  ])('says by how much of it %s is more than %s: %s', (now, then, change) => {
    expect(changeOf(now, then)).toBe(change);
  });

  it('adds up each bin, whatever its groups', () => {
    const rows = [row('a', '1.1'), row('b', '2.2'), row('a', '4', NEXT)];
    expect(sumsOf(rows, [DAY, NEXT], 'credits')).toEqual(['3.3', '4']);
  });
});

describe('the top of the groups', () => {
  const groups = groupsOf(
    Array.from({ length: 5 }, (_, n) => row(`model-${n}`, `${n + 1}`)),
    ['model'],
    'credits',
  );
  const names = (some: typeof groups) => some.map(({ names: [name] }) => name);

  it('are those that used the most, and one other is shown as itself', () => {
    const [own, others] = topOf(groups, 3);
    expect([names(own), names(others)]).toEqual([
      ['model-4', 'model-3', 'model-2'],
      ['model-1', 'model-0'],
    ]);
    expect(topOf(groups, 4)).toEqual([groups, []]);
  });
});

describe('lines of a chart', () => {
  it('leave no usage out: groups that used little are drawn together', () => {
    const rows = Array.from({ length: MAX_LINES + 3 }, (_, n) => row(`model-${n}`, `${n}.1`));
    const groups = groupsOf(rows, ['model'], 'credits');
    const lines = linesOf(rows, groups, [DAY, NEXT], { groupBy: ['model'], metric: 'credits' });
    expect(lines.length).toBe(MAX_LINES + 1);
    expect(lines.at(-1)).toEqual({
      key: 'others',
      names: undefined,
      exact: ['3.3', '0'],
    });
  });
});
