import { describe, expect, it } from '@jest/globals';
import { credits as creditsText, money } from '../../../api/mails/letters/words.js';
import { credits } from '../../support/domain/account.js';

describe('figures in mails', () => {
  it('are exact', () => {
    expect(money({ minor: 123_456_789n, currency: 'usd' })).toBe('$1,234,567.89');
    expect(money({ minor: -5n, currency: 'eur' })).toBe('-€0.05');
    expect(money({ minor: 1_500n, currency: 'jpy' })).toBe('JPY 1,500');
    expect(money({ minor: 1_250n, currency: 'kwd' })).toBe('KWD 1.250');
    const most = { minor: 9_007_199_254_740_993n, currency: 'usd' };
    expect(money(most)).toBe('$90,071,992,547,409.93');
    expect(creditsText(credits(1_234.5))).toBe('1,234.5');
    expect(creditsText(-7_000_000n)).toBe('-7');
  });
});
