import { describe, expect, it } from '@jest/globals';
import {
  creditsFor,
  exactCredits,
  formatMoney,
  parseCredits,
  parseMoney,
  pricePerCredit,
  signedCredits,
  wholeCredits,
} from '../../../widget/parts/amount.js';

const usd = (minor: number) => ({ minor, currency: 'usd' });

describe('an amount in the widget', () => {
  it('is exact beyond what a float can hold', () => {
    const micro = parseCredits('900719925474099.123457');
    expect(micro).toBe(900_719_925_474_099_123_457n);
    expect(exactCredits(micro ?? 0n, 'en')).toBe('900,719,925,474,099.123457');
  });

  it('is shown in whole credits, rounded towards zero, but never as nothing', () => {
    expect(wholeCredits(92_900_000n, 'en')).toBe('92');
    expect(wholeCredits(250_000n, 'en')).toBe('0.25');
    expect(wholeCredits(-7_500_000n, 'en')).toBe('-7');
  });

  it('that changed has its sign', () => {
    expect(signedCredits(550_000_000n, 'en')).toBe('+550');
    expect(signedCredits(-700_000n, 'de')).toBe('−0,7');
  });

  it('of money has places where it needs them', () => {
    expect(formatMoney(usd(2_500), 'en-US')).toBe('$25');
    expect(formatMoney(usd(1_250), 'en-US')).toBe('$12.50');
    expect(formatMoney({ minor: 500, currency: 'jpy' }, 'en-US')).toBe('¥500');
  });

  it('of money buys what the server would give, rounded down', () => {
    expect(creditsFor(usd(3_750), 20_000_000n)).toBe(750_000_000n);
    expect(creditsFor(usd(1), 333_333n)).toBe(3_333n);
    expect(pricePerCredit(usd(2_500), 550_000_000n, 'en-US')).toBe('$0.045');
  });

  it.each([
    ['12.50', 'en', 1_250n],
    ['12,50', 'de', 1_250n],
    ['1,000', 'en', 100_000n],
    ['1.000', 'de', 100_000n],
    ['1.000,5', 'de', 100_050n],
    ['٣٧', 'ar-EG', 3_700n],
    [' 5 ', 'en', 500n],
  ])('typed as %p in %s is understood', (text, locale, minor) => {
    expect(parseMoney(text, 'usd', locale)).toBe(minor);
  });

  it.each(['', 'ten', '-5', '1e3', '12.505', '1.2.3', '9'.repeat(40)])(
    'typed as %p is none',
    (text) => expect(parseMoney(text, 'usd', 'en')).toBeUndefined(),
  );
});
