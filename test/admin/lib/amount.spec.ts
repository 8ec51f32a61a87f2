import { describe, expect, it } from '@jest/globals';
import {
  amountText,
  decimalsOf,
  fromMicro,
  percentText,
  showAmount,
  sumOf,
  toMicro,
} from '../../../admin/lib/amount.js';

describe('amounts of the console', () => {
  it.each(['0', '0.000001', '-0.25', '120.5', '123456789012345678.654321'])(
    'keep every digit of %s',
    (amount) => expect(fromMicro(toMicro(amount))).toBe(amount),
  );

  it.each(['', '1e3', '1.0000001', 'NaN', '1,5', '--1'])('are none where it says %p', (text) =>
    expect(() => toMicro(text)).toThrow(RangeError),
  );

  it('are summed exactly where floats would be off', () => {
    expect(sumOf(['0.1', '0.2'])).toBe('0.3');
    expect(sumOf(['9007199254740993', '0.000001'])).toBe('9007199254740993.000001');
    expect(sumOf([])).toBe('0');
  });

  it('are shown in the reader’s way, every digit of them', () => {
    expect(amountText('9007199254740993.000001', 'en')).toBe('9,007,199,254,740,993.000001');
    expect(amountText('-1234.5', 'de')).toBe('-1.234,5');
    expect(showAmount('94.423303', 'en')).toEqual({ whole: '94', fraction: '.423303' });
  });

  it('show the sign of a change, but none of nothing', () => {
    expect(amountText('5', 'en', 'always')).toBe('+5');
    expect(amountText('0', 'en', 'always')).toBe('0');
  });

  it('leave text that is no amount as it is', () => {
    expect(amountText('no limit', 'en')).toBe('no limit');
  });

  it('have one decimal each as percentages, and a sign where they are changes', () => {
    expect(['22', '32.7', '0'].map((text) => percentText(text, 'en'))).toEqual([
      '22.0',
      '32.7',
      '0.0',
    ]);
    expect(['+50', '-33.3', '0'].map((text) => percentText(text, 'de', 'always'))).toEqual([
      '+50,0',
      '-33,3',
      '0,0',
    ]);
  });

  it('know the decimals of the longest', () => {
    expect(decimalsOf(['1', '0.25', '3.5'])).toBe(2);
    expect(decimalsOf([])).toBe(0);
  });
});
