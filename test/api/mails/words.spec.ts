import { describe, expect, it } from '@jest/globals';
import { paymentFailed } from '../../../api/mails/kinds/payment-failed.js';
import { textOf } from '../../../api/mails/letters/text.js';
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

describe('a mail', () => {
  it('is not written from what another version has kept', () => {
    const about = {
      purchase: null,
      planName: null,
      nextPlan: null,
      subscription: null,
      payment: null,
      invoice: null,
      dispute: null,
      publicUrl: undefined,
    };
    const kept = { purchase: 'pur_1' };
    expect(paymentFailed.write(kept, { ...about, accountId: 'acme' })).toBeUndefined();
  });

  it('has no lines that begin with what somebody chose as a name', () => {
    const greeting = 'Hello Ada,\nPay at evil.example';
    const text = textOf({ subject: '', blocks: [], greeting, sender: 'Acme\n-- ', footer: '' });
    expect(text).toMatch(/^Hello Ada, Pay at evil.example\n/);
    expect(text).toContain('\nAcme -- \n');
  });
});
