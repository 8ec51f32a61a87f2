import { describe, expect, it } from '@jest/globals';
import { numberFrom, wholeNumber } from '../../../tools/lib/command.js';
import { counted } from '../../../tools/lib/words.js';

describe('a number of the command line', () => {
  it.each([
    ['0.5', 0.5],
    ['3', 3],
    [undefined, 7],
  ])('%j is %j', (text, expected) => {
    expect(numberFrom('--minutes', text, { least: 0.1, otherwise: 7 })).toBe(expected);
  });

  it.each(['', ' ', 'x', '0', '-1', '5m'])('is refused as %j, with its option', (text) => {
    const read = () => numberFrom('--minutes', text, { least: 0.1, otherwise: 7 });
    expect(read).toThrow('--minutes takes a number of at least 0.1');
    const whole = () => wholeNumber('--rounds', text, { least: 1, most: 9, otherwise: 7 });
    expect(whole).toThrow('--rounds takes a whole number from 1 to 9');
  });
});

describe('a number of things', () => {
  it.each([
    [0, '0 rows'],
    [1, '1 row'],
    [2, '2 rows'],
  ])('of %d is %j', (count, words) => expect(counted(count, 'row')).toBe(words));
});
