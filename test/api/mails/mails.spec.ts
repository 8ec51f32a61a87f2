import { describe, expect, it } from '@jest/globals';
import { MAIL_KINDS } from '../../../api/mails/kinds/all.js';
import { paymentFailed } from '../../../api/mails/kinds/payment-failed.js';
import { asText } from '../../support/mails/as-text.js';
import { draftsOf, kindsOf, letterOf, nothing } from '../../support/mails/drafts.js';
import {
  adjust,
  at,
  debit,
  line,
  opened,
  owe,
  pack,
  renew,
  START,
  upgrade,
} from '../../support/domain/account.js';
import { dispute } from '../../support/domain/money.js';
import { consent, topUpFails, toppedUp, withdrawConsent } from '../../support/domain/topups.js';

const UNPAID = { checkoutUrl: null, isTopUp: false, isPaid: false } as const;
const usd = (minor: bigint) => ({ minor, currency: 'usd' });

describe('the facts that lead to a mail', () => {
  it('are a pack that was paid for, a level that went down, and a dispute', () => {
    expect(kindsOf(opened(), pack('pi_1'))).toEqual(['receipt']);
    expect(kindsOf(opened(), debit(80), debit(20), owe(5))).toEqual([
      'balance_low',
      'balance_depleted',
      'balance_depleted',
    ]);
    expect(kindsOf(opened(), pack('pi_1'), dispute('pi_1'))).toEqual(['receipt', 'dispute_opened']);
  });

  it('are not what was spent, given by hand, or recovered', () => {
    expect(kindsOf(opened(), debit(3), adjust(50))).toEqual([]);
    expect(kindsOf(opened(), debit(100), adjust(300))).toEqual(['balance_depleted']);
  });

  it('name what happened: the payment, the crossing, the dispute', () => {
    const [receipt, opening] = draftsOf(opened(), pack('pi_1'), dispute('pi_1', undefined, 'du_1'));
    expect(receipt).toMatchObject({ fact: 'receipt:pi_1', accountId: 'acme', to: 'account' });
    expect(opening).toMatchObject({ fact: 'dispute_opened:du_1', to: 'finance', switch: null });
    const crossings = draftsOf(opened(), debit(80), adjust(100), debit(90));
    expect(crossings.map(({ kind, isOnceAPeriod }) => [kind, isOnceAPeriod])).toEqual([
      ['balance_low', true],
      ['balance_low', true],
    ]);
    expect(new Set(crossings.map(({ fact }) => fact)).size).toBe(2);
  });

  it('stand apart by period: a renewal begins one, and an upgrade', () => {
    const renewed = at('2026-02-15T12:00:00Z');
    expect(kindsOf(opened(), debit(80), renewed, debit(85))).toEqual([
      'balance_low',
      'new period',
      'balance_low',
    ]);
    expect(kindsOf(opened(), upgrade('pro'))).toEqual(['new period']);
  });

  it('have names of their own', () => {
    const names = MAIL_KINDS.map(({ kind }) => kind);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('a receipt', () => {
  const purchase = { ...UNPAID, name: 'Small', price: usd(1_000n) };

  it('says what was bought, the credits, and what was paid', () => {
    const receiptUrl = 'https://pay.example/r/1';
    const payment = { amount: usd(1_190n), receiptUrl };
    const letter = letterOf({ purchase, payment }, opened(), pack('pi_1'));
    expect(letter.subject).toBe('Receipt: Small, $11.90');
    expect(asText(letter)).toBe(`Hello Ada,

Thank you: your payment has arrived, and your credits have been added.

Bought: Small
Credits: 200
Paid: $11.90
Of which tax: $1.90
Date: 15 January 2026
Payment: pi_1

View the receipt:
https://pay.example/r/1

Acme

-- 
About the account acme.
`);
  });

  it('names no tax where none was added, and repaid credits where some were owed', () => {
    const payment = { amount: usd(1_000n), receiptUrl: null };
    const text = asText(letterOf({ purchase, payment }, opened(), owe(120), pack('pi_1')));
    expect(text).toContain('\nPaid: $10.00\nDate:');
    expect(text).toContain('20 of these credits repaid what was owed.');
    expect(text).not.toContain('View the receipt');
  });

  it('says of a top-up that it was one: there is no second mail', () => {
    const story = [opened(), consent(), debit(60), toppedUp('pur_1')];
    expect(kindsOf(...story)).toEqual(['receipt']);
    const letter = letterOf({ purchase: { ...purchase, isTopUp: true } }, ...story);
    expect(letter.subject).toBe('Topped up: Small, $10.00');
    expect(asText(letter)).toContain('Your automatic top-up has been paid');
  });

  it('says what was paid net where nothing else is known', () => {
    expect(letterOf({}, opened(), pack('pi_1')).subject).toBe('Receipt: credits, $10.00');
  });
});

describe('a warning', () => {
  it('says how much is left, and where to read on', () => {
    const letter = letterOf({ publicUrl: 'https://acme.example' }, opened(), debit(81.5));
    const text = asText(letter);
    expect(letter.subject).toBe('Your credits are running low');
    expect(text).toContain('About 18% of your credits are left.');
    expect(text).toContain('Credits left: 18.5\nAs of: 15 January 2026, 12:00 UTC');
    expect(text).toContain('https://acme.example/help/out-of-credits');
  });

  it('says what is owed', () => {
    const text = asText(letterOf({}, opened(), owe(130)));
    expect(text).toContain('Credits left: 0\nCredits owed: 30');
    expect(text).toContain('New credits first repay those that are owed.');
  });
});

describe('a failed payment', () => {
  it('says that nothing was added, and what to do', () => {
    const { data } = paymentFailed.draft('acme', 'pur_1', { purchase_id: 'pur_1', at: START });
    const purchase = { ...UNPAID, name: 'Large', price: usd(4_500n) };
    const letter = paymentFailed.write(data, { ...nothing, purchase });
    if (!letter) throw new Error('no mail');
    expect(letter.subject).toBe('Your payment for Large has failed');
    expect(asText(letter)).toContain('Not bought: Large\n');
    expect(asText(letter)).toContain('Price: $45.00\nDate: 15 January 2026');
    expect(asText(letter)).toContain('What to do: buy again');
  });
});

describe('a receipt of a plan', () => {
  const bought = line('il_1', '2026-01-15T12:00:00Z', '2026-02-15T12:00:00Z');

  it('says the plan, the credits and the price, once for the line of the invoice', () => {
    const [draft] = draftsOf(opened(), renew(bought, 'pro'));
    expect(draft).toMatchObject({ fact: 'plan_receipt:invoice_line:il_1', switch: 'receipts' });
    const letter = letterOf({ planName: 'Professional' }, opened(), renew(bought, 'pro'));
    expect(letter.subject).toBe('Receipt: Professional, $20.00');
    expect(asText(letter)).toContain(`Plan: Professional
Credits: 500
Price: $20.00
Date: 15 January 2026
`);
  });

  it('names the invoice as its reader finds it, and leads to its page: never an id of a line', () => {
    const invoice = { number: 'ACME-0001', payUrl: 'https://pay.example/i/1', isOpen: false };
    const story = [opened(), renew(bought, 'pro')];
    const text = asText(letterOf({ invoice }, ...story));
    expect(text).toContain('Invoice: ACME-0001\n');
    expect(text).toContain('View the invoice:\nhttps://pay.example/i/1');
    expect(text).not.toContain('il_1');
    expect(asText(letterOf({}, ...story))).not.toMatch(/Invoice|il_1/);
  });

  it('is not sent for what was free or given', () => {
    const renewed = at('2026-02-15T12:00:00Z');
    expect(draftsOf(opened(), upgrade('pro'), renewed)).toEqual([]);
  });
});

describe('an automatic top-up that was not paid', () => {
  const checkoutUrl = 'https://pay.example/c/1';
  const purchase = { ...UNPAID, name: 'Small', price: usd(1_000n), checkoutUrl, isTopUp: true };

  it('leads to one mail: why, and what to do', () => {
    const story = [opened(), consent(), topUpFails('pur_1', 'insufficient_funds')];
    expect(draftsOf(...story)).toMatchObject([{ fact: 'top_up_failed:pur_1', switch: null }]);
    const text = asText(letterOf({ purchase }, ...story));
    expect(text).toContain(
      'Not bought: Small\nPrice: $10.00\nReason: the card has too little money\nDate:',
    );
    expect(text).not.toContain('https://');
    const linked = asText(letterOf({ publicUrl: 'https://acme.example' }, ...story));
    expect(linked).toContain(`How to save another card:
https://acme.example/help/packs-and-subscriptions#another-card`);
  });

  it('leads to a link where the bank asks for its customer', () => {
    const story = [opened(), consent(), topUpFails('pur_1', 'authentication_required')];
    expect(kindsOf(...story)).toEqual(['top_up_needs_you']);
    const letter = letterOf({ purchase }, ...story);
    expect(letter.subject).toBe('Your bank asks you to confirm a payment');
    expect(asText(letter)).toContain('Pay and confirm:\nhttps://pay.example/c/1');
    const without = letterOf({ purchase: { ...purchase, checkoutUrl: null } }, ...story);
    expect(asText(without)).toContain('What to do: buy credits yourself');
  });

  it('says when top-ups end by themselves, and not when they were switched off', () => {
    const fails = ['pur_1', 'pur_2', 'pur_3'].map((id) => topUpFails(id));
    const kinds = kindsOf(opened(), consent(), ...fails);
    expect(kinds).toEqual(['top_up_failed', 'top_up_failed', 'top_up_off']);
    const text = asText(letterOf({}, opened(), consent(), ...fails));
    expect(text).toContain('Reason of the last: the card was declined');
    const about = { publicUrl: 'https://acme.example' };
    expect(asText(letterOf(about, opened(), consent(), ...fails))).toContain('#another-card');
    expect(kindsOf(opened(), consent(), withdrawConsent)).toEqual([]);
  });
});

describe('the notice of a dispute', () => {
  it('says what finance needs to answer it', () => {
    const known = {
      reason: 'product_not_received',
      amount: usd(400n),
      evidenceDueAt: START,
    };
    const about = { dispute: known, publicUrl: 'https://acme.example' };
    const letter = letterOf(about, opened(), pack('pi_1'), dispute('pi_1', undefined, 'du_1', 4));
    expect(letter.subject).toBe('Dispute: $4.00, acme');
    expect(asText(letter)).toContain(`Account: acme
Disputed: $4.00
Reason: product not received
Credits frozen: 80
Opened: 15 January 2026, 12:00 UTC
Evidence due: 15 January 2026, 12:00 UTC
Dispute: du_1
Payment: pi_1`);
    expect(asText(letter)).toContain('https://acme.example/console/accounts/acme/payments');
  });
});
