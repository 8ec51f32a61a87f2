import { describe, expect, it } from '@jest/globals';
import type { RowOptions } from '../../../tools/import/row.js';
import { Survey } from '../../../tools/import/survey.js';

const options: RowOptions = {
  columns: { timestamp: [0], input_tokens: [1], cached_input_tokens: [2], model: [3] },
  width: 4,
  model: 'sonnet',
  modelNames: new Map([['theirs', 'ours']]),
  accounts: 1,
  cachedInInput: false,
  thousands: undefined,
};
function surveyOf(rows: readonly string[][], more: Partial<RowOptions> = {}): Survey {
  const survey = new Survey({ ...options, ...more });
  rows.forEach((cells, index) => survey.add({ index, line: index + 2, bytes: 0, cells }));
  return survey;
}
const at = '2026-11-27 10:00:00';

describe('a look over a whole file', () => {
  it('finds the models that price its rows, by their names in Scrip', () => {
    const { models, rows } = surveyOf([
      [at, '1', '0', 'theirs'],
      [at, '1', '0', 'ours'],
      [at, '1', '0', ''],
      [at, '1', 'ragged'],
    ]);
    expect([...models]).toEqual([
      ['ours', 2],
      ['sonnet', 1],
    ]);
    expect(rows).toBe(4);
  });

  it('takes no column of thousands of names for models', () => {
    const rows = Array.from({ length: 1_001 }, (_, n) => [at, '1', '0', `request-${n}`]);
    expect(() => surveyOf(rows)).toThrow('more than 1000 models');
  });

  it('counts times without a zone', () => {
    const rows = [at, `${at}+00`, '1700000000', 'yesterday'].map((time) => [time, '1', '0', '']);
    expect(surveyOf(rows).withoutZone).toBe(1);
  });

  it.each([
    [
      'input is never less',
      [
        ['70838', '69905'],
        ['5', '0'],
        ['7', '7'],
      ],
      true,
    ],
    [
      'input is less once',
      [
        ['70838', '69905'],
        ['5', '6'],
      ],
      false,
    ],
    ['nothing is cached', [['70838', '0']], false],
  ])('takes cached tokens for a part of the input where %s', (_, pairs, looks) => {
    const rows = pairs.map(([input = '', cached = '']) => [at, input, cached, '']);
    expect(surveyOf(rows).looksCachedInInput).toBe(looks);
    expect(surveyOf(rows, { cachedInInput: true }).looksCachedInInput).toBe(false);
  });

  it('takes reasoning tokens for a part of the output in the same way', () => {
    const columns = { timestamp: [0], reasoning_tokens: [1], output_tokens: [2] };
    const looks = (...pairs: [string, string][]) =>
      surveyOf(
        pairs.map((pair) => [at, ...pair, '']),
        { columns },
      ).looksReasoningInOutput;
    expect(looks(['80', '100'], ['0', '5'])).toBe(true);
    expect(looks(['80', '100'], ['6', '5'])).toBe(false);
    expect(looks(['0', '100'])).toBe(false);
  });
});
